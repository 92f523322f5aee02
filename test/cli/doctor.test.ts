import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { noOrganisation } from '../../shared/domain/organisation.ts';
import { changeOrganisation } from '../../shared/use-cases/people/change-organisation.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import { anOwner } from '../builders/follow-up.ts';
import { startAwsAccount, type AwsAccount } from '../support/aws-account.ts';
import { revisit, type CommandRun } from '../support/command-line.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';
import { publishLoamshire } from '../support/loamshire.ts';
import { startNameServer, type NameServer } from '../support/name-server.ts';
import { wire, type Service } from '../../shared/wiring.ts';

let stack: TestStack;
let account: AwsAccount;
let names: NameServer;
let service: Service;

beforeAll(async () => {
  stack = await createTestStack();
  await letTopicsWrite();
  names = await startNameServer();
  account = await startAwsAccount(outputsOf(stack), stack.resources.topicArns);
  // The pretend AWS account answers only the calls that the emulators cannot answer.
  Object.assign(process.env, stack.environment, { AWS_ENDPOINT_URL: account.endpoint });
  process.env['AWS_ENDPOINT_URL_SES'] = account.endpoint;
  service = wire(stack.environment, { functionName: 'test', log: silent });
  await service.settings.arm({ at: service.clock.now() });
  await changeOrganisation(service, {
    before: noOrganisation,
    after: { name: 'HM Inspectorate', website: 'inspectorate.example', telephone: '020 7946 0000' },
    by: 'test',
  });
  await service.people.putStaffMember(anOwner({ role: 'programme-head' }));
  await service.settings.recordHeartbeat('sweep', service.clock.now());
});
beforeEach(async () => {
  await account.stop();
  account = await startAwsAccount(outputsOf(stack), stack.resources.topicArns);
  process.env['AWS_ENDPOINT_URL'] = account.endpoint;
  process.env['AWS_ENDPOINT_URL_SES'] = account.endpoint;
  names.texts.set('bounce.inspectorate.example', 'v=spf1 include:amazonses.com -all');
  names.texts.set('_dmarc.inspectorate.example', 'v=DMARC1; p=reject; adkim=s; aspf=r');
  names.mailServers.set('reply.inspectorate.example', 'inbound-smtp.eu-west-2.amazonaws.com');
});
afterAll(async () => {
  await account.stop();
  await names.stop();
  await stack.stop();
});

/** Gives the topics the right to write to the queues, as the stack does. */
async function letTopicsWrite(): Promise<void> {
  for (const name of ['mail-events', 'incoming-mail'] as const) {
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Condition: { ArnEquals: { 'aws:SourceArn': stack.resources.topicArns[name] } },
    };
    await setPolicy(name, { Version: '2012-10-17', Statement: [statement] });
  }
}

async function setPolicy(name: 'mail-events' | 'incoming-mail', policy: object): Promise<void> {
  await stack.clients.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: stack.resources.queueUrls[name],
      Attributes: { Policy: JSON.stringify(policy) },
    }),
  );
}

const silent = {
  begin: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function outputsOf({ environment, resources }: TestStack): Record<string, string> {
  const { queueUrls, deadLetterQueueUrls } = resources;
  return {
    Region: 'eu-west-2',
    Table: resources.table,
    StackIdentity: environment['REVISIT_STACK_ID'] ?? '',
    OutgoingQueueUrl: queueUrls.outgoing,
    OutgoingDeadLettersUrl: deadLetterQueueUrls.outgoing,
    MailEventsQueueUrl: queueUrls['mail-events'],
    MailEventsDeadLettersUrl: deadLetterQueueUrls['mail-events'],
    IncomingMailQueueUrl: queueUrls['incoming-mail'],
    IncomingMailDeadLettersUrl: deadLetterQueueUrls['incoming-mail'],
    // Any empty queue will do.
    MissedRunsUrl: queueUrls['incoming-mail'],
    RawMailBucket: resources.buckets['raw-mail'],
    AttachmentsBucket: resources.buckets.attachments,
    PublicUrl: 'https://follow-up.inspectorate.example',
    MailFrom: 'follow-up@inspectorate.example',
    ReplyDomain: 'reply.inspectorate.example',
    ConfigurationSet: 'revisit-test',
    AllowedRecipients: '@inspectorate.example',
    ReceiptRuleSet: 'revisit-test',
    ScheduleGroup: 'revisit-test',
    SweepFunction: 'revisit-test-sweep',
    AdminPolicyArn: 'arn:aws:iam::123456789012:policy/revisit-test-admin',
  };
}

/** Runs a command like an admin who has a profile, but no setting that names the service. */
function command(line: string): Promise<CommandRun> {
  return revisit(line, { environment: { REVISIT_DNS_SERVERS: names.address, AWS_REGION: 'eu-west-2' } });
}

function changeRule(change: Partial<NonNullable<AwsAccount['receiptRule']>>): void {
  if (account.receiptRule !== undefined) account.receiptRule = { ...account.receiptRule, ...change };
}

function replaceOutput(name: string, value: string): void {
  account.stack = { status: 'UPDATE_COMPLETE', outputs: { ...outputsOf(stack), [name]: value } };
}

const documentSchema = z.object({
  inOrder: z.boolean(),
  checks: z.array(z.object({ name: z.string(), kind: z.string(), says: z.string() })),
});

async function examine(): Promise<{ exitCode: number; notOk: Record<string, string> }> {
  const { exitCode, out } = await command('doctor --stage test --json');
  const { checks } = documentSchema.parse(JSON.parse(out));
  const notOk = checks.filter(({ kind }) => kind !== 'ok').map(({ name, says }) => [name, says] as const);
  return { exitCode, notOk: Object.fromEntries(notOk) };
}

describe('revisit doctor, on a deployed stage,', () => {
  it('reports that everything is in order', async () => {
    const { exitCode, out } = await command('doctor --stage test');
    expect(out).not.toMatch(/TO DO|UNKNOWN/u);
    expect(exitCode).toBe(0);
    for (const line of [
      /OK +credentials +arn:aws:sts::123456789012:assumed-role/u,
      /OK +stack +revisit-test in eu-west-2 is deployed/u,
      /OK +quota +No email is planned for the next month\. SES takes\s+50,000 a day/u,
      /OK +fence +Armed since/u,
      /33 things in order\.$/mu,
    ]) {
      expect(out).toMatch(line);
    }
  });

  it('makes no AWS call that changes anything', async () => {
    await examine();
    expect([...new Set(account.asked)].sort()).toEqual([
      'cloudformation DescribeStacks',
      'scheduler GET /schedules/apply-retention',
      'scheduler GET /schedules/send-digest',
      'scheduler GET /schedules/sweep',
      'ses DescribeActiveReceiptRuleSet',
      'ses GET /v2/email/account',
      'ses GET /v2/email/configuration-sets/revisit-test/event-destinations',
      'ses GET /v2/email/identities/inspectorate.example',
      'ses GET /v2/email/identities/reply.inspectorate.example',
      'sts GetCallerIdentity',
    ]);
  });

  it.each<[what: string, change: () => void, name: string, says: string]>([
    [
      'a failed deployment',
      () => (account.stack = { status: 'UPDATE_ROLLBACK_FAILED', outputs: outputsOf(stack) }),
      'stack',
      'deploy again',
    ],
    [
      'a sending domain that SES has not verified',
      () => (account.identity.verified = false),
      'identity',
      'Make the DNS records',
    ],
    ['missing DKIM records', () => (account.identity.dkim = 'PENDING'), 'DKIM', 'three CNAMEs'],
    [
      'a bounce domain without an MX record',
      () => (account.identity.mailFrom = 'FAILED'),
      'DKIM',
      'bounce.mail.example',
    ],
    [
      'an account in the SES sandbox',
      () => (account.account.production = false),
      'sandbox',
      '#leave-the-ses-sandbox',
    ],
    ['paused sending', () => (account.account.sending = false), 'sandbox', '#ses-has-paused-sending'],
    ['an account under review', () => (account.account.enforcement = 'PROBATION'), 'sandbox', 'PROBATION'],
    [
      'mail events that are not published',
      () => (account.events = ['SEND', 'DELIVERY']),
      'event destination',
      'BOUNCE',
    ],
    [
      'a reply domain that SES has not verified',
      () => (account.replyIdentity = { verified: false, dkim: 'SUCCESS' }),
      'reply identity',
      'every reply is refused. Make the DNS records',
    ],
    [
      'a reply domain without DKIM records',
      () => (account.replyIdentity = { verified: true, dkim: 'PENDING' }),
      'reply DKIM',
      'does not see the DKIM records of reply.inspectorate.example (PENDING)',
    ],
    [
      'a disabled receipt rule',
      () => {
        changeRule({ enabled: false });
      },
      'receipt rule',
      'The rule store-replies is disabled',
    ],
    [
      'a receipt rule that stores mail elsewhere',
      () => {
        changeRule({ prefix: 'elsewhere/' });
      },
      'receipt rule',
      'does not store mail in',
    ],
    [
      'mail events that go to the wrong topic',
      () => (account.eventsTopicArn = stack.resources.topicArns['incoming-mail']),
      'mail events topic',
      'does not lead to our queue, so Revisit does not learn',
    ],
    [
      'a disabled schedule',
      () =>
        (account.schedules = { sweep: 'DISABLED', 'send-digest': 'ENABLED', 'apply-retention': 'ENABLED' }),
      'schedule sweep',
      'Enable revisit-test/sweep',
    ],
    ['a wrong clock', () => (account.clockAheadSeconds = 240), 'clock', 'differs from AWS'],
    [
      'a missing SPF record',
      () => names.texts.delete('bounce.inspectorate.example'),
      'SPF',
      'v=spf1 include:amazonses.com',
    ],
    [
      'a missing DMARC record',
      () => names.texts.delete('_dmarc.inspectorate.example'),
      'DMARC',
      'v=DMARC1; p=reject',
    ],
    [
      'a DMARC record that refuses nothing',
      () => names.texts.set('_dmarc.inspectorate.example', 'v=DMARC1; p=none'),
      'DMARC',
      'p=none',
    ],
    [
      'replies that go to another mail server',
      () => names.mailServers.set('reply.inspectorate.example', 'mx.elsewhere.example'),
      'reply domain',
      'mx.elsewhere.example',
    ],
  ])('says what to do about %s, and ends with exit code 3', async (_, change, name, says) => {
    change();
    const { exitCode, notOk } = await examine();
    expect(Object.keys(notOk)[0]).toEqual(name);
    // Only checks of the same part fail.
    const parts = new Set([...Object.keys(notOk)].map((one) => one.replace(/ (?:topic|queue)$/u, '')));
    expect(parts.size).toBe(1);
    expect(notOk[name]).toContain(says);
    expect(exitCode).toBe(3);
  });

  describe('when it follows a reply from SES to our queue,', () => {
    it.each<[what: string, change: () => void, expected: Record<string, string>]>([
      [
        'the receipt rules of another service',
        () => (account.activeRuleSet = 'helpdesk'),
        {
          'receipt rules': 'helpdesk',
          'receipt rule': 'No active rule takes the mail of reply.inspectorate.example',
          'incoming mail topic': 'SES does not name a topic',
          'incoming mail queue': 'SES does not name a topic',
        },
      ],
      [
        'no receipt rules',
        () => (account.activeRuleSet = undefined),
        {
          'receipt rules': 'set-active-receipt-rule-set',
          'receipt rule': 'No active rule',
          'incoming mail topic': 'SES does not name a topic',
          'incoming mail queue': 'SES does not name a topic',
        },
      ],
      [
        'a rule for another domain',
        () => {
          changeRule({ recipients: ['help.inspectorate.example'] });
        },
        {
          'receipt rule': 'No active rule',
          'incoming mail topic': 'SES does not name a topic',
          'incoming mail queue': 'SES does not name a topic',
        },
      ],
      [
        'a rule without a topic',
        () => {
          changeRule({ topicArn: '' });
        },
        {
          'receipt rule': 'does not announce new mail',
          'incoming mail topic': 'SES does not name a topic',
          'incoming mail queue': 'SES does not name a topic',
        },
      ],
      [
        'a deleted topic',
        () => {
          changeRule({ topicArn: 'arn:aws:sns:eu-west-2:000000000000:gone' });
        },
        {
          'incoming mail topic': 'does not lead to our queue, so replies are stored but nothing reads them',
          'incoming mail queue': 'does not let arn:aws:sns:eu-west-2:000000000000:gone write',
        },
      ],
      [
        'a reply domain that SES does not know',
        () => (account.replyIdentity = undefined),
        {
          'reply identity': 'SES does not know reply.inspectorate.example',
          'reply DKIM': 'See "reply identity"',
        },
      ],
      [
        'a deleted bucket',
        () => {
          replaceOutput('RawMailBucket', 'no-such-bucket');
        },
        {
          'receipt rule': 'does not store mail in no-such-bucket/mail/',
          'raw mail bucket': 'The bucket no-such-bucket does not exist',
        },
      ],
      [
        'a deleted queue',
        () => {
          replaceOutput('IncomingMailQueueUrl', `${stack.resources.queueUrls['incoming-mail']}-gone`);
        },
        {
          'incoming mail topic': 'Its queue does not exist',
          'incoming mail queue': 'The queue does not exist, so replies are stored',
          'dead letters': 'It does not exist there',
        },
      ],
    ])('names each part that does not work because of %s', async (_, change, expected) => {
      change();
      const { exitCode, notOk } = await examine();
      expect(Object.keys(notOk)).toEqual(Object.keys(expected));
      for (const [name, says] of Object.entries(expected)) expect(notOk[name]).toContain(says);
      expect(exitCode).toBe(3);
    });

    it('names a queue that does not let the topic write', async () => {
      await setPolicy('incoming-mail', { Version: '2012-10-17', Statement: [] });
      const { notOk } = await examine();
      await letTopicsWrite();
      expect(Object.keys(notOk)).toEqual(['incoming mail queue']);
      expect(notOk['incoming mail queue']).toContain('does not let');
    });
  });

  it('says once that there is no stack, and checks what works without it', async () => {
    account.stack = undefined;
    const { exitCode, notOk } = await examine();
    expect(notOk['stack']).toContain('There is no stack revisit-test in eu-west-2');
    expect(notOk['fence']).toBe('For the same reason.');
    expect(Object.keys(notOk)).not.toContain('credentials');
    expect(Object.keys(notOk)).not.toContain('sandbox');
    expect(exitCode).toBe(5);
  });

  it.each([
    ['ExpiredToken', 'Sign in again', 5],
    ['AccessDenied', 'revisit-test-reader, -owner, -admin and -operator', 5],
  ])('still reports every check if AWS answers %s', async (code, says, expected) => {
    account.refusal = { status: 403, code };
    const { exitCode, notOk } = await examine();
    expect(notOk['credentials']).toContain(says);
    expect(Object.keys(notOk)).toHaveLength(33);
    expect(exitCode).toBe(expected);
  });

  it('names dead letters, an old sweep and a table that is not armed', async () => {
    const { sqs } = stack.clients;
    const letters = stack.resources.deadLetterQueueUrls.outgoing;
    await sqs.send(new SendMessageCommand({ QueueUrl: letters, MessageBody: '{}' }));
    await service.settings.recordHeartbeat('sweep', Temporal.Instant.from('2026-01-01T10:00:00Z'));
    await publishLoamshire(service);
    account.account.quota = 0;
    const before = stack.environment['REVISIT_STACK_ID'] ?? '';
    account.stack = {
      status: 'UPDATE_COMPLETE',
      outputs: { ...outputsOf(stack), StackIdentity: `${before}-copy` },
    };
    const { notOk, exitCode } = await examine();
    expect(notOk['dead letters']).toContain('1 of outgoing');
    expect(notOk['last sweep']).toContain('1 January 2026');
    expect(notOk['fence']).toContain('revisit arm --stage test');
    expect(exitCode).toBe(3);
  });

  it('says which settings of the organisation are missing', async () => {
    const before = await service.settings.organisation();
    const after = { name: 'HM Inspectorate', website: 'inspectorate.example' };
    await changeOrganisation(service, { before, after, by: 'test' });
    const { notOk } = await examine();
    await changeOrganisation(service, { before: after, after: before, by: 'test' });
    expect(notOk['organisation']).toContain('revisit organisation set --telephone <text>.');
  });
});

describe('revisit sweep, on a deployed stage,', () => {
  it('calls the sweep function in AWS, which uses its own rights', async () => {
    const handler = createSweep(service);
    const called: string[] = [];
    account.invoke = async (name) => {
      called.push(name);
      const payload: unknown = await Reflect.apply(handler, undefined, [
        {},
        { functionName: name, awsRequestId: '1' },
      ]);
      return { payload };
    };
    const { exitCode, out, err } = await command('sweep --stage test');
    expect([exitCode, err]).toEqual([0, '']);
    expect(called).toEqual(['revisit-test-sweep']);
    expect(out).toContain('the senders now decide');
  });

  it('says where to find the log if the function fails', async () => {
    account.invoke = () => Promise.resolve({ payload: { errorType: 'Error' }, error: 'Unhandled' });
    const { exitCode, err } = await command('sweep --stage test');
    expect(exitCode).toBe(5);
    expect(err).toContain('/revisit/test/sweep');
  });
});

describe('revisit doctor, on this machine,', () => {
  it('checks what exists here and says what a local service does not need', async () => {
    const { out } = await revisit('doctor', stack);
    expect(out).toMatch(/OK +fence/u);
    expect(out).toMatch(/- +credentials +Stage local does not need them/u);
  });
});
