import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { revisit, revisitJson } from '../support/command-line.ts';
import { publishLoamshire } from '../support/loamshire.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const deskSchema = z.object({
  health: z.object({ armed: z.boolean(), sweepOk: z.boolean(), emailProblems: z.int() }),
  toDo: z.array(z.object({ kind: z.string(), force: z.string(), says: z.string(), command: z.string() })),
  waiting: z.array(z.object({ force: z.string(), daysLate: z.int(), ringOn: z.string() })),
});

let running: RunningTestService;
beforeAll(async () => {
  running = await startTestService();
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-08T09:30:00Z'));
  await publishLoamshire(running.service);
  await running.sweepOn(['2016-03-09', '2016-03-22', '2016-04-12']);
});
afterAll(() => running.stop());

async function deskOn(day: string): Promise<z.output<typeof deskSchema>> {
  return deskSchema.parse(await revisitJson(`--as-of ${day}`, running.stack));
}

describe('the desk, which lists what the admin has to do today,', () => {
  it('shows each task with the command that does it, in 80 columns', async () => {
    const { out, exitCode } = await revisit('--as-of 2016-09-15', running.stack);
    expect(exitCode).toBe(0);
    expect(out).toContain(
      'Revisit (local)                                 Thursday 15 September 2016, 10am\n',
    );
    expect(out).toContain('Loamshire (SIMULATED)  Revisit 7 days late, not booked');
    expect(out).toContain('> revisit visit book loamshire --first <date>');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('lists a force as waiting until it is time to ring, and then as a task', async () => {
    expect((await deskOn('2016-04-15')).waiting).toEqual([
      { force: 'loamshire', daysLate: -4, ringOn: '2016-05-04' },
    ]);
    const late = await deskOn('2016-05-04');
    expect(late.waiting[0]?.daysLate).toBe(15);
    expect(late.toDo.map(({ kind }) => kind)).toContain('ring');
  });

  it('says if the scheduled run is overdue', async () => {
    expect((await deskOn('2016-04-12T10:10')).health.sweepOk).toBe(true);
    expect((await deskOn('2016-04-12T12:00')).health.sweepOk).toBe(false);
  });

  it('keeps an unusual name from outside on its own line', async () => {
    const { followUps } = running.service;
    const { followUp, rounds } = await followUps.load('loamshire-ncpi-2016-03-08');
    const at = Temporal.Instant.from('2016-04-12T10:00:00Z');
    await followUps.change({
      before: followUp,
      rounds: [
        {
          ...(rounds.find(({ id }) => id === 'six-week-response') ?? {
            returns: [],
            savedAnswers: [],
            version: 0,
          }),
          id: 'six-week-response',
          handoversAsked: [{ id: 'handover-1', toName: 'Reed¶Vale', askedAt: at }],
        },
      ],
      audit: { at, by: 'test', action: 'test', summary: 'Asked to hand over.' },
    });
    const { out } = await revisit('--as-of 2016-04-13', running.stack);
    expect(out).toMatch(/^ {2}Loamshire \(SIMULATED\) {2}Six-week response: may Reed¶Vale/mu);
    expect(out).toMatch(/^ +> revisit handover list loamshire$/mu);
  });

  it('can show only the tasks of one owner', async () => {
    const { toDo } = deskSchema.parse(await revisitJson('--owner okafor --as-of 2016-09-15', running.stack));
    expect(toDo).toEqual([]);
    const unknown = await revisit('--owner nairr', running.stack);
    expect([unknown.exitCode, unknown.err]).toEqual([4, expect.stringContaining('Did you mean p-nair?')]);
  });
});

describe('the commands that show sent and planned emails', () => {
  it('say in revisit notices that a mail system accepted an email, never that it was delivered to a person', async () => {
    const { out } = await revisit('notices loamshire', running.stack);
    expect(out).toContain('22 Mar 2016 10am  lead     6-week, request  accepted by their mail system');
    expect(out).not.toMatch(/\btold\b|delivered to/u);
  });

  it('count in revisit notices --summary the due, sent, accepted and chased requests', async () => {
    const { out } = await revisit('notices --summary', running.stack);
    expect(out).toMatch(/Loamshire +6-week +19 Apr 2016 +22 Mar 2016 +22 Mar 2016 +1x +-/u);
  });

  it('show in revisit plan the emails to come, and send none', async () => {
    const { out } = await revisit('plan --as-of 2016-04-12T10:30 --to 2016-05-04', running.stack);
    expect(out).toContain('Fri 22 Apr 10am  lead, deputy, liaison');
    expect(out).toContain('due 19 Apr +3 wd');
    expect(out).toMatch(/Wed 4 May +P\. Nair +ring Loamshire/u);
    expect(out).toMatch(/7 emails to 4 people\. Nobody else gets an email\.\n$/u);
    expect((await running.inbox()).some(({ subject }) => subject.includes('can we help'))).toBe(false);
  });

  it('refuse in revisit plan a period that ends before it begins', async () => {
    const { exitCode, err } = await revisit('plan --from 2016-05-01 --to 2016-04-01', running.stack);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('--to:')]);
  });

  it('show in revisit show the view of the force and ours separately, and what comes next', async () => {
    const { out } = await revisit('show loamshire --as-of 2016-04-12T10:30', running.stack);
    expect(out).toContain('REC  TIMESCALE    BY          FORCE SAYS  WE SAY  FORCE EXPECTS');
    expect(out).toContain('asked 22 Mar, chased 1x');
    expect(out).toContain('Next, if nobody does anything');
  });

  it('sum up in revisit brief what was asked, chased and judged', async () => {
    const { out } = await revisit('brief loamshire --as-of 2016-04-15', running.stack);
    expect(out).toContain('We said      revisit by 8 September 2016. 146 days left. Not booked\n');
    expect(out).toContain('We asked     22 Mar six-week response: not received, due 19 Apr\n');
    expect(out).toContain("We chased    12 Apr 10am, accepted by Loamshire's mail system\n");
    expect(out).toContain('We judged    0 of 2 closed\n');
  });

  it('count in revisit year against original dates, and mark simulated figures', async () => {
    const { out } = await revisit('year --from 2016-04-01 --to 2017-03-31 --as-of 2016-10-01', running.stack);
    expect(out).toMatch(/Revisits due +1\n +in time +0 +0%\n +late +0 +0%\n +not held +1 +100% +--not-held/u);
    expect(out).toContain('1 of them is SIMULATED.');
  });
});
