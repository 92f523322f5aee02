import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { findLocalService, type RunningService } from '../../local/find-local-service.ts';
import { startLocalService, type LocalService } from '../../local/local-service.ts';
import { readServiceFile } from '../../local/service-file.ts';
import type { Handlers } from '../../local/runner/handlers.ts';
import { createFileClock } from '../../shared/adapters/file-clock.ts';
import { parseConfiguration } from '../../shared/contracts/configuration.ts';
import { isNightly } from '../support/nightly.ts';
import { handlersWith } from '../support/handlers.ts';

const aws = { region: 'eu-west-2', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

const portsFile = z.record(z.string(), z.int());

let home: string;
let running: LocalService[];
let children: ChildProcess[];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'revisit-home-'));
  running = [];
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const service of running) await service.stop();
  await rm(home, { recursive: true, force: true });
});

async function start(handlers: Partial<Handlers> = {}): Promise<LocalService> {
  const service = await startLocalService({
    home,
    environment: { PATH: process.env['PATH'] },
    handlersFrom: () => Promise.resolve(handlersWith(handlers)),
    timers: false,
    log: () => undefined,
  });
  running.push(service);
  return service;
}

function startChild(): ChildProcess {
  const script = join(import.meta.dirname, '../support/local-service-process.ts');
  const child = spawn(process.execPath, [script, home], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

async function outcomeOf(child: ChildProcess): Promise<'ready' | 'failed'> {
  return Promise.race([
    once(child.stdout ?? child, 'data').then(() => 'ready' as const),
    once(child, 'exit').then(() => 'failed' as const),
  ]);
}

async function sendMail(service: RunningService): Promise<string> {
  const ses = new SESClient({ ...aws, endpoint: service.endpoints.ses });
  const { MessageId: id = '' } = await ses.send(
    new SendRawEmailCommand({
      Destinations: ['lead@essex.example'],
      RawMessage: {
        Data: Buffer.from(
          'From: follow-up@inspectorate.example\r\nTo: lead@essex.example\r\nSubject: Your dates\r\n\r\nDear Lead',
        ),
      },
      ConfigurationSetName: 'revisit-local',
    }),
  );
  ses.destroy();
  return id;
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    // An ended process stays in the process list until its parent collects it.
    return !/^State:\s+Z/m.test(
      existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '',
    );
  } catch {
    return false;
  }
}

describe('the local service', () => {
  test.each(['inbox', 'smtp', 'ses', 'dynamodb', 'queues', 'control', 'form'] as const)(
    'starts on other ports if another process takes the port of %s after it was chosen',
    async (name) => {
      const path = join(home, 'ports.json');
      for (let attempt = 1; ; attempt += 1) {
        const taker = createServer();
        const starting = start();
        while (!existsSync(path)) await new Promise(setImmediate);
        const chosen = portsFile.parse(JSON.parse(readFileSync(path, 'utf8')));
        taker.listen(chosen[name], '127.0.0.1');
        const isTaken = await once(taker, 'listening').then(
          () => true,
          () => false,
        );
        try {
          const service = await starting;
          if (isTaken) {
            expect(Object.values(service.endpoints).join(' ')).not.toContain(`:${chosen[name]}`);
            return;
          }
          // The service was first to listen, so there was nothing to see. A few tries are enough.
          expect(attempt).toBeLessThan(10);
          await service.stop();
          await rm(path);
        } finally {
          taker.close();
        }
      }
    },
  );

  test('writes its endpoints to a file that only its user can read, and gives functions their environment', async () => {
    const service = await start();
    expect(statSync(join(home, 'local.json')).mode & 0o777).toBe(0o600);
    expect(Object.keys(service.endpoints).sort()).toEqual([
      'control',
      'dynamodb',
      'form',
      'inbox',
      's3',
      'ses',
      'smtp',
      'sns',
      'sqs',
    ]);
    expect(parseConfiguration(service.environment)).toMatchObject({
      REVISIT_STAGE: 'local',
      REVISIT_PUBLIC_URL: service.endpoints.form,
    });
  });

  test('reports a mail sent through it to record-mail-event before drain ends', async () => {
    const recorded: unknown[] = [];
    const service = await start({
      'record-mail-event': (event) => {
        recorded.push(event);
        return Promise.resolve(undefined);
      },
    });
    const id = await sendMail(service);
    await service.drain();
    expect(JSON.stringify(recorded)).toContain(id);
    expect(JSON.stringify(recorded)).toContain('Delivery');
  });

  test('lets another process find it, invoke a function, move its clock and wait for it', async () => {
    const service = await start({ sweep: () => Promise.resolve({ woken: 3 }) });
    const found = await findLocalService(home);
    await found?.setAsOf(Temporal.Instant.from('2016-07-14T09:00:00Z'));
    expect(await found?.invoke('sweep')).toEqual({ woken: 3 });
    expect(await found?.drain()).toEqual({ waiting: 0 });
    expect((await found?.status())?.now).toMatch(/^2016-07-14T09:00:0\dZ$/);
    const clock = createFileClock(parseConfiguration(service.environment).REVISIT_CLOCK_FILE ?? '');
    expect(clock.now().toString()).toMatch(/^2016-07-14T09:00:0\d/);
    await found?.resetClock();
    expect(clock.now().epochMilliseconds).toBeGreaterThan(Date.parse('2020-01-01'));
  });

  test("passes a function's error on to the process that invoked it", async () => {
    await start({ sweep: () => Promise.reject(new Error('the table is gone')) });
    await expect((await findLocalService(home))?.invoke('sweep')).rejects.toThrow('the table is gone');
  });

  test('refuses orders from anybody who does not know the token', async () => {
    const service = await start();
    const response = await fetch(service.endpoints.control, {
      method: 'POST',
      headers: { authorization: 'Bearer guess' },
      body: JSON.stringify({ command: 'status' }),
    });
    expect(response.status).toBe(403);
  });

  test.runIf(process.platform === 'linux')('listens only on 127.0.0.1', async () => {
    const service = await start();
    for (const endpoint of Object.values(service.endpoints)) {
      // A server that listens on every interface would answer here too.
      const socket = connect(Number(new URL(endpoint).port), '127.0.0.2');
      const outcome = await Promise.race([
        once(socket, 'connect').then(() => 'connected'),
        once(socket, 'error').then(() => 'refused'),
      ]).catch(() => 'refused');
      socket.destroy();
      expect(outcome).toBe('refused');
    }
  });

  test('refuses a second start on the same home, and the first goes on', async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({ code: 'conflict' });
    expect(await first.drain()).toEqual({ waiting: 0 });
  });

  test.runIf(isNightly)(
    'runs once when two processes start it at the same time, and tells the second that it runs already',
    async () => {
      const both = [startChild(), startChild()];
      const complaints: string[] = [];
      for (const child of both) child.stderr?.on('data', (chunk) => complaints.push(String(chunk)));
      expect((await Promise.all(both.map(outcomeOf))).sort()).toEqual(['failed', 'ready']);
      expect(complaints.join('')).toContain('The local service is running already');
    },
  );

  test('leaves no process and no service file when it stops', async () => {
    const service = await start();
    const pid = readServiceFile(home)?.dynamodbPid;
    expect(isAlive(pid)).toBe(true);
    await service.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(home, 'local.json'))).toBe(false);
    expect(await findLocalService(home)).toBeUndefined();
  });

  test.runIf(isNightly)('takes its DynamoDB down with it when it is killed', async () => {
    const child = startChild();
    expect(await outcomeOf(child)).toBe('ready');
    const pid = readServiceFile(home)?.dynamodbPid;
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
    expect(await findLocalService(home)).toBeUndefined();
  });

  test('has the same addresses, table and mail when it is started again after a kill, and no process of the killed one remains', async () => {
    const child = startChild();
    expect(await outcomeOf(child)).toBe('ready');
    const killed = await findLocalService(home);
    if (killed === undefined) throw new Error('The child does not run.');
    const dynamodb = new DynamoDBClient({ ...aws, endpoint: killed.endpoints.dynamodb });
    const table = killed.environment['REVISIT_TABLE'];
    const key = { pk: { S: 'FORCES' }, sk: { S: 'essex' } };
    await dynamodb.send(
      new PutItemCommand({ TableName: table, Item: { ...key, name: { S: 'Essex Police' } } }),
    );
    const id = await sendMail(killed);
    const orphan = readServiceFile(home)?.dynamodbPid;

    child.kill('SIGKILL');
    await once(child, 'exit');
    const again = await start();
    expect(again.isNew).toBe(false);
    expect(isAlive(orphan)).toBe(false);
    expect(again.endpoints).toEqual(killed.endpoints);
    expect(await dynamodb.send(new GetItemCommand({ TableName: table, Key: key }))).toMatchObject({
      Item: { name: { S: 'Essex Police' } },
    });
    dynamodb.destroy();
    expect(await readFile(join(home, 'mail', `${id}.eml`), 'utf8')).toContain('Dear Lead');
    await expect.poll(() => shownMails(again), { timeout: 5000 }).toEqual(['Your dates']);
  });

  test('shows emails in the inbox with the time of the local clock, even after the clock was set back', async () => {
    const service = await start();
    await service.setAsOf(Temporal.Instant.from('2016-07-14T09:00:00Z'));
    await sendMail(service);
    await service.setAsOf(Temporal.Instant.from('2016-04-12T09:00:00Z'));
    await sendMail(service);
    await expect.poll(() => shownMails(service)).toHaveLength(2);
    const since = (await inboxOf(service)).emails.map(({ at }) => at)[0] ?? 0;
    expect(new Date(since * 1000).toISOString()).toMatch(/^2016-07-14T09:00/);
    const later = await inboxOf(service, since);
    expect(later.emails.map(({ at }) => new Date(at * 1000).toISOString().slice(0, 10))).toContain(
      '2016-04-12',
    );
  });
});

const inboxSchema = z.looseObject({
  emails: z.array(z.looseObject({ subject: z.string(), at: z.number() })),
});

async function inboxOf(service: RunningService, since = 0): Promise<z.infer<typeof inboxSchema>> {
  const response = await fetch(`${service.endpoints.inbox}/store?since=${since}`);
  return inboxSchema.parse(await response.json());
}

async function shownMails(service: RunningService): Promise<string[]> {
  return (await inboxOf(service)).emails.map(({ subject }) => subject);
}
