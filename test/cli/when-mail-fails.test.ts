import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { noticeStatus } from '../../shared/domain/notice.ts';
import { revisit, revisitJson } from '../support/command-line.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const request = `${loamshire.followUpId}/six-week-response/2016-04-19/request/lead`;

let running: RunningTestService;
let restore: () => Promise<void>;
beforeAll(async () => {
  running = await startTestService();
  await publishLoamshire(running.service);
  restore = await running.markPoint();
});
beforeEach(() => restore());
afterAll(() => running.stop());

const run = (line: string) => revisit(line, running.stack);
const out = async (line: string): Promise<string> => {
  const ran = await run(line);
  expect([ran.exitCode, ran.err], line).toEqual([0, '']);
  return ran.out.replaceAll(/\s+/gu, ' ');
};
const toLead = async (): Promise<string[]> =>
  (await running.inbox()).filter(({ to }) => to === loamshire.lead).map(({ subject }) => subject);
const statuses = async (): Promise<string[]> => {
  const { notices } = await running.service.followUps.load(loamshire.followUpId);
  return notices.filter(({ key }) => key.rung === 'request').map(({ facts }) => noticeStatus(facts));
};

describe('revisit resend', () => {
  beforeEach(async () => {
    running.stack.sesDoor.setBehaviour(loamshire.lead, 'reject');
    await running.sweepAt('2016-03-22T10:00:00Z');
    running.stack.sesDoor.setBehaviour(loamshire.lead, 'deliver');
  });

  it('names the email and its recipient, and sends nothing without --yes', async () => {
    expect(await out('notices --status problem')).toContain('rejected');
    const { exitCode, err } = await run(`resend ${request}`);
    expect(exitCode).toBe(2);
    expect(err.replaceAll(/\s+/gu, ' ')).toContain('Chief Superintendent Shaw (lead)');
    await running.sweepAt('2016-03-22T10:30:00Z');
    expect(await toLead()).toHaveLength(1);
  });

  it('sends an email once, even if the admin asks twice', async () => {
    expect(await revisitJson('resend loamshire --yes', running.stack)).toMatchObject({
      notice: `${request}/2`,
      status: 'rejected',
      attempt: 2,
    });
    const again = await run(`resend ${request} --yes`);
    expect([again.exitCode, again.err]).toEqual([3, expect.stringContaining('again')]);
    await running.sweepAt('2016-03-22T10:30:00Z');
    await running.sweepAt('2016-03-22T11:30:00Z');
    expect(await toLead()).toHaveLength(2);
    expect(await statuses()).toEqual(expect.arrayContaining(['rejected', 'delivered']));
    expect((await run(`resend ${request}/2 --yes`)).exitCode).toBe(3);
  });

  it('refuses an unknown email and one that must not be sent again', async () => {
    const unknown = await run('resend loamshire-ncpi-2016-03-08/nothing/like/that --yes');
    expect(unknown.exitCode).toBe(4);
    expect(unknown.err.replaceAll(/\s+/gu, ' ')).toContain('To see the ids, use revisit notices');
    const copy = `${loamshire.followUpId}/publication/2016-03-08/dates/lead`;
    expect((await run(`resend ${copy} --yes`)).exitCode).not.toBe(0);
  });
});

describe('revisit redrive', () => {
  const poison = async (body: string): Promise<void> => {
    const { clients, resources } = running.stack;
    await clients.sqs.send(
      new SendMessageCommand({ QueueUrl: resources.deadLetterQueueUrls.outgoing, MessageBody: body }),
    );
  };

  it('puts failed messages back only with --yes, and sends what is due today', async () => {
    expect(await out('redrive')).toBe('No message has failed, so there is nothing to put back. ');
    await poison(JSON.stringify({ forceId: 'loamshire', recipientId: 'lead' }));
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-22T10:00:00Z'));
    const asked = await run('redrive');
    expect([asked.exitCode, asked.err]).toEqual([2, expect.stringContaining('1 message')]);
    expect(await revisitJson('redrive --yes', running.stack)).toMatchObject({
      queues: [{ queue: 'outgoing', waiting: 1, putBack: 1 }],
    });
    await running.runner.drain();
    expect(await toLead()).toEqual(['[SIMULATED] By 19 April: Loamshire 2016 six-week response']);
    expect(await out('redrive')).toContain('nothing to put back');
  });

  it('refuses an unknown queue and names the queues that exist', async () => {
    const { exitCode, err } = await run('redrive outgoin --yes');
    expect([exitCode, err.replaceAll(/\s+/gu, ' ')]).toEqual([
      4,
      expect.stringContaining('Choose one of outgoing, mail-events, incoming-mail.'),
    ]);
  });
});

describe('revisit arm', () => {
  it('writes nothing if the table is armed already', async () => {
    expect(await out('arm --yes')).toContain('can already send for stage local');
  });

  it('refuses a time in the future and a word that is not a time', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-22T10:00:00Z'));
    const ahead = await run('arm --sent-since 2016-04-22T10:00:00Z --yes');
    expect(ahead.exitCode).toBe(2);
    expect(ahead.err).toContain('--sent-since');
    expect((await run('arm --sent-since yesterweek --yes')).exitCode).toBe(2);
  });

  it('marks what fell due since a restore as unknown, and sends none of it', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-23T12:00:00Z'));
    const { exitCode, err } = await run('arm --sent-since 2016-03-22T09:00:00Z');
    expect([exitCode, err.replaceAll(/\s+/gu, ' ')]).toEqual([
      2,
      expect.stringContaining('This table cannot know whether they left'),
    ]);
    const document = await revisitJson('arm --sent-since 2016-03-22T09:00:00Z --yes', running.stack);
    expect(z.object({ unknown: z.array(z.string()) }).parse(document).unknown).toContain(request);
    await running.sweepAt('2016-03-23T12:15:00Z');
    expect((await toLead()).filter((subject) => subject.includes('19 April'))).toEqual([]);
    expect(await out('notices --status unknown')).toContain('unknown');
  });
});
