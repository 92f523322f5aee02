import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { lockHome } from '../../local/home-lock.ts';
import { revisit, revisitAgreed, type CommandRun } from '../support/command-line.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const problemSchema = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  exitCode: z.int(),
});

let running: RunningTestService;
let restore: () => Promise<void>;
beforeAll(async () => {
  running = await startTestService();
  await publishLoamshire(running.service);
  running.stack.sesDoor.setBehaviour(loamshire.lead, 'reject');
  await running.sweepAt('2016-03-22T10:00:00Z');
  restore = await running.markPoint();
});
beforeEach(() => restore());
afterAll(() => running.stop());

/** Runs a command that must succeed. */
async function run(line: string): Promise<void> {
  const { exitCode, err } = await revisit(line, running.stack);
  expect([exitCode, err], line).toEqual([0, '']);
}

/** The last document on stderr: a question on the terminal can stand before it. */
function problemOf({ err }: CommandRun): z.output<typeof problemSchema> {
  return problemSchema.parse(JSON.parse(err.slice(err.lastIndexOf('\n{\n') + 1)));
}

const request = `${loamshire.followUpId}/six-week-response/2016-04-19/request/lead`;

describe('the title of a conflict', () => {
  test.each([
    {
      what: 'a visit is booked for other days',
      before: ['visit book loamshire --first 2016-09-05'],
      line: 'visit book loamshire --first 2016-09-06',
      title: 'This is recorded already',
      detail: /is booked for 5 September 2016/u,
    },
    {
      what: 'a recommendation is closed with another date',
      before: ['close-recommendation loamshire 1 --on 2016-03-21 --yes'],
      line: 'close-recommendation loamshire 1 --on 2016-03-22 --yes',
      title: 'This is recorded already',
      detail: /Recommendation 1 has been closed since 21 March 2016/u,
    },
    {
      what: 'an email was asked for again before',
      before: [`resend ${request} --yes`],
      line: `resend ${request} --yes`,
      title: 'This was done already',
      detail: /again/u,
    },
    {
      what: 'a follow-up is withdrawn',
      before: ['withdraw loamshire --reason "Recorded twice" --yes'],
      line: `extend ${loamshire.followUpId} --to 2016-05-03 --reason "New lead" --yes`,
      title: 'The current state does not allow this',
      detail: /is withdrawn/u,
    },
    {
      what: 'a visit is booked for a follow-up that has not begun',
      before: ['publish loamshire --on 2016-04-01 --prepare --title "Second report"'],
      line: 'visit book loamshire-ncpi-2016-04-01 --first 2016-09-05',
      title: 'The current state does not allow this',
      detail: /is prepared/u,
    },
    {
      what: 'a follow-up would have nobody responsible',
      before: ['owner remove p-nair --yes'],
      line: 'owner remove r-okafor --yes',
      title: 'A follow-up still needs this',
      detail: /Nobody would be responsible/u,
    },
  ])('says "$title" when $what', async ({ before, line, title, detail }) => {
    for (const earlier of before) await run(earlier);
    const refused = problemOf(await revisit(`${line} --json`, running.stack));
    expect(refused).toMatchObject({ code: 'conflict', title, exitCode: 3 });
    expect(refused.detail).toMatch(detail);
  });

  test('says that someone else was faster when the follow-up changes before the admin says yes', async () => {
    const line = 'withdraw loamshire --reason "Recorded twice" --json';
    const refused = problemOf(
      await revisitAgreed(line, running.stack, () => run('visit book loamshire --first 2016-09-05')),
    );
    expect(refused).toEqual({
      code: 'conflict',
      title: 'Someone else changed this at the same time',
      detail: `Someone else changed the follow-up ${loamshire.followUpId} at the same time. Nothing was written. Look at it and try again.`,
      exitCode: 3,
    });
    const stored = await running.service.followUps.find(loamshire.followUpId);
    expect([stored?.state, stored?.visits.length]).toEqual(['open', 1]);
    // Trying again helps: the second time it reads what the other admin wrote.
    await run(`${line} --yes`);
  });

  test('says that another process uses the folder when a reset meets a running service', async () => {
    const home = running.stack.directory;
    await writeFile(join(home, 'ports.json'), '{}');
    const lock = lockHome(home);
    try {
      const refused = problemOf(
        await revisit('local reset --yes --json', { environment: { REVISIT_HOME: home } }),
      );
      expect(refused).toMatchObject({
        code: 'conflict',
        title: 'Another process is using this',
        exitCode: 3,
      });
    } finally {
      lock.release();
    }
  });
});
