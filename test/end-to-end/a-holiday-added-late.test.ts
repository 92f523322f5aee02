import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { revisit } from '../support/command-line.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

/** Covers failure F12. The admin adds a bank holiday while a round is open. */
describe('a bank holiday announced while a round is open (F12)', () => {
  let running: RunningTestService;

  beforeAll(async () => {
    running = await startTestService();
    await publishLoamshire(running.service);
    // The second sweep settles the follow-up. After it, no sweep looks at the follow-up before the nudge unless somebody
    // asks.
    await running.sweepOn(['2016-03-22', '2016-03-23']);
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-23T10:00:00Z'));
  });
  afterAll(() => running.stop());

  const toLead = async (): Promise<string[]> =>
    (await running.inbox()).filter(({ to }) => to === loamshire.lead).map(({ subject }) => subject);
  const published = async (division: string, days: readonly string[]): Promise<string> => {
    const path = join(running.stack.directory, `${division}.json`);
    const events = days.map((date) => ({ title: 'A bank holiday', date }));
    await writeFile(path, JSON.stringify({ [division]: { division, events } }));
    return path;
  };

  it('shows which dates and emails would move, and changes nothing without a yes', async () => {
    const { exitCode, err } = await revisit('calendar add 2016-04-12 --title Mourning', running.stack);
    expect(exitCode).toBe(2);
    expect(err).toContain('Tue 12 Apr  Mon 11 Apr');
    expect((await running.service.settings.calendar()).holidays.has('2016-04-12')).toBe(false);
  });

  it('moves the nudge at the next sweep once the admin confirms it', async () => {
    const { exitCode } = await revisit('calendar add 2016-04-12 --title Mourning --yes', running.stack);
    expect(exitCode).toBe(0);
    const before = (await toLead()).length;
    await running.sweepOn(['2016-04-11']);
    expect(await toLead()).toHaveLength(before + 1);
    await running.sweepOn(['2016-04-12']);
    expect(await toLead()).toHaveLength(before + 1);
  });

  it('writes nothing when it is added a second time', async () => {
    const { exitCode, out } = await revisit('calendar add 2016-04-12 --title Mourning', running.stack);
    expect([exitCode, out.trim().split('\n').at(-1)]).toEqual([
      0,
      'Nothing had to change, so nothing was written.',
    ]);
  });

  it('is refused, and nothing is written, when its file is for another nation', async () => {
    const path = await published('scotland', ['2031-01-02']);
    const { exitCode, err } = await revisit(`calendar import ${path} --yes`, running.stack);
    expect(exitCode).toBe(2);
    expect(err).toContain('The list is for scotland.');
  });

  it('is recorded in the history with who added it', async () => {
    expect(await running.service.settings.audit()).toMatchObject([
      { by: 'test-admin', action: 'calendar-add', summary: '12 April 2016 is a bank holiday: Mourning.' },
    ]);
  });
});

/** Dates are at most five years ahead, so the clock stands in the years in which the list of bank holidays ends. */
describe('a date past the last known bank holiday (F12)', () => {
  let running: RunningTestService;

  beforeAll(async () => {
    running = await startTestService();
    await publishLoamshire(running.service);
    running.stack.clock.setAsOf(Temporal.Instant.from('2027-03-23T10:00:00Z'));
  });
  afterAll(() => running.stop());

  it('brings a warning when the known holidays end before the furthest open date', async () => {
    const { err, out, exitCode } = await revisit(
      'extend loamshire --milestone revisit --to 2031-03-03 --reason Test --yes',
      running.stack,
    );
    expect([exitCode, err], out).toEqual([0, '']);
    expect((await revisit('calendar list', running.stack)).out.replaceAll('\n', ' ')).toContain(
      'Bank holidays are known only until 31 December 2030, and the furthest date is 3 March 2031',
    );
  });

  it.each([
    'extend loamshire-ncpi-2016-03-08 --milestone revisit --to 2031-04-03 --reason Test --diff',
    'publish loamshire --on 2030-12-02 --prepare',
    'plan --from 2031-01-01 --to 2031-01-31',
    'suspend --from 2016-03-23 --until 2031-03-03 --reason Test --diff',
    'pause loamshire-ncpi-2016-03-08 --from 2016-03-23 --until 2031-03-03 --reason Test --diff',
  ])('brings a warning when "%s" counts dates past the last known holiday', async (line) => {
    const { err, out } = await revisit(line, running.stack);
    expect(err).toBe('');
    expect(out.replaceAll(/\s+/gu, ' ')).toContain('Bank holidays are known only until 31 December 2030');
  });
});
