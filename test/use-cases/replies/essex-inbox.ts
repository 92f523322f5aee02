import { createHash } from 'node:crypto';
import { Upload } from '@aws-sdk/lib-storage';
import { Temporal } from 'temporal-polyfill';
import { createHandler } from '../../../functions/receive-reply/handler.ts';
import { createLineLog } from '../../../shared/adapters/observability.ts';
import type { AuditEntry } from '../../../shared/domain/audit.ts';
import { type IncomingMail, incomingMailId } from '../../../shared/domain/replies/incoming-mail.ts';
import type { Receipt } from '../../../shared/domain/replies/receipt.ts';
import { wire, type Service } from '../../../shared/wiring.ts';
import { aContact, anOwner, essexRecommendations } from '../../builders/follow-up.ts';
import { aClaim, anOpenFollowUp } from '../../builders/stored.ts';
import { createTestStack, type TestStack } from '../../support/emulators.ts';
import { TableContent } from '../../support/table-content.ts';
import { corpusRecommendations, corpusRequest, corpusReplyToken, corpusSesMessageId } from './corpus.ts';

export const essexId = 'essex-ncpi-2016-03-08';

/** The inbox of a follow-up on 12 April. Its six-week response was asked for on 22 March 2016. */
export interface EssexInbox {
  readonly stack: TestStack;
  readonly service: Service;
  readonly log: readonly string[];
  /** Stores the mail as SES does, then hands its notification to the function as SQS does. */
  receive(raw: Uint8Array | string, receipt: Receipt): Promise<IncomingMail>;
  /** Hands over a notification again, as SQS may do. */
  notify(receipt: Receipt): Promise<{ batchItemFailures: unknown }>;
  /** Returns the emails that have left since the last reset, each with its recipient and its text. */
  sent(): Promise<{ to: string; raw: string; text: string }[]>;
  /** Does something at another instant. */
  at<Answer>(instant: string, run: () => Promise<Answer>): Promise<Answer>;
  /** Returns everything in the table. */
  stored(): Promise<ReadonlyMap<string, Record<string, unknown>>>;
  /** Restores everything as it was before the first mail came. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const NOW = '2016-04-12T08:15:00Z';

const audit: AuditEntry = {
  at: Temporal.Instant.from('2016-03-08T09:30:00Z'),
  by: 'test',
  action: 'publish',
  summary: 'Published.',
};

export async function createEssexInbox(): Promise<EssexInbox> {
  const stack = await createTestStack();
  Object.assign(process.env, stack.environment);
  stack.clock.setAsOf(Temporal.Instant.from(NOW));
  const log: string[] = [];
  const service = wire(stack.environment, {
    functionName: 'test',
    log: createLineLog((line) => log.push(line)),
  });
  await publishEssex(service);
  const table = new TableContent(stack);
  const before = await table.read();
  let sentBefore: ReadonlySet<string> = new Set();
  const handler = createHandler(service);

  const notify = async (receipt: Receipt): Promise<{ batchItemFailures: unknown }> => {
    const answer: unknown = await handler(queueEvent(receipt, stack), lambdaContext);
    if (typeof answer !== 'object' || answer === null || !('batchItemFailures' in answer)) {
      throw new Error('The queue handler did not say which messages failed.');
    }
    return { batchItemFailures: answer.batchItemFailures };
  };

  return {
    stack,
    service,
    log,
    notify,
    async receive(raw, receipt) {
      await putRawMail(stack, { key: receipt.rawKey, raw });
      const { batchItemFailures } = await notify(receipt);
      if (!Array.isArray(batchItemFailures) || batchItemFailures.length > 0) {
        throw new Error(`The mail was not taken: ${log.at(-1) ?? ''}`);
      }
      const mail = await service.inbox.find(incomingMailId(receipt));
      if (mail === undefined) throw new Error('The mail is not in the inbox.');
      return mail;
    },
    async sent() {
      const mails = await stack.sesDoor.mails();
      return Promise.all(
        mails
          .filter(({ id }) => !sentBefore.has(id))
          .map(async ({ id, destinations }) => {
            const raw = await stack.sesDoor.readMail(id);
            const { text } = await service.mailReader.read(raw);
            return { to: destinations.join(', '), raw: raw.toString('utf8'), text };
          }),
      );
    },
    async at(instant, run) {
      stack.clock.setAsOf(Temporal.Instant.from(instant));
      try {
        return await run();
      } finally {
        stack.clock.setAsOf(Temporal.Instant.from(NOW));
      }
    },
    stored: () => table.read(),
    async reset() {
      await table.write(before);
      sentBefore = new Set((await stack.sesDoor.mails()).map(({ id }) => id));
    },
    stop: () => stack.stop(),
  };
}

/** Stores a raw mail, as SES does. */
export async function putRawMail(
  { clients, resources }: TestStack,
  { key, raw }: { key: string; raw: Uint8Array | string },
): Promise<void> {
  const params = { Bucket: resources.buckets['raw-mail'], Key: key, Body: Buffer.from(raw) };
  await new Upload({ client: clients.s3, params }).done();
}

async function publishEssex({ people, followUps, ledger, settings, tokens }: Service): Promise<void> {
  await settings.arm({ at: Temporal.Instant.from('2010-01-01T00:00:00Z') });
  await people.putBody(
    { id: 'essex', names: [{ name: 'Essex Police' }], nation: 'England', simulated: false },
    { replace: false },
  );
  await people.putStaffMember(anOwner());
  const contacts = [
    aContact({
      id: 'lead',
      role: 'lead',
      name: 'Chief Superintendent Shaw',
      email: 'lead@essex.police.example',
    }),
    aContact({
      id: 'deputy',
      role: 'deputy',
      name: 'Det Supt Anne Price',
      email: 'anne.price@essex.police.example',
    }),
    aContact({
      id: 'liaison',
      role: 'liaison',
      name: 'Inspection liaison',
      email: 'inspection.liaison@essex.police.example',
    }),
    aContact({
      id: 'office',
      role: 'local-policing-body',
      name: 'Essex PFCC',
      email: 'office@essex-pfcc.example',
    }),
    aContact({
      id: 'former',
      role: 'lead',
      name: 'Former lead',
      email: 'former.lead@essex.police.example',
      from: '2014-01-01',
      to: '2016-02-01',
    }),
  ];
  for (const contact of contacts) await people.putContact(contact, { isNew: true, audit });
  await followUps.add({
    followUp: anOpenFollowUp(),
    recommendations: essexRecommendations().map((recommendation) => ({
      ...recommendation,
      title: corpusRecommendations.find(({ number }) => number === recommendation.number)?.title ?? '',
    })),
    audit,
  });
  const request = aClaim({ mailId: 'mail-of-the-request' });
  const claim = aClaim({
    mailId: request.mailId,
    kept: { ...request.kept, text: corpusRequest },
    replyAlias: {
      tokenHash: tokens.hashToken(corpusReplyToken) ?? '',
      followUpId: essexId,
      contactId: 'lead',
      round: 'six-week-response',
    },
  });
  await ledger.claim(claim);
  const sent = { mailId: claim.mailId, sesMessageId: corpusSesMessageId };
  await ledger.record({ ...sent, fact: 'accepted', at: Temporal.Instant.from('2016-03-22T10:00:02Z') });
  await ledger.record({ ...sent, fact: 'delivered', at: Temporal.Instant.from('2016-03-22T10:00:09Z') });
}

const lambdaContext = {
  functionName: 'receive-reply',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-2:000000000000:function:receive-reply',
  memoryLimitInMB: '1024',
  awsRequestId: 'request',
  logGroupName: 'group',
  logStreamName: 'stream',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 60_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

/** The message that SES publishes about a mail that it stored, as SQS hands it to Lambda. */
function queueEvent(receipt: Receipt, stack: TestStack): unknown {
  const { verdicts } = receipt;
  const timestamp = receipt.receivedAt.toString({ smallestUnit: 'millisecond' });
  const notification = {
    notificationType: 'Received',
    mail: { timestamp, source: receipt.envelopeFrom, messageId: receipt.id, destination: receipt.recipients },
    receipt: {
      timestamp,
      recipients: receipt.recipients,
      spamVerdict: { status: verdicts.spam },
      virusVerdict: { status: verdicts.virus },
      spfVerdict: { status: verdicts.spf },
      dkimVerdict: { status: verdicts.dkim },
      dmarcVerdict: { status: verdicts.dmarc },
      action: {
        type: 'S3',
        bucketName: stack.resources.buckets['raw-mail'],
        objectKey: receipt.rawKey,
      },
    },
  };
  return {
    Records: [
      {
        messageId: createHash('sha256').update(receipt.id).digest('hex').slice(0, 36),
        receiptHandle: 'handle',
        body: JSON.stringify(notification),
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: {},
        eventSource: 'aws:sqs',
      },
    ],
  };
}
