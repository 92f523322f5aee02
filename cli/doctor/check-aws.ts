import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  SESv2Client,
  type EventType,
} from '@aws-sdk/client-sesv2';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { functionNames, serviceMap } from '../../infra/service-map.ts';
import type { Instant } from '../../shared/domain/dates.ts';
import type { StackOutputs } from '../../shared/contracts/stack-outputs.ts';
import type { DeployedStack } from '../service/describe-stack.ts';
import { countOf } from '../terminal/emails.ts';
import { dkimFinding, findIdentity, identityFinding, incomingMailChecks } from './check-incoming-mail.ts';
import { plannedInWords } from './check-service.ts';
import { topicChecks } from './check-topic.ts';
import { domainIn } from './domain-in.ts';
import { firstToDo, needed, ok, once, toDo, type Check, type Finding } from './finding.ts';

/** What becomes of an email, as far as the ledger needs it. */
const neededEvents: readonly EventType[] = [
  'SEND',
  'DELIVERY',
  'DELIVERY_DELAY',
  'BOUNCE',
  'COMPLAINT',
  'REJECT',
  'RENDERING_FAILURE',
];

/** AWS's own signatures fail beyond five minutes; our ten o'clock suffers before. */
const CLOCK_TOLERANCE_SECONDS = 60;

/** What a day may take of the quota: the rest is for receipts and codes, which nobody can plan. */
const SHARE_OF_QUOTA = 0.8;

export interface AwsToLookAt {
  readonly stage: string;
  readonly region: string;
  readonly stack: () => Promise<DeployedStack>;
  /** By this machine's clock; undefined where `--as-of` stands in for it. */
  readonly now: (() => Instant) | undefined;
  /** The most emails that the plan has on one day of the next month. */
  readonly busiestDay: () => Promise<{ emails: number; on: string }>;
}

/** What only AWS can tell of a deployed stage. */
export function awsChecks({ stage, region, stack, now, busiestDay }: AwsToLookAt): Check[] {
  const settings = { region, maxAttempts: 2 };
  const ses = new SESv2Client(settings);
  const outputs = async (): Promise<StackOutputs> => (await stack()).outputs;
  const caller = once(() => askWhoWeAre(settings));
  const account = once(() => ses.send(new GetAccountCommand({})));
  const identity = once(async () => findIdentity(ses, domainIn((await outputs()).MailFrom)));
  const eventDestinations = once(async () => {
    const { ConfigurationSet } = await outputs();
    const { EventDestinations = [] } = await ses.send(
      new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: ConfigurationSet }),
    );
    return EventDestinations.filter(
      ({ Enabled, SnsDestination }) => Enabled === true && SnsDestination !== undefined,
    );
  });
  return [
    { name: 'credentials', look: async () => ok((await caller()).arn) },
    {
      name: 'clock',
      look: async () => clockFinding({ aws: (await caller()).at, now }),
    },
    { name: 'stack', look: async () => stackFinding(await stack()) },
    {
      name: 'identity',
      look: async () => {
        const domain = domainIn((await outputs()).MailFrom);
        return identityFinding(await identity(), { domain, without: 'it sends nothing from it' });
      },
    },
    {
      name: 'DKIM',
      look: async () => {
        const found = await identity();
        if (found === undefined) return toDo('There is no identity to sign for: see "identity".');
        const { domain, bounceDomain: from } = found;
        return firstToDo(
          [
            dkimFinding(found),
            from?.status === 'SUCCESS'
              ? undefined
              : toDo(
                  `SES sees no MX for ${from?.name ?? `a bounce domain of ${domain}`}, so that SPF does not align: make the record.`,
                ),
          ],
          'DKIM and the bounce domain stand.',
        );
      },
    },
    {
      name: 'sandbox',
      look: async () => {
        const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus = 'HEALTHY' } = await account();
        return firstToDo(
          [
            SendingEnabled === false
              ? toDo('Sending is paused for the whole account: docs/runbook.md#ses-has-paused-sending.')
              : undefined,
            ProductionAccessEnabled === true
              ? undefined
              : toDo(
                  'The account is in the SES sandbox and mails verified addresses only: docs/runbook.md#leave-the-ses-sandbox.',
                ),
            EnforcementStatus === 'HEALTHY'
              ? undefined
              : toDo(
                  `SES says ${EnforcementStatus} of this account: answer the message it sent to its contact.`,
                ),
          ],
          'The account is out of the sandbox, and SES is content with it.',
        );
      },
    },
    {
      name: 'quota',
      look: async () => {
        const { SendQuota } = await account();
        const quota = needed(SendQuota?.Max24HourSend, 'the quota');
        const { emails, on } = await busiestDay();
        // SES writes an unlimited quota as -1.
        const taken = quota < 0 ? 'any number' : quota.toLocaleString('en-GB');
        const planned = plannedInWords({ emails, on });
        return quota < 0 || emails <= quota * SHARE_OF_QUOTA
          ? ok(`${planned}; SES takes ${taken} a day.`)
          : toDo(`${planned}, and SES takes ${taken} a day: ask for a higher quota in the SES console.`);
      },
    },
    {
      name: 'event destination',
      look: async () => {
        const { ConfigurationSet } = await outputs();
        const told = (await eventDestinations()).flatMap(({ MatchingEventTypes = [] }) => MatchingEventTypes);
        const missing = neededEvents.filter((event) => !told.includes(event));
        return missing.length === 0
          ? ok('SES tells what becomes of each email.')
          : toDo(
              `SES does not tell ${missing.join(', ')} of ${ConfigurationSet}: no chaser goes out. Deploy again, or enable its event destination.`,
            );
      },
    },
    ...topicChecks({
      name: 'mail events',
      settings,
      topic: async () => (await eventDestinations())[0]?.SnsDestination?.TopicArn,
      queueUrl: async () => (await outputs()).MailEventsQueueUrl,
      without: 'nobody learns what became of an email, and no chaser goes out',
    }),
    ...incomingMailChecks({ ses, settings, outputs }),
    ...functionNames
      .filter((name) => serviceMap.functions[name].trigger.kind === 'schedule')
      .map((name): Check => ({
        name: `schedule ${name}`,
        look: async () => {
          const { ScheduleGroup } = await outputs();
          const { State, ScheduleExpression } = await new SchedulerClient(settings).send(
            new GetScheduleCommand({ Name: name, GroupName: ScheduleGroup }),
          );
          return State === 'ENABLED'
            ? ok(`It runs by ${ScheduleExpression ?? 'its schedule'}, London time.`)
            : toDo(
                `It is disabled, so nothing runs by itself: enable ${ScheduleGroup}/${name}, or deploy again.`,
              );
        },
      })),
    {
      name: 'missed runs',
      look: async () => {
        const { MissedRunsUrl } = await outputs();
        const { Attributes } = await new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }).send(
          new GetQueueAttributesCommand({
            QueueUrl: MissedRunsUrl,
            AttributeNames: ['ApproximateNumberOfMessages'],
          }),
        );
        const waiting = Number(needed(Attributes?.ApproximateNumberOfMessages, 'what was set aside'));
        return waiting === 0
          ? ok('No scheduled run was set aside.')
          : toDo(
              `${countOf(waiting, 'scheduled run')} failed and ${waiting === 1 ? 'was' : 'were'} set aside: read revisit-${stage}-missed-runs (docs/runbook.md#a-scheduled-run-was-missed).`,
            );
      },
    },
  ];
}

function stackFinding({ name, status, outputs }: DeployedStack): Finding {
  if (status.endsWith('_IN_PROGRESS')) {
    return toDo(`${name} is ${status}: wait until the deployment is done, and look again.`);
  }
  return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE'
    ? ok(`${name} in ${outputs.Region} is deployed (${status}).`)
    : toDo(
        `${name} is ${status}: the last deployment failed. Read its events in CloudFormation, and deploy again.`,
      );
}

const answeredSchema = z.looseObject({ headers: z.record(z.string(), z.string()) });

/** Whose credentials these are, and what time AWS has. */
async function askWhoWeAre(settings: {
  region: string;
  maxAttempts: number;
}): Promise<{ arn: string; at: number | undefined }> {
  const client = new STSClient(settings);
  let at: number | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const date = answeredSchema.safeParse(result.response).data?.headers['date'];
      at = date === undefined ? undefined : Date.parse(date);
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  return { arn: needed(Arn, 'whose credentials these are'), at };
}

function clockFinding({ aws, now }: { aws: number | undefined; now: AwsToLookAt['now'] }): Finding {
  if (now === undefined)
    return { kind: 'unknown', says: 'Not compared: --as-of stands in for this machine’s clock.' };
  const apart = Math.abs(now().epochMilliseconds - needed(aws, 'the time')) / 1000;
  return apart <= CLOCK_TOLERANCE_SECONDS
    ? ok('This machine and AWS have the same time.')
    : toDo(`This machine is ${Math.round(apart)} seconds away from AWS's time: set its clock.`);
}
