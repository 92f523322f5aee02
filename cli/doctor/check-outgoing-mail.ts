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
import { formatPlannedEmails } from './check-service.ts';
import { topicChecks } from './check-topic.ts';
import { domainIn } from './domain-in.ts';
import { firstToDo, requireAnswer, ok, runOnce, toDo, type Check, type Finding } from './finding.ts';

/** The events about an email that the ledger needs. */
const neededEvents: readonly EventType[] = [
  'SEND',
  'DELIVERY',
  'DELIVERY_DELAY',
  'BOUNCE',
  'COMPLAINT',
  'REJECT',
  'RENDERING_FAILURE',
];

/** The share of the quota for planned emails. The rest is for receipts and codes, which cannot be planned. */
const SHARE_OF_QUOTA = 0.8;

interface BusiestDay {
  readonly emails: number;
  readonly on: string;
}

/** Returns the checks that SES sends our emails and reports to our queue what happens to each. */
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
  const account = runOnce(() => ses.send(new GetAccountCommand({})));
  const identity = runOnce(async () => findIdentity(ses, domainIn((await outputs()).MailFrom)));
  const destinations = runOnce(async () => findDestinations(ses, (await outputs()).ConfigurationSet));
  return [
    {
      name: 'identity',
      look: async () => {
        const domain = domainIn((await outputs()).MailFrom);
        return identityFinding(await identity(), { domain, without: 'SES sends nothing from it' });
      },
    },
    { name: 'DKIM', look: async () => signingFinding(await identity()) },
    { name: 'sandbox', look: async () => sandboxFinding(await account()) },
    {
      name: 'quota',
      look: async () => {
        const { SendQuota } = await account();
        return quotaFinding(requireAnswer(SendQuota?.Max24HourSend, 'the quota'), await busiestDay());
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
      without: 'Revisit does not learn what happens to its emails and sends no chaser',
    }),
  ];
}

/** Finds the event destinations that are enabled and report to a topic. */
async function findDestinations(ses: SESv2Client, configurationSet: string): Promise<EventDestination[]> {
  const { EventDestinations = [] } = await ses.send(
    new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: configurationSet }),
  );
  return EventDestinations.filter(
    ({ Enabled, SnsDestination }) => Enabled === true && SnsDestination !== undefined,
  );
}

function signingFinding(identity: DomainIdentity | undefined): Finding {
  if (identity === undefined) return toDo('SES does not know the domain. See "identity".');
  const { domain, bounceDomain: from } = identity;
  return firstToDo(
    [
      dkimFinding(identity),
      from?.status === 'SUCCESS'
        ? undefined
        : toDo(
            `SES does not see an MX record for ${from?.name ?? `a bounce domain of ${domain}`}, so SPF does not align. Make the record.`,
          ),
    ],
    'SES sees DKIM and the bounce domain.',
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
        ? toDo('Sending is paused for the whole account. See docs/runbook.md#ses-has-paused-sending.')
        : undefined,
      ProductionAccessEnabled === true
        ? undefined
        : toDo(
            'The account is in the SES sandbox and can email verified addresses only. See docs/runbook.md#leave-the-ses-sandbox.',
          ),
      EnforcementStatus === 'HEALTHY'
        ? undefined
        : toDo(
            `SES has set this account to ${EnforcementStatus}. Answer the message that SES sent to the account's contact.`,
          ),
    ],
    'The account is out of the sandbox and may send.',
  );
}

function quotaFinding(quota: number, { emails, on }: BusiestDay): Finding {
  // SES writes an unlimited quota as -1.
  const taken = quota < 0 ? 'any number' : quota.toLocaleString('en-GB');
  const planned = formatPlannedEmails({ emails, on });
  return quota < 0 || emails <= quota * SHARE_OF_QUOTA
    ? ok(`${planned}. SES takes ${taken} a day.`)
    : toDo(`${planned}. SES takes ${taken} a day. Ask for a higher quota in the SES console.`);
}

function destinationFinding(destinations: readonly EventDestination[], configurationSet: string): Finding {
  const told = destinations.flatMap(({ MatchingEventTypes = [] }) => MatchingEventTypes);
  const missing = neededEvents.filter((event) => !told.includes(event));
  return missing.length === 0
    ? ok('SES reports what happens to each email.')
    : toDo(
        `SES does not report ${missing.join(', ')} for ${configurationSet}, so Revisit sends no chaser. Deploy again, or enable its event destination.`,
      );
}
