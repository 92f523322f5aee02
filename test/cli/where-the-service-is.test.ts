import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { findEnvironment } from '../../cli/service/find-environment.ts';
import { findLocalService } from '../../local/find-local-service.ts';
import { lockHome } from '../../local/home-lock.ts';
import { isNightly } from '../support/nightly.ts';

const bin = join(import.meta.dirname, '../../cli/bin.js');

/** Keeps the tests from using the AWS profile of the person who runs them. */
const noCredentials = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

let home: string;
let started: ChildProcess | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'revisit-home-'));
});
afterEach(async () => {
  started?.kill('SIGKILL');
  started = undefined;
  await rm(home, { recursive: true, force: true });
});

function start(...argv: string[]): ChildProcess {
  return spawn(process.execPath, [bin, ...argv], {
    env: { PATH: process.env['PATH'], REVISIT_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the real command in its own process. */
async function command(...argv: string[]): Promise<{ exitCode: unknown; out: string; err: string }> {
  const child = start(...argv);
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  const ended: unknown[] = await once(child, 'close');
  return { exitCode: ended[0], out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

describe('a command on this machine', () => {
  it.runIf(isNightly)(
    'starts the service that it needs if none runs, and keeps the data',
    async () => {
      const [first, second] = await Promise.all([
        command('force', 'import', 'data/forces.csv'),
        command('force', 'list', '--json'),
      ]);
      expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
      expect((await command('force', 'import', 'data/forces.csv')).out).toContain('43 unchanged');
      expect(
        z
          .object({ running: z.boolean() })
          .parse(JSON.parse((await command('local', 'status', '--json')).out)),
      ).toEqual({
        running: false,
      });
    },
    60_000,
  );

  it.runIf(isNightly)(
    'and a service that start on the same home at the same time wait for each other',
    async () => {
      const lock = lockHome(home);
      started = start('local', 'start', '--json');
      const ready = once(started.stdout ?? started, 'data');
      const progress = started.stderr ?? started;
      expect(String(await once(progress, 'data'))).toContain('Starting');
      expect(String(await once(progress, 'data'))).toContain(`Waiting for another command on ${home}`);
      lock.release();
      const commands = await Promise.all([command('force', 'list'), command('force', 'list')]);
      await ready;
      commands.push(await command('force', 'list'));
      expect(commands.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
      const again = await command('local', 'start');
      expect(again.err).toContain('The local service is running already');
    },
    60_000,
  );

  it('uses the service that "local start" runs, until Ctrl-C ends it', async () => {
    started = start('local', 'start', '--as-of', '2016-03-08', '--json');
    const chunks: Buffer[] = [];
    started.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    await Promise.race([once(started.stdout ?? started, 'data'), once(started, 'exit')]);
    const running = await findLocalService(home);
    expect(Buffer.concat(chunks).toString()).toContain(running?.endpoints.inbox);

    expect((await command()).out).toContain('Tuesday 8 March 2016, 10');
    const reset = await command('local', 'reset', '--yes');
    expect([reset.exitCode, reset.err]).toEqual([3, expect.stringContaining('running already')]);

    started.kill('SIGINT');
    expect(await once(started, 'exit')).toEqual([0, null]);
    expect(await findLocalService(home)).toBeUndefined();
  }, 60_000);

  it.runIf(isNightly)(
    'deletes only the files of Revisit, and only with --yes, as local reset does',
    async () => {
      await command('force', 'import', 'data/forces.csv');
      await writeFile(join(home, 'notes.txt'), 'mine');
      expect((await command('local', 'reset')).exitCode).toBe(2);
      expect(existsSync(join(home, 'dynamodb.sqlite'))).toBe(true);
      expect((await command('local', 'reset', '--yes')).exitCode).toBe(0);
      expect([existsSync(join(home, 'dynamodb.sqlite')), existsSync(join(home, 'notes.txt'))]).toEqual([
        false,
        true,
      ]);
    },
    60_000,
  );
});

describe('the search for a deployed stage', () => {
  const outputs = {
    Region: 'eu-west-2',
    Table: 'revisit-test-table',
    StackIdentity: 'revisit-test',
    OutgoingQueueUrl: 'https://sqs.example/outgoing',
    OutgoingDeadLettersUrl: 'https://sqs.example/outgoing-dead',
    MailEventsQueueUrl: 'https://sqs.example/mail-events',
    MailEventsDeadLettersUrl: 'https://sqs.example/mail-events-dead',
    IncomingMailQueueUrl: 'https://sqs.example/incoming',
    IncomingMailDeadLettersUrl: 'https://sqs.example/incoming-dead',
    MissedRunsUrl: 'https://sqs.example/missed',
    RawMailBucket: 'raw',
    AttachmentsBucket: 'attachments',
    PublicUrl: 'https://follow-up.example',
    MailFrom: 'follow-up@inspectorate.example',
    ReplyDomain: 'reply.inspectorate.example',
    ConfigurationSet: 'revisit-test',
    ReceiptRuleSet: 'revisit-test',
    ScheduleGroup: 'revisit-test',
    SweepFunction: 'revisit-test-sweep',
    AdminPolicyArn: 'arn:aws:iam::000000000000:policy/revisit-test',
  };

  async function environmentFrom(stacks: unknown) {
    const path = join(home, 'outputs.json');
    await writeFile(path, JSON.stringify(stacks));
    return findEnvironment({ stage: 'test', environment: { REVISIT_OUTPUTS: path } });
  }

  it('reads the outputs file that the deployment wrote', async () => {
    const { environment } = await environmentFrom({ 'revisit-test': outputs });
    expect(environment).toMatchObject({ REVISIT_STAGE: 'test', REVISIT_TABLE: 'revisit-test-table' });
  });

  it('names what is missing if the outputs file does not fully describe the stage', async () => {
    await expect(environmentFrom({ 'revisit-production': outputs })).rejects.toThrow(
      'does not hold the outputs of the stack revisit-test',
    );
    await expect(environmentFrom({ 'revisit-test': { ...outputs, Table: undefined } })).rejects.toThrow(
      'lack Table',
    );
  });

  it('looks in AWS if there is no outputs file, and asks for credentials if there are none', async () => {
    Object.assign(process.env, noCredentials);
    await expect(findEnvironment({ stage: 'test', environment: {} })).rejects.toThrow('Set AWS_PROFILE');
  });
});
