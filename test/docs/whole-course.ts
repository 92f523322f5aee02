import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { createHandler as createApplyRetention } from '../../functions/apply-retention/handler.ts';
import { createHandler as createProgressForm } from '../../functions/progress-form/handler.ts';
import { createHandler as createReceiveReply } from '../../functions/receive-reply/handler.ts';
import { createHandler as createRecordMailEvent } from '../../functions/record-mail-event/handler.ts';
import { createHandler as createSendDigest } from '../../functions/send-digest/handler.ts';
import { createHandler as createSendNotices } from '../../functions/send-notices/handler.ts';
import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import { bucketNames, functionNames, type BucketName, type FunctionName } from '../../infra/service-map.ts';
import { startRunner } from '../../local/runner/start-runner.ts';
import { startSmtpDoor } from '../../local/smtp-door.ts';
import { keys } from '../../shared/adapters/dynamodb/keys.ts';
import { createLineLog } from '../../shared/adapters/observability.ts';
import { wire, type Service } from '../../shared/wiring.ts';
import type { FaultProxy } from '../faults/fault-proxy.ts';
import { revisit } from '../support/command-line.ts';
import { createTestStack } from '../support/emulators.ts';
import { answer, answerWhole, doneDetails, planDetails } from '../support/form-answers.ts';
import { createFormReader, type FormReader } from '../support/form-reader.ts';
import { startTableRecorder, type ItemName, type SeenKeys } from './table-calls.ts';

/** Everything that writes and reads the table. It is a function or the command line. */
export const actors = [...functionNames, 'command line'] as const;
export type Actor = (typeof actors)[number];

export interface StoredItem {
  readonly name: ItemName;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Course {
  /** Every item that the table held at some time, in its last form. */
  readonly items: readonly StoredItem[];
  readonly seen: ReadonlyMap<Actor, SeenKeys>;
  readonly objects: ReadonlyMap<BucketName, ReadonlySet<string>>;
  /** The function of `keys` that made each key. Its name is the kind of the item. */
  readonly madeBy: ReadonlyMap<ItemName, string>;
}

const lead = 'lead@essex.police.example';
const colleague = 'khan@essex.police.example';
const officer = 'sign-off@essex.police.example';

/**
 * Runs the whole service on the emulators, from the first command to an erasure. The run stores an item of every
 * kind.
 */
export async function runWholeCourse(): Promise<Course> {
  const madeBy = noteWhoMakesKeys();
  const running = await startService();
  try {
    await setUp(running);
    await askAndAnswer(running);
    await takeReplies(running);
    await placeReplies(running);
    await handOver(running);
    await changeDates(running);
    await lookAfterTheBody(running);
    await eraseWhatIsOld(running);
    await running.look();
    return { items: [...running.items.values()], seen: running.seen, objects: running.objects, madeBy };
  } finally {
    await running.stop();
  }
}

const itemKeySchema = z.object({ pk: z.string(), sk: z.string() });

function noteWhoMakesKeys(): Map<ItemName, string> {
  const madeBy = new Map<ItemName, string>();
  for (const [kind, makeKey] of Object.entries(keys)) {
    Reflect.set(keys, kind, (...given: unknown[]) => {
      const key = itemKeySchema.parse(Reflect.apply(makeKey, keys, given));
      madeBy.set(`${key.pk} / ${key.sk}`, kind);
      return key;
    });
  }
  return madeBy;
}

type Running = Awaited<ReturnType<typeof startService>>;

async function startService() {
  const stack = await createTestStack({ visibilitySeconds: 1 });
  const seen = new Map<Actor, SeenKeys>();
  const recorders: FaultProxy[] = [];
  /** Returns the environment of an actor, with its own recorder in front of the table. */
  const environmentOf = async (actor: Actor): Promise<Record<string, string>> => {
    const seenKeys: SeenKeys = { written: new Set(), read: new Set() };
    seen.set(actor, seenKeys);
    const recorder = await startTableRecorder(stack.endpoints.dynamodb, seenKeys);
    recorders.push(recorder);
    return { ...stack.environment, AWS_ENDPOINT_URL_DYNAMODB: recorder.endpoint };
  };
  const adminEnvironment = await environmentOf('command line');
  const runner = await startRunner({
    createHandlers: async (endpoint) => {
      const wired = async (functionName: FunctionName): Promise<Service> => {
        const environment = { ...(await environmentOf(functionName)), REVISIT_PUBLIC_URL: endpoint };
        // The SDK reads its endpoint from here when a client is first used.
        Object.assign(process.env, environment);
        const service = wire(environment, { functionName, log: createLineLog(() => undefined) });
        await service.table.tableId();
        return service;
      };
      return {
        sweep: createSweep(await wired('sweep')),
        'send-notices': createSendNotices(await wired('send-notices')),
        'record-mail-event': createRecordMailEvent(await wired('record-mail-event')),
        'progress-form': createProgressForm(await wired('progress-form')),
        'receive-reply': createReceiveReply(await wired('receive-reply')),
        'send-digest': createSendDigest(await wired('send-digest')),
        'apply-retention': createApplyRetention(await wired('apply-retention')),
      };
    },
    clock: stack.clock,
    sqs: stack.clients.sqs,
    queueUrls: stack.resources.queueUrls,
    timers: false,
    log: () => undefined,
    isBusyElsewhere: () => stack.sesDoor.isBusy(),
  });
  const door = await startSmtpDoor({
    clock: stack.clock,
    s3: stack.clients.s3,
    sns: stack.clients.sns,
    rawMailBucket: stack.resources.buckets['raw-mail'],
    incomingMailTopicArn: stack.resources.topicArns['incoming-mail'],
    domains: [stack.environment['REVISIT_REPLY_DOMAIN'] ?? ''],
    log: () => undefined,
  });
  const documents = DynamoDBDocumentClient.from(stack.clients.dynamodb);
  const { words } = wire(stack.environment, { functionName: 'test' });
  const items = new Map<ItemName, StoredItem>();
  const objects = new Map<BucketName, Set<string>>(bucketNames.map((name) => [name, new Set()]));

  const invokeAt = async (name: FunctionName, instant: string): Promise<void> => {
    stack.clock.setAsOf(Temporal.Instant.from(instant));
    await runner.invoke(name);
    await runner.drain();
  };
  const mailsTo = async (address: string) => {
    await runner.drain();
    const envelopes = (await stack.sesDoor.mails()).filter(({ destinations }) =>
      destinations.includes(address),
    );
    return Promise.all(
      envelopes.map(async ({ id }) => {
        const {
          subject = '',
          text = '',
          replyTo,
          messageId,
        } = await PostalMime.parse(await stack.sesDoor.readMail(id));
        return {
          subject,
          text,
          link: /\/f\/[0-9a-z-]+/u.exec(text)?.[0],
          replyTo: replyTo?.[0]?.address,
          messageId,
        };
      }),
    );
  };
  return {
    stack,
    seen,
    items,
    objects,
    invokeAt,
    mailsTo,
    file: async (name: string, content: string): Promise<string> => {
      const path = join(stack.directory, name);
      await writeFile(path, content);
      return path;
    },
    /** Runs a command that an admin types. @throws if the command fails. */
    admin: async (line: string): Promise<string> => {
      const { exitCode, out, err } = await revisit(line, { environment: adminEnvironment });
      if (exitCode !== 0) throw new Error(`revisit ${line} ended with ${exitCode}: ${err}${out}`);
      await runner.drain();
      return out;
    },
    /** Opens the newest link that was sent to an address. */
    open: async (address: string): Promise<FormReader> => {
      const link = (await mailsTo(address)).findLast((mail) => mail.link !== undefined)?.link;
      const reader = createFormReader(runner.formEndpoint);
      await reader.post(link ?? '/there-is-no-link');
      return reader;
    },
    code: async (address: string): Promise<string> => {
      const codes = (await mailsTo(address)).flatMap(({ text }) => /^\d{6}$/mu.exec(text)?.[0] ?? []);
      return codes.at(-1) ?? '';
    },
    reply: async (mail: {
      from: string;
      to?: string;
      subject?: string;
      text: string;
      headers?: Record<string, string>;
      file?: string;
    }): Promise<void> => {
      const transport = createTransport({ url: door.endpoint, ignoreTLS: true });
      const newest = (await mailsTo(lead)).findLast(({ replyTo }) => replyTo !== undefined);
      await transport.sendMail({
        from: mail.from,
        to: mail.to ?? newest?.replyTo ?? '',
        subject: mail.subject ?? `Re: ${newest?.subject ?? ''}`,
        text: mail.text,
        headers: mail.headers ?? {},
        attachments: mail.file === undefined ? [] : [{ filename: 'plan.pdf', content: mail.file }],
      });
      transport.close();
      await runner.drain();
    },
    /** Records what the table and the buckets hold now. */
    look: async (): Promise<void> => {
      const { Items = [] } = await documents.send(new ScanCommand({ TableName: stack.resources.table }));
      for (const attributes of Items) {
        const name = `${String(attributes['pk'])} / ${String(attributes['sk'])}`;
        const [whole = attributes] = await words.unpack([attributes]);
        const itself = Object.entries(whole).filter(([attribute]) => attribute !== 'wordsIn');
        items.set(name, { name, attributes: Object.fromEntries(itself) });
      }
      for (const [name, found] of objects) {
        const bucket = stack.resources.buckets[name];
        const { Contents = [] } = await stack.clients.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
        for (const { Key } of Contents) if (Key !== undefined) found.add(Key);
      }
    },
    stop: async () => {
      await door.stop();
      await runner.stop({ abandonPolls: true });
      await Promise.all(recorders.map((recorder) => recorder.stop()));
      await stack.stop();
    },
  };
}

async function setUp({ stack, admin, file, look }: Running): Promise<void> {
  stack.clock.setAsOf(Temporal.Instant.from('2016-03-08T09:00:00Z'));
  await admin('arm --yes');
  const bodies = await file(
    'forces.csv',
    'id,name,nation\nessex,Essex Police,England\nkent,Kent Police,England\nhampshire,Hampshire Constabulary,England\n',
  );
  await admin(`force import ${bodies}`);
  await admin('force rename hampshire "Hampshire and Isle of Wight Constabulary" --from 2021-11-01 --yes');
  await admin('owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123"');
  await admin(
    'owner add "Rose Okafor" --email okafor@inspectorate.example --telephone "020 7946 0124" --head',
  );
  for (const [role, name] of [
    ['lead', 'Chief Superintendent Shaw'],
    ['deputy', 'Superintendent Okoro'],
    ['sign-off', 'Assistant Chief Constable Wynn'],
    ['liaison', 'Inspection liaison'],
  ] as const) {
    await admin(
      `contact add essex --role ${role} --name "${name}" --email ${role}@essex.police.example --yes`,
    );
  }
  const recommendations = 'data/essex-2016-recommendations.csv';
  await admin(`publish essex --on 2016-03-08 --owner nair --recommendations ${recommendations} --yes`);
  const publications = await file(
    'publications.csv',
    'force_id,published_on,report\nkent,2016-03-07,Child protection inspection\n',
  );
  await admin(`import ${publications}`);
  const programme = await file(
    'custody.json',
    JSON.stringify({ like: 'ncpi', id: 'custody', name: 'Police custody inspection', subject: 'custody' }),
  );
  await admin(`programme add ${programme} --yes`);
  await admin('programme retire custody --yes');
  await admin('programme list');
  await admin('release --yes');
  await look();
}

/** Runs the request, an answer on the form, a plan, the approval of an officer, and the receipt. */
async function askAndAnswer({ invokeAt, open, mailsTo, code, admin, look }: Running): Promise<void> {
  await invokeAt('sweep', '2016-03-09T10:00:00Z');
  await invokeAt('sweep', '2016-03-22T10:00:00Z');
  const reader = await open(lead);
  await answer(reader, 1, { status: 'done-checked', details: doneDetails });
  await answer(reader, 2, { status: 'not-started', details: planDetails });
  await answerWhole(reader);
  const body = new FormData();
  body.append('file', new File(['%PDF-1.7 plan'], 'plan.pdf'));
  await reader.request('POST', '/form/plan', { body });
  const kept = /\/form\/plan\/[0-9a-f-]{36}/u.exec((await reader.get('/form/plan')).html)?.[0] ?? '';
  await reader.request('GET', kept);
  await reader.post('/form/code/send');
  await look();
  await reader.post('/form/code', { code: await code(lead) });
  const page = await reader.get('/form/approve');
  const asked = {
    approver: 'ask',
    'asked-name': 'Wynn',
    'asked-rank': 'Assistant Chief Constable',
    'asked-email': officer,
  };
  await reader.post('/form/approve', asked, page);
  const approver = await open(officer);
  await approver.post('/form/code/send');
  await look();
  await approver.post('/form/code', { code: await code(officer) });
  await approver.post(
    '/form/approve',
    { approver: 'me', rank: 'Assistant Chief Constable', name: 'Wynn' },
    await approver.get('/form/approve'),
  );
  await reader.get('/form/sent');
  await reader.post(`${kept}/remove`);
  await reader.post('/form/leave');
  await admin('returns accept essex --yes');
  await admin('returns ask-again essex --about 2 --note "How many cases did you audit?" --yes');
  await mailsTo(lead);
  await look();
}

/** Runs a new link, a request for more time, and handovers within the mail domain and to another one. */
async function handOver({ invokeAt, open, code, reply, admin, look }: Running): Promise<void> {
  await invokeAt('sweep', '2016-05-19T10:00:00Z');
  const reader = await open(lead);
  await answer(reader, 1, { status: 'not-started', details: planDetails });
  await reader.post('/new-link');
  await reader.post('/form/code/send');
  await reader.post('/form/code', { code: await code(lead) });
  await reader.post('/form/more-time', {
    'until-day': '20',
    'until-month': '6',
    'until-year': '2016',
    reason: 'The board meets on 14 June.',
  });
  await admin('more-time grant essex --yes');
  await reader.post('/form/pass-on', { name: 'Superintendent Khan', email: colleague });
  const next = await open(colleague);
  await next.post('/form/code/send');
  await next.post('/form/code', { code: await code(colleague) });
  await next.post('/form/pass-on', { name: 'Ms Jones', email: 'jones@council.example' });
  await look();
  await admin('handover list essex');
  await admin('handover approve essex --yes');
  await reply({ from: '"Superintendent Okoro" <deputy@essex.police.example>', text: '5: part way' });
  await look();
}

/** Runs an answer by email, an automatic reply and emails from unknown people. */
async function takeReplies({ invokeAt, reply, stack, mailsTo, admin, look }: Running): Promise<void> {
  await invokeAt('sweep', '2016-05-18T10:00:00Z');
  await admin('legal-hold place essex --reason "Inquiry 12" --yes');
  await look();
  const from = `"Chief Superintendent Shaw" <${lead}>`;
  await reply({ from, text: '2: part way\n3: done and checked', file: '%PDF-1.7 plan' });
  await reply({
    from,
    subject: 'Automatic reply: Essex',
    text: 'I am on leave until 30 May 2016.',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  const to = `reply@${stack.environment['REVISIT_REPLY_DOMAIN'] ?? ''}`;
  const inReplyTo = (await mailsTo(lead)).at(-1)?.messageId ?? '';
  await reply({ from, to, text: '4: part way', headers: { 'In-Reply-To': inReplyTo } });
  for (const name of ['first', 'second', 'third']) {
    await reply({
      from: `${name}@elsewhere.example`,
      to,
      subject: 'Essex',
      text: '4: part way',
      file: 'plan',
    });
  }
  await look();
  const waiting = await admin('inbox list');
  const [assigned, discarded] = waiting.match(/\d{4}-\d{2}-\d{2}-[0-9a-z]{8}/gu) ?? [];
  await admin(`inbox show ${assigned ?? ''}`);
  await admin(`inbox assign ${assigned ?? ''} essex --yes`);
  await admin(`inbox discard ${discarded ?? ''} --reason advertising --yes`);
}

/**
 * Runs emails with words for no recommendation, which the lead places on the form, with words that are too long for an
 * item, and with a question that waits for the owner.
 */
async function placeReplies({ reply, open, code, admin, look }: Running): Promise<void> {
  const from = `"Chief Superintendent Shaw" <${lead}>`;
  await reply({ from, text: 'The new unit began work in March.\n\n2: We still wait for the audit.' });
  for (const month of ['March', 'April', 'May', 'June']) {
    await reply({ from, text: `2: ${`In ${month} we went on as planned. `.repeat(900)}` });
  }
  await look();
  const reader = await open(lead);
  await reader.post('/form/code/send');
  await reader.post('/form/code', { code: await code(lead) });
  const email = /\/form\/email\/[0-9a-z-]+/u.exec((await reader.get('/form')).html)?.[0] ?? '/no-email';
  await reader.post(email, { 'place-0': '4' }, await reader.get(email));
  await reply({ from, text: 'Could you ring me about recommendation 3, please? Who reads these answers?' });
  await admin('returns essex --all');
  await look();
}

/** Runs a bank holiday, a suspension, an address that bounces, and the Monday emails. */
async function changeDates({ invokeAt, stack, admin, look }: Running): Promise<void> {
  await admin('calendar add 2016-06-09 --title "A day of thanks" --yes');
  await admin(
    'organisation set --name Inspectorate --website www.inspectorate.example --telephone "020 7946 0000"',
  );
  await admin('suspend --from 2016-05-20 --reason Exercise --yes');
  await look();
  await admin('suspend --lift --on 2016-05-23 --yes');
  await invokeAt('sweep', '2016-05-19T10:15:00Z');
  await invokeAt('sweep', '2016-05-19T10:30:00Z');
  stack.sesDoor.setBehaviour('jones@council.example', 'bounce');
  await invokeAt('sweep', '2016-06-23T10:00:00Z');
  await invokeAt('sweep', '2016-07-11T10:00:00Z');
  await invokeAt('send-digest', '2016-07-18T09:00:00Z');
  await look();
}

/** Runs the daily work of an admin, and the erasures at the end. */
async function lookAfterTheBody({ admin, look }: Running): Promise<void> {
  for (const line of [
    '',
    'call log essex --with lead --note "Will send on Monday"',
    'brief essex',
    'audit essex',
    'returns essex --all',
    'extend essex --milestone pre-revisit --to 2016-08-12 --reason "Agreed" --yes',
    'returns record essex --milestone three-month --how letter --received-on 2016-07-15 --yes',
    'judge essex 1 differs --note "No audit seen"',
    'visit book essex --first 2016-09-05 --last 2016-09-08 --yes',
    'legal-hold lift essex --yes',
    'contact erase essex lead-1 --yes',
    'contact erase essex lead-2 --yes',
    'contact erase essex sign-off-1 --yes',
    'withdraw kent --reason "Recorded twice" --yes',
  ]) {
    await admin(line);
  }
  await look();
}

/** Sets the periods of the privacy notice, and runs the nightly erasure years later. */
async function eraseWhatIsOld({ invokeAt, open, admin, look }: Running): Promise<void> {
  await admin(
    'privacy set --controller "HM Inspectorate, 1 High Street, London" --contact dpo@inspectorate.example --yes',
  );
  await (await open(lead)).get('/privacy');
  await look();
  await invokeAt('apply-retention', '2026-07-18T03:00:00Z');
}
