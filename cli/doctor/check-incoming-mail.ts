import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeActiveReceiptRuleSetCommand,
  SESClient,
  type ReceiptRule,
  type S3Action,
} from '@aws-sdk/client-ses';
import { GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { StackOutputs } from '../../shared/contracts/stack-outputs.ts';
import { INCOMING_MAIL } from '../../shared/ports/raw-mail.ts';
import { topicChecks } from './check-topic.ts';
import { firstToDo, ok, runOnce, toDo, type Check, type Finding } from './finding.ts';

/** What SES knows about a domain. */
export interface DomainIdentity {
  readonly domain: string;
  readonly isVerified: boolean;
  readonly dkim: string;
  readonly bounceDomain?: { readonly name?: string; readonly status?: string };
}

/** Asks SES about a domain. @returns undefined if SES does not know the domain. */
export async function findIdentity(ses: SESv2Client, domain: string): Promise<DomainIdentity | undefined> {
  try {
    const found = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
    const { MailFromDomain: name, MailFromDomainStatus: status } = found.MailFromAttributes ?? {};
    return {
      domain,
      isVerified: found.VerifiedForSendingStatus === true,
      dkim: found.DkimAttributes?.Status ?? 'none',
      bounceDomain: { ...(name !== undefined && { name }), ...(status !== undefined && { status }) },
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundException') return undefined;
    throw error;
  }
}

/** Checks that SES sees the DKIM records of a domain. They also prove that the domain is ours. */
export function dkimFinding({ domain, dkim }: DomainIdentity): Finding | undefined {
  return dkim === 'SUCCESS'
    ? undefined
    : toDo(
        `SES does not see the DKIM records of ${domain} (${dkim}). Make the three CNAMEs that the stack lists. SES looks for them for 72 hours. After that, deploy again.`,
      );
}

export function identityFinding(
  identity: DomainIdentity | undefined,
  { domain, without }: { domain: string; without: string },
): Finding {
  if (identity === undefined) return toDo(`SES does not know ${domain}, so ${without}. Deploy again.`);
  return identity.isVerified
    ? ok(`${domain} is verified.`)
    : toDo(`SES has not verified ${domain}, so ${without}. Make the DNS records that the stack lists.`);
}

/** Returns the checks of a reply's way from SES to our queue. The MX record is among the checks of the DNS. */
export function incomingMailChecks({
  ses,
  settings,
  outputs,
}: {
  ses: SESv2Client;
  settings: { region: string; maxAttempts: number };
  outputs: () => Promise<StackOutputs>;
}): Check[] {
  const identity = runOnce(async () => findIdentity(ses, (await outputs()).ReplyDomain));
  const active = runOnce(() => new SESClient(settings).send(new DescribeActiveReceiptRuleSetCommand({})));
  const rule = runOnce(async () => {
    const { ReceiptRuleSet, ReplyDomain } = await outputs();
    const { Metadata, Rules = [] } = await active();
    return Metadata?.Name === ReceiptRuleSet ? ruleFor(Rules, ReplyDomain) : undefined;
  });
  return [
    {
      name: 'reply identity',
      look: async () => {
        const { ReplyDomain: domain } = await outputs();
        return identityFinding(await identity(), { domain, without: 'every reply is refused' });
      },
    },
    {
      name: 'reply DKIM',
      look: async () => {
        const found = await identity();
        return found === undefined
          ? toDo('SES does not know the domain. See "reply identity".')
          : (dkimFinding(found) ?? ok('SES sees its three records.'));
      },
    },
    {
      name: 'receipt rules',
      look: async () => {
        const { ReceiptRuleSet } = await outputs();
        const { Metadata } = await active();
        return Metadata?.Name === ReceiptRuleSet
          ? ok(`${ReceiptRuleSet} is active.`)
          : toDo(
              `The active rule set is ${Metadata?.Name ?? 'none'}, so replies are lost. If nobody needs that one, run "aws ses set-active-receipt-rule-set --rule-set-name ${ReceiptRuleSet}".`,
            );
      },
    },
    { name: 'receipt rule', look: async () => ruleFinding(await rule(), await outputs()) },
    {
      name: 'raw mail bucket',
      look: async () => {
        const { RawMailBucket } = await outputs();
        try {
          // HeadBucket would not say in words why it refuses. An emulator's bucket does not have its own host name.
          const s3 = new S3Client({ ...settings, forcePathStyle: true });
          await s3.send(new ListObjectsV2Command({ Bucket: RawMailBucket, MaxKeys: 1 }));
          return ok(`${RawMailBucket} exists.`);
        } catch (error) {
          if (!(error instanceof Error) || error.name !== 'NoSuchBucket') throw error;
          return toDo(
            `The bucket ${RawMailBucket} does not exist, so replies cannot be stored. Deploy again.`,
          );
        }
      },
    },
    ...topicChecks({
      name: 'incoming mail',
      settings,
      topic: async () => findStoreAction(await rule())?.TopicArn,
      queueUrl: async () => (await outputs()).IncomingMailQueueUrl,
      without: 'replies are stored but nothing reads them',
    }),
  ];
}

/** Finds the rule that takes the mail of a domain. SES tries the rules in order. A rule without recipients takes all mail. */
function ruleFor(rules: readonly ReceiptRule[], domain: string): ReceiptRule | undefined {
  const takesMail = ({ Recipients = [] }: ReceiptRule): boolean =>
    Recipients.length === 0 || Recipients.includes(domain);
  return (
    rules.find((rule) => takesMail(rule) && findStoreAction(rule) !== undefined) ?? rules.find(takesMail)
  );
}

function findStoreAction(rule: ReceiptRule | undefined): S3Action | undefined {
  return rule?.Actions?.find(({ S3Action }) => S3Action !== undefined)?.S3Action;
}

function ruleFinding(rule: ReceiptRule | undefined, { ReplyDomain, RawMailBucket }: StackOutputs): Finding {
  if (rule === undefined) {
    return toDo(
      `No active rule takes the mail of ${ReplyDomain}, so every reply is refused. Activate our rule set, or deploy again.`,
    );
  }
  const name = rule.Name ?? 'without a name';
  const action = findStoreAction(rule);
  return firstToDo(
    [
      rule.Enabled === true
        ? undefined
        : toDo(`The rule ${name} is disabled, so every reply is refused. Enable it, or deploy again.`),
      action?.BucketName === RawMailBucket && action.ObjectKeyPrefix === INCOMING_MAIL
        ? undefined
        : toDo(
            `The rule ${name} does not store mail in ${RawMailBucket}/${INCOMING_MAIL}, where Revisit reads it. Deploy again.`,
          ),
      action?.TopicArn === undefined
        ? toDo(`The rule ${name} does not announce new mail, so nothing reads it. Deploy again.`)
        : undefined,
    ],
    `${name} stores the mail of ${ReplyDomain} and announces it.`,
  );
}
