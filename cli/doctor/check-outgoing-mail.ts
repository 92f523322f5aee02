import {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  type EventDestination,
  type EventType,
  type GetAccountCommandOutput,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { StackOutputs } from '../../shared/contracts/stack-outputs.ts';
import { dkimFinding, findIdentity, identityFinding, type DomainIdentity } from './check-incoming-mail.ts';
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

/** What a day may take of the quota: the rest is for receipts and codes, which nobody can plan. */
const SHARE_OF_QUOTA = 0.8;

interface BusiestDay {
  readonly emails: number;
  readonly on: string;
}

/** Whether SES sends our emails, and tells our queue what becomes of each. */
export function outgoingMailChecks({
  ses,
  settings,
  outputs,
  busiestDay,
}: {
  ses: SESv2Client;
  settings: { region: string; maxAttempts: number };
  outputs: () => Promise<StackOutputs>;
  busiestDay: () => Promise<BusiestDay>;
}): Check[] {
  const account = once(() => ses.send(new GetAccountCommand({})));
  const identity = once(async () => findIdentity(ses, domainIn((await outputs()).MailFrom)));
  const destinations = once(async () => findDestinations(ses, (await outputs()).ConfigurationSet));
  return [
    {
      name: 'identity',
      look: async () => {
        const domain = domainIn((await outputs()).MailFrom);
        return identityFinding(await identity(), { domain, without: 'it sends nothing from it' });
      },
    },
    { name: 'DKIM', look: async () => signingFinding(await identity()) },
    { name: 'sandbox', look: async () => sandboxFinding(await account()) },
    {
      name: 'quota',
      look: async () => {
        const { SendQuota } = await account();
        return quotaFinding(needed(SendQuota?.Max24HourSend, 'the quota'), await busiestDay());
      },
    },
    {
      name: 'event destination',
      look: async () => destinationFinding(await destinations(), (await outputs()).ConfigurationSet),
    },
    ...topicChecks({
      name: 'mail events',
      settings,
      topic: async () => (await destinations())[0]?.SnsDestination?.TopicArn,
      queueUrl: async () => (await outputs()).MailEventsQueueUrl,
      without: 'nobody learns what became of an email, and no chaser goes out',
    }),
  ];
}

/** Those that are enabled and tell a topic. */
async function findDestinations(ses: SESv2Client, configurationSet: string): Promise<EventDestination[]> {
  const { EventDestinations = [] } = await ses.send(
    new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: configurationSet }),
  );
  return EventDestinations.filter(
    ({ Enabled, SnsDestination }) => Enabled === true && SnsDestination !== undefined,
  );
}

function signingFinding(identity: DomainIdentity | undefined): Finding {
  if (identity === undefined) return toDo('There is no identity to sign for: see "identity".');
  const { domain, bounceDomain: from } = identity;
  return firstToDo(
    [
      dkimFinding(identity),
      from?.status === 'SUCCESS'
        ? undefined
        : toDo(
            `SES sees no MX for ${from?.name ?? `a bounce domain of ${domain}`}, so that SPF does not align: make the record.`,
          ),
    ],
    'DKIM and the bounce domain stand.',
  );
}

function sandboxFinding({
  ProductionAccessEnabled,
  SendingEnabled,
  EnforcementStatus = 'HEALTHY',
}: GetAccountCommandOutput): Finding {
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
        : toDo(`SES says ${EnforcementStatus} of this account: answer the message it sent to its contact.`),
    ],
    'The account is out of the sandbox, and SES is content with it.',
  );
}

function quotaFinding(quota: number, { emails, on }: BusiestDay): Finding {
  // SES writes an unlimited quota as -1.
  const taken = quota < 0 ? 'any number' : quota.toLocaleString('en-GB');
  const planned = plannedInWords({ emails, on });
  return quota < 0 || emails <= quota * SHARE_OF_QUOTA
    ? ok(`${planned}; SES takes ${taken} a day.`)
    : toDo(`${planned}, and SES takes ${taken} a day: ask for a higher quota in the SES console.`);
}

function destinationFinding(destinations: readonly EventDestination[], configurationSet: string): Finding {
  const told = destinations.flatMap(({ MatchingEventTypes = [] }) => MatchingEventTypes);
  const missing = neededEvents.filter((event) => !told.includes(event));
  return missing.length === 0
    ? ok('SES tells what becomes of each email.')
    : toDo(
        `SES does not tell ${missing.join(', ')} of ${configurationSet}: no chaser goes out. Deploy again, or enable its event destination.`,
      );
}
