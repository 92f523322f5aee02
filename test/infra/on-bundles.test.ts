import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { functionNames } from '../../infra/service-map.ts';
import { answer, answerWhole, doneDetails, planDetails, send } from '../support/form-answers.ts';
import { createFormReader, type FormReader } from '../support/form-reader.ts';
import { publishEssex } from '../support/form-service.ts';
import { startOnBundles, usesOf, type ServiceOnBundles } from './course-on-bundles.ts';
import { grantsOf, grantsOfPeople, managedPolicy, policyNames, type PolicyName } from './grants.ts';
import { policiesOf } from './policies.ts';
import { accounts, exampleSettings, resourcesOfType, synthesise, type Template } from './synthesise.ts';

const lead = 'lead@essex.police.example';
const khan = 'khan@essex.police.example';
const owner = 'p.nair@inspectorate.example';
const head = 'r.okafor@inspectorate.example';

/** Lists permissions that a role needs although the function itself never uses them, with the reason. */
const grantedUnseen: readonly { grants: RegExp; reason: string }[] = [
  { grants: /^logs:(CreateLogStream|PutLogEvents) /u, reason: 'Lambda writes the log in its name.' },
  { grants: /^xray:Put(TraceSegments|TelemetryRecords) /u, reason: 'Lambda sends the traces in its name.' },
  {
    grants: /^kms:(Decrypt|GenerateDataKey) /u,
    reason: 'DynamoDB and S3 use the key in the name of their caller. The emulators have no key.',
  },
  {
    grants: /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes) on queue /u,
    reason: 'Lambda takes the messages of its queue in its name.',
  },
  {
    grants: /^s3:GetObject on bucket attachments$/u,
    reason: 'docs/runbook.md opens attached files with the AWS command line.',
  },
  {
    grants: /^s3:PutObject on bucket attachments$/u,
    reason: 'An erasure writes long words again without a name. This run has no such words.',
  },
  {
    grants: /^dynamodb:GetItem on table$/u,
    reason: 'A sender reads a notice only if a mail event came before its own record. No event does here.',
  },
  {
    grants: /^s3:ListBucket on bucket /u,
    reason: 'S3 needs it to say that an object does not exist. The emulator needs nothing.',
  },
  {
    grants: /^s3:(DeleteObject|DeleteObjectVersion|ListBucketVersions) on bucket /u,
    reason: 'An erasure deletes every version of mail or files. The local buckets keep no versions.',
  },
  {
    grants: /^(lambda|cloudformation|scheduler|sns):|^ses:(Get|Describe)/u,
    reason: 'The doctor and the sweep on demand ask AWS itself. test/cli/doctor.test.ts covers them.',
  },
  {
    grants: /^sqs:(ReceiveMessage|PurgeQueue|GetQueueAttributes) on queue missed-runs$/u,
    reason: 'docs/runbook.md reads and empties it with the AWS command line.',
  },
  {
    grants: /^sqs:SendMessage on queue missed-runs$/u,
    reason: 'Lambda sets a failed run aside in its name.',
  },
];

let running: ServiceOnBundles;

beforeAll(async () => {
  running = await startOnBundles();
  await publishEssex(running.service);
  await running.service.people.putStaffMember({
    id: 'r-okafor',
    name: 'Rose Okafor',
    email: head,
    telephone: '020 7946 0124',
    role: 'programme-head',
  });
}, 180_000);
afterAll(() => running.stop());

async function newestTo(address: string) {
  const mail = (await running.mailsTo(address)).at(-1);
  if (mail === undefined) throw new Error(`Nothing was sent to ${address}.`);
  return mail;
}

/** Enters the code as the lead, who can read the mailbox. */
async function enterCode(reader: FormReader, address = lead): Promise<void> {
  await reader.post('/form/code/send');
  const code = /^\d{6}$/mu.exec((await newestTo(address)).text)?.[0] ?? '';
  expect((await reader.post('/form/code', { code })).path).toBe('/form');
}

async function openForm(address = lead): Promise<FormReader> {
  const withLink = (await running.mailsTo(address)).findLast(({ link }) => link !== '');
  const { origin, pathname } = new URL(withLink?.link ?? '');
  const reader = createFormReader(origin);
  await reader.post(pathname);
  return reader;
}

describe('the bundles for Lambda', () => {
  test('ask the lead on the day of the ladder', async () => {
    await running.sweepAt('2016-03-09T10:00:00Z');
    await running.sweepAt('2016-03-22T10:00:00Z');
    expect((await running.mailsTo(lead)).map(({ subject }) => subject)).toEqual([
      'Essex 2016 child protection report: your dates',
      'By 19 April: Essex 2016 six-week response',
    ]);
  });

  test('take the answers on the form', async () => {
    const reader = await openForm();
    await answer(reader, 1, { status: 'done-checked', details: doneDetails });
    for (const number of [2, 3, 4, 5])
      await answer(reader, number, { status: 'not-started', details: planDetails });
    await answerWhole(reader);
    await enterCode(reader);
    expect((await send(reader)).text).toContain('ESSEX-2016-A1');
    expect((await newestTo(lead)).subject).toBe('Received: Essex 2016 six-week response');
  });

  test('show saved answers after a code, and store a plan', async () => {
    await running.sweepAt('2016-05-18T10:00:00Z');
    const first = await openForm();
    await answer(first, 1, { status: 'not-started', details: planDetails });
    const body = new FormData();
    body.append('file', new File(['%PDF-1.7 plan'], 'plan.pdf'));
    expect((await first.request('POST', '/form/plan', { body })).status).toBe(303);
    const kept = /\/form\/plan\/[0-9a-f-]{36}/u.exec((await first.get('/form/plan')).html)?.[0] ?? '';
    expect(await (await first.request('GET', kept)).text()).toBe('%PDF-1.7 plan');
    await first.post(`${kept}/remove`);

    const second = await openForm();
    expect((await second.get('/form/check')).path).toBe('/form/code?to=%2Fform%2Fcheck');
    await enterCode(second);
    await second.post('/form/leave');
  });

  test('take an answer by email with its attachments, write back, and keep mail that is under a legal hold', async () => {
    expect(await running.run('legal-hold place essex --reason "Inquiry" --yes', 'admin')).toMatchObject({
      exitCode: 0,
    });
    const request = (await running.mailsTo(lead)).findLast(({ subject }) => subject.startsWith('By 8 June'));
    await running.reply({
      from: `"Chief Superintendent Shaw" <${lead}>`,
      to: request?.replyTo ?? '',
      subject: `Re: ${request?.subject ?? ''}`,
      text: '2: part way\n3: done and checked',
      file: '%PDF-1.7 plan',
    });
    expect((await newestTo(lead)).subject).toContain('Please check: your reply');
  });

  test("recognise a sender without a token by the address, and hold a stranger's mail for a human", async () => {
    const mail = { to: 'reply@reply.inspectorate.example', subject: 'Essex', text: '4: part way' };
    await running.reply({ ...mail, from: `"Chief Superintendent Shaw" <${lead}>` });
    await running.reply({ ...mail, from: 'stranger@elsewhere.example', file: '%PDF-1.7 plan' });
    const held = await running.service.inbox.holdingPen();
    expect(held.map(({ reason }) => reason)).toEqual(['nobody-found']);
  });

  test('give more time, and pass the request to a colleague', async () => {
    const reader = await openForm();
    await enterCode(reader);
    await reader.post('/form/more-time', {
      'until-day': '20',
      'until-month': '6',
      'until-year': '2016',
      reason: 'The board meets on 14 June.',
    });
    await reader.post('/form/pass-on', { name: 'Superintendent Khan', email: khan });
    expect(await running.mailsTo(khan)).toHaveLength(1);
    expect(await running.run('more-time grant essex --yes', policyFor('more-time grant'))).toMatchObject({
      exitCode: 0,
    });
    const next = await openForm(khan);
    await enterCode(next, khan);
    await next.post('/form/pass-on', { name: 'Ms Jones', email: 'jones@council.example' });
  });

  test('work out every date again after the calendar changes', async () => {
    const { settings } = running.service;
    const before = await settings.calendarChanges();
    const audit = { at: running.service.clock.now(), by: 'test', action: 'calendar', summary: 'A holiday.' };
    const added = [...before.added, { on: '2016-06-09', title: 'A day of thanks' }];
    await settings.change({ setting: 'calendar', before, after: { ...before, added }, audit });
    await running.sweepAt('2016-05-19T10:00:00Z');
    await running.sweepAt('2016-05-19T10:15:00Z');
  });

  test('give back the claim of an email that SES cannot take now', async () => {
    await running.local.setBehaviour(khan, 'throttle');
    await running.sweepAt('2016-07-14T10:00:00Z');
    await running.local.setBehaviour(khan, 'bounce');
    await running.sweepAt('2016-07-14T11:00:00Z');
    const [found] = (await running.service.people.contacts('essex')).filter(({ email }) => email === khan);
    expect(found?.unreachable).toBeDefined();
  });

  test('leave a reply in its queue while SES takes no email', async () => {
    await running.local.setBehaviour('deputy@essex.police.example', 'throttle');
    const request = (await running.mailsTo(lead)).findLast(({ replyTo }) => replyTo !== '');
    await running.reply({
      from: '"Superintendent Okoro" <deputy@essex.police.example>',
      to: request?.replyTo ?? '',
      subject: `Re: ${request?.subject ?? ''}`,
      text: '5: part way',
    });
    expect((await running.local.status()).backlog.waiting).toBeGreaterThan(0);
  });

  test('write to the inspectorate on Monday', async () => {
    await running.local.setBehaviour(owner, 'throttle');
    await running.invokeAt('send-digest', '2016-07-18T08:00:00Z').catch(() => undefined);
    await running.local.setBehaviour(owner, 'deliver');
    await running.invokeAt('send-digest', '2016-07-18T09:00:00Z');
    expect((await newestTo(owner)).subject).toContain('Your follow-ups, 18 July 2016');
    expect((await newestTo(head)).subject).toContain('18 July 2016');
  });
});

describe('the commands', () => {
  test('of readers, owners, operators and admins do their work', async () => {
    const { deadLetterQueueUrls } = running.resources;
    for (const url of Object.values(deadLetterQueueUrls)) await running.setAside(url);
    await running.local.setBehaviour('deputy@essex.police.example', 'deliver');
    const [held] = await running.service.inbox.holdingPen();
    for (const line of [
      '',
      'plan',
      'notices',
      'inbox list',
      `inbox show ${held?.id ?? ''}`,
      'show essex',
      'explain essex',
      'brief essex',
      'returns essex --all',
      'audit',
      'audit essex',
      'handover list essex',
      'programme list',
      'legal-hold list',
      'export contacts',
      'year --from 2016-01-01 --to 2016-12-31',
      `inbox assign ${held?.id ?? ''} essex --yes`,
      'handover approve essex --yes',
      'call log essex --with lead --note "Will send on Monday"',
      'returns accept essex --yes',
      'judge essex 1 differs --note "No audit seen"',
      'visit book essex --first 2016-09-05 --last 2016-09-08 --yes',
      'redrive --yes',
      'legal-hold lift essex --yes',
      'doctor',
      'contact erase essex khan --yes',
    ]) {
      const { exitCode, err } = await running.run(line, policyFor(line));
      expect.soft([line, exitCode, err]).toEqual([line, line === 'doctor' ? 3 : 0, '']);
    }
  });
});

describe('the nightly erasure', () => {
  test('erases what is older than its period', async () => {
    await running.invokeAt('apply-retention', '2026-07-18T03:00:00Z');
    const withdrawal = 'withdraw essex --reason "Recorded twice" --yes';
    expect(await running.run(withdrawal, policyFor(withdrawal))).toMatchObject({ exitCode: 0 });
    await running.invokeAt('apply-retention', '2028-07-18T03:00:00Z');
    const { emails, drafts } = await running.service.formReading.followUp('essex-ncpi-2016-03-08');
    expect([emails, drafts]).toEqual([[], []]);
  });
});

describe.each(accounts)('the permissions in a template $way', ({ account }) => {
  let template: Template;
  beforeAll(() => {
    const settings = {
      ...exampleSettings,
      mailFrom: 'follow-up@inspectorate.example',
      allowedRecipients: [],
    };
    template = synthesise({ stage: 'production', settings, account }).service;
  }, 120_000);

  const grantedTo = (by: string) =>
    by === 'admin' ? grantsOfPeople(template, 'admin') : grantsOf(template, by);

  /** An admin may do what every other policy allows, so the admins' policy must fit what they all used. */
  const usedBy = (by: string) => usesOf(running.uses(), ...(by === 'admin' ? policyNames : [by]));

  test.each(['reader', 'owner', 'operator'] as const)(
    'allow a person with the policy %s each call that a command of theirs made, in its partition',
    (who) => {
      const ofTheirs = running.uses().filter(({ by }) => by === who);
      expect(ofTheirs.length).toBeGreaterThan(3);
      const opened = openedTo(template, who);
      const refused = ofTheirs.filter(({ action, on, partitions }) =>
        partitions === undefined || action === 'dynamodb:DescribeTable'
          ? !grantsOfPeople(template, who).includes(`${action} on ${on}`)
          : partitions.length === 0 || partitions.some((partition) => !opened(action, partition)),
      );
      expect(refused).toEqual([]);
    },
  );

  test.each([...functionNames, 'admin'])('allow %s everything that it used in this run', (by) => {
    const used = usedBy(by);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((use) => !grantedTo(by).includes(use))).toEqual([]);
  });

  test.each([...functionNames, 'admin'])(
    'allow %s nothing that it did not use, unless a reason is listed',
    (by) => {
      const used = new Set(usedBy(by));
      const unused = grantedTo(by).filter(
        (grant) => !used.has(grant) && !grantedUnseen.some(({ grants }) => grants.test(grant)),
      );
      expect(unused).toEqual([]);
    },
  );

  test('include something for each listed reason', () => {
    const everything = [...functionNames, 'admin'].flatMap(grantedTo);
    const idle = grantedUnseen.filter(({ grants }) => !everything.some((grant) => grants.test(grant)));
    expect(idle).toEqual([]);
  });

  test('go with a log in which every metric of an alarm was counted by its function', () => {
    const listenedTo = resourcesOfType(template, 'AWS::CloudWatch::Alarm').flatMap(([, { Properties }]) => {
      const { success, data } = alarmSchema.safeParse(Properties);
      if (!success) return [];
      const service = data.Dimensions.find(({ Name }) => Name === 'service')?.Value;
      return [`${String(service)}: ${data.MetricName}`];
    });
    const counted = new Set(
      running.log.flatMap((line) => {
        const { success, data } = measuredSchema.safeParse(parsed(line));
        if (!success) return [];
        expect(data.stage).toBe('local');
        return data._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => {
          expect(Dimensions).toEqual([['service', 'stage']]);
          return Metrics.map(({ Name }) => `${data.service}: ${Name}`);
        });
      }),
    );
    expect(listenedTo.length).toBeGreaterThan(5);
    expect(listenedTo.filter((measure) => !counted.has(measure))).toEqual([]);
  });

  test('go with a log that holds no address and no link (F19)', () => {
    expect(running.log.length).toBeGreaterThan(50);
    for (const line of running.log) expect(line).not.toMatch(/[\w.]+@[\w.]+\.example|\/f\/[0-9a-z]{4}-/u);
  });
});

/** Returns the policy that docs/permissions.md names for a command. */
function policyFor(line: string): PolicyName {
  const page = readFileSync(join(import.meta.dirname, '../../docs/permissions.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `revisit ?([^`]*)` +\| (\S+) +\|/gmu)];
  const [row] = rows
    .filter(([, words = '']) => (words === '' ? line === '' : `${line} `.startsWith(`${words} `)))
    .sort(([, one = ''], [, other = '']) => other.length - one.length);
  const found = policyNames.find((name) => name === row?.[2]);
  if (found === undefined) throw new Error(`docs/permissions.md has no policy for "revisit ${line}".`);
  return found;
}

/** Tells whether a policy allows an action on the items of a partition, such as `dynamodb:PutItem` on `STAFF`. */
function openedTo(template: Template, who: PolicyName): (action: string, partition: string) => boolean {
  const [id] = managedPolicy(template, who);
  const statements = policiesOf(template).find(({ on }) => on === id)?.statements ?? [];
  return (action, partition) =>
    statements.some(({ actions, conditions }) => {
      const patterns = conditions.flatMap((condition) => {
        const [, keys] = /^ForAllValues:StringLike dynamodb:LeadingKeys (.*)$/u.exec(condition) ?? [];
        return keys?.split(' or ') ?? [];
      });
      return (
        actions.includes(action) &&
        patterns.some((pattern) =>
          pattern.endsWith('*') ? partition.startsWith(pattern.slice(0, -1)) : partition === pattern,
        )
      );
    });
}

const alarmSchema = z.looseObject({
  Namespace: z.literal('Revisit'),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })),
});

const measuredSchema = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.literal('Revisit'),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.literal('Count') })),
      }),
    ),
  }),
  service: z.string(),
  stage: z.string(),
});

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
