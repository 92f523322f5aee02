import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, startHttpServer } from '../../local/http.ts';

/**
 * Answers as an AWS account with one deployed stage, in the protocols of its services, for the SDK's own clients.
 *
 * Everything is in order at first. A test changes what it is about.
 */
export interface AwsAccount {
  readonly endpoint: string;
  /** The error of every call, such as `ExpiredToken`. */
  refusal: { status: number; code: string } | undefined;
  /** How far AWS's clock is ahead of this machine's. */
  clockAheadSeconds: number;
  stack: { status: string; outputs: Readonly<Record<string, string>> } | undefined;
  identity: { verified: boolean; dkim: string; mailFrom: string };
  /** The state of the domain that receives replies. Undefined if SES does not know the domain. */
  replyIdentity: { verified: boolean; dkim: string } | undefined;
  /** The active rule set, or undefined if the account has no active one. */
  receiptRule:
    | { enabled: boolean; recipients: readonly string[]; bucket: string; prefix: string; topicArn: string }
    | undefined;
  /** The destinations of the events that SES publishes about an email. */
  eventsTopicArn: string;
  account: { production: boolean; sending: boolean; enforcement: string; quota: number };
  events: readonly string[];
  activeRuleSet: string | undefined;
  schedules: Readonly<Record<string, 'ENABLED' | 'DISABLED'>>;
  /** What Lambda does when a caller asks about a function. */
  invoke: (name: string) => Promise<{ payload: unknown; error?: string }>;
  /** The services and actions that callers asked for, in order. */
  readonly asked: string[];
  stop(): Promise<void>;
}

export async function startAwsAccount(
  outputs: Readonly<Record<string, string>>,
  topicArns: { 'mail-events': string; 'incoming-mail': string },
): Promise<AwsAccount> {
  const server = await startHttpServer({
    port: undefined,
    listener: (request, response) => {
      respond(account, { request, response }).catch(() => response.destroy());
    },
  });
  const account: AwsAccount = {
    endpoint: server.endpoint,
    refusal: undefined,
    clockAheadSeconds: 0,
    stack: { status: 'UPDATE_COMPLETE', outputs },
    identity: { verified: true, dkim: 'SUCCESS', mailFrom: 'SUCCESS' },
    replyIdentity: { verified: true, dkim: 'SUCCESS' },
    receiptRule: {
      enabled: true,
      recipients: [outputs['ReplyDomain'] ?? ''],
      bucket: outputs['RawMailBucket'] ?? '',
      prefix: 'mail/',
      topicArn: topicArns['incoming-mail'],
    },
    eventsTopicArn: topicArns['mail-events'],
    account: { production: true, sending: true, enforcement: 'HEALTHY', quota: 50_000 },
    events: ['SEND', 'DELIVERY', 'DELIVERY_DELAY', 'BOUNCE', 'COMPLAINT', 'REJECT', 'RENDERING_FAILURE'],
    activeRuleSet: outputs['ReceiptRuleSet'],
    schedules: { sweep: 'ENABLED', 'send-digest': 'ENABLED', 'apply-retention': 'ENABLED' },
    invoke: () => Promise.resolve({ payload: null }),
    asked: [],
    stop: () => server.stop(),
  };
  return account;
}

async function respond(
  account: AwsAccount,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const body = await readBody(request, 1_000_000);
  const service =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//u.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const path = new URL(request.url ?? '/', account.endpoint).pathname;
  response.setHeader('date', new Date(Date.now() + account.clockAheadSeconds * 1000).toUTCString());
  const action = new URLSearchParams(body.toString()).get('Action');
  account.asked.push(action === null ? `${service} ${request.method ?? ''} ${path}` : `${service} ${action}`);
  if (account.refusal !== undefined) {
    const { status, code } = account.refusal;
    if (action === null) {
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': code });
      response.end(JSON.stringify({ message: 'Refused by the test.' }));
    } else {
      writeQueryError(response, { status, code, message: 'Refused by the test.' });
    }
  } else if (action !== null) {
    answerQuery(account, { action, response });
  } else if (account.replyIdentity === undefined && path.startsWith('/v2/email/identities/reply.')) {
    response.writeHead(404, { 'content-type': 'application/json', 'x-amzn-errortype': 'NotFoundException' });
    response.end(JSON.stringify({ message: 'Email identity does not exist.' }));
  } else if (service === 'lambda') {
    await answerInvocation(account, { path, response });
  } else {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answerJson(account, path)));
  }
}

function answerQuery(
  account: AwsAccount,
  { action, response }: { action: string; response: ServerResponse },
): void {
  if (action === 'DescribeStacks' && account.stack === undefined) {
    writeQueryError(response, { status: 400, code: 'ValidationError', message: 'Stack does not exist' });
    return;
  }
  const result = queryResult(account, action);
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<${action}Response><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
  );
}

function queryResult(account: AwsAccount, action: string): string {
  switch (action) {
    case 'GetCallerIdentity':
      return '<Arn>arn:aws:sts::123456789012:assumed-role/admin/priya</Arn><UserId>A</UserId><Account>123456789012</Account>';
    case 'DescribeActiveReceiptRuleSet':
      return account.activeRuleSet === undefined
        ? ''
        : `<Metadata><Name>${account.activeRuleSet}</Name></Metadata><Rules>${ruleMember(account.receiptRule)}</Rules>`;
    case 'DescribeStacks': {
      const members = Object.entries(account.stack?.outputs ?? {})
        .map(
          ([key, value]) =>
            `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
        )
        .join('');
      return `<Stacks><member><StackName>revisit-test</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${account.stack?.status ?? ''}</StackStatus><Outputs>${members}</Outputs></member></Stacks>`;
    }
    default:
      throw new Error(`The test's AWS account does not know ${action}.`);
  }
}

function ruleMember(rule: AwsAccount['receiptRule']): string {
  if (rule === undefined) return '';
  const recipients = rule.recipients.map((recipient) => `<member>${recipient}</member>`).join('');
  const action = `<S3Action><BucketName>${rule.bucket}</BucketName><ObjectKeyPrefix>${rule.prefix}</ObjectKeyPrefix>${rule.topicArn === '' ? '' : `<TopicArn>${rule.topicArn}</TopicArn>`}</S3Action>`;
  return `<member><Name>store-replies</Name><Enabled>${rule.enabled}</Enabled><Recipients>${recipients}</Recipients><Actions><member>${action}</member></Actions></member>`;
}

function writeQueryError(
  response: ServerResponse,
  error: { status: number; code: string; message: string },
): void {
  response.writeHead(error.status, { 'content-type': 'text/xml' });
  response.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${error.message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  );
}

function answerJson(
  { account, identity, replyIdentity, events, eventsTopicArn, schedules }: AwsAccount,
  path: string,
): object {
  const [, schedule = ''] = /^\/schedules\/([^/]+)$/u.exec(path) ?? [];
  if (schedule !== '') {
    return { Name: schedule, State: schedules[schedule], ScheduleExpression: 'cron(0/15 * * * ? *)' };
  }
  if (path === '/v2/email/account') {
    return {
      ProductionAccessEnabled: account.production,
      SendingEnabled: account.sending,
      EnforcementStatus: account.enforcement,
      SendQuota: { Max24HourSend: account.quota, MaxSendRate: 14, SentLast24Hours: 0 },
    };
  }
  if (path.startsWith('/v2/email/identities/reply.')) {
    return {
      VerifiedForSendingStatus: replyIdentity?.verified,
      DkimAttributes: { Status: replyIdentity?.dkim },
    };
  }
  if (path.startsWith('/v2/email/identities/')) {
    return {
      VerifiedForSendingStatus: identity.verified,
      DkimAttributes: { Status: identity.dkim },
      MailFromAttributes: { MailFromDomain: 'bounce.mail.example', MailFromDomainStatus: identity.mailFrom },
    };
  }
  return {
    EventDestinations: [
      {
        Name: 'mail-events',
        Enabled: true,
        MatchingEventTypes: events,
        SnsDestination: { TopicArn: eventsTopicArn },
      },
    ],
  };
}

async function answerInvocation(
  { invoke }: AwsAccount,
  { path, response }: { path: string; response: ServerResponse },
): Promise<void> {
  const [, name = ''] = /\/functions\/([^/]+)\/invocations$/u.exec(path) ?? [];
  const { payload, error } = await invoke(decodeURIComponent(name));
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(error === undefined ? {} : { 'x-amz-function-error': error }),
  });
  response.end(JSON.stringify(payload));
}
