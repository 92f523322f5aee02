import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { argvOf, revisit, revisitJson, revisitTyping } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const FIRST = 'essex-ncpi-2016-03-01';
const SECOND = 'essex-ncpi-2016-03-08';
const OLD = 'essex-ncpi-2014-05-01';
const [DOWN, ENTER, ESCAPE] = ['\u001b[B', '\r', '\u001b'];

let running: RunningTestService;
let restore: () => Promise<void>;
beforeAll(async () => {
  running = await startTestService();
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-09T09:30:00Z'));
  await run('force import test/support/few-forces.csv');
  await run('owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123"');
  restore = await running.markPoint();
});
beforeEach(() => restore());
afterAll(() => running.stop());

async function run(line: string): Promise<string> {
  const { exitCode, out, err } = await revisit(line, running.stack);
  expect([exitCode, err], line).toEqual([0, '']);
  return out.replaceAll(/\s+/gu, ' ');
}

async function publish(...days: readonly string[]): Promise<void> {
  for (const on of days) await revisitJson(`publish essex --on ${on} --yes`, running.stack);
}

const documentSchema = z.object({ id: z.string() });

/** Returns the ids of the follow-ups that have a booked visit. */
async function booked(): Promise<string[]> {
  const all = await running.service.followUps.ofBody('essex');
  return all.filter(({ visits }) => visits.length > 0).map(({ id }) => id);
}

const BOOK = 'visit book essex --first 2016-09-05';

describe('the name of a force with two reports of one year', () => {
  beforeEach(() => publish('2016-03-01', '2016-03-08'));

  it('changes nothing without a terminal, and the error lists the commands to run', async () => {
    const { exitCode, err } = await revisit(
      'visit book essex --last 2016-09-08 --first 2016-09-05',
      running.stack,
    );
    expect(exitCode).toBe(2);
    expect(err).toContain('Nothing was done.');
    const commands = err
      .split('\n')
      .flatMap((line) => /^ {2}> revisit (?<line>.*)$/u.exec(line)?.groups?.['line'] ?? []);
    expect(commands).toEqual([
      `visit book ${SECOND} --first 2016-09-05 --last 2016-09-08`,
      `visit book ${FIRST} --first 2016-09-05 --last 2016-09-08`,
    ]);
    expect(await booked()).toEqual([]);
    for (const command of commands) await run(command);
    expect(await booked()).toEqual([SECOND, FIRST]);
  });

  it('changes nothing with --yes on a terminal, and the error lists the commands to run (F36)', async () => {
    const { exitCode, err } = await revisitTyping('pause essex --reason "A flood" --yes', running.stack, [
      ENTER,
    ]);
    expect(exitCode).toBe(2);
    expect(err).toContain(`> revisit pause ${FIRST} --reason "A flood" --yes\n`);
    expect((await running.service.followUps.find(FIRST))?.pauses).toEqual([]);
  });

  it('gives a program the commands to run in the JSON of the error', async () => {
    const { err } = await revisit(`${BOOK} --json`, running.stack);
    expect(JSON.parse(err)).toMatchObject({
      code: 'ambiguous',
      field: 'followUp',
      commands: [
        `revisit visit book ${SECOND} --first 2016-09-05 --json`,
        `revisit visit book ${FIRST} --first 2016-09-05 --json`,
      ],
    });
  });

  it('asks on a terminal which report is meant', async () => {
    const { exitCode, err } = await revisitTyping(BOOK, running.stack, [DOWN, ENTER]);
    expect(exitCode).toBe(0);
    expect(err).toContain('Which one do you mean?');
    expect(err).toContain('report of 1 March 2016, open');
    expect(await booked()).toEqual([FIRST]);
  });

  it('changes nothing on a terminal if no report is chosen', async () => {
    const { exitCode, err } = await revisitTyping(BOOK, running.stack, [ESCAPE]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('you did not choose a report')]);
    expect(await booked()).toEqual([]);
  });

  it('is not asked about before the rest of the command is right', async () => {
    const { exitCode, err } = await revisitTyping('visit book essex --first tomorrow-ish', running.stack, [
      ENTER,
    ]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('--first')]);
    expect(err).not.toContain('Which one');
  });

  it.each(['show essex', 'returns essex', 'notices essex', 'audit essex', 'resend essex', 'release essex'])(
    'is not guessed by any command: revisit %s',
    async (line) => {
      const { exitCode, err } = await revisit(line, running.stack);
      expect(exitCode).toBe(2);
      expect(err).toContain(`> revisit ${line.replace('essex', FIRST)}\n`);
    },
  );

  it('leaves the exact ids of notices and imports as they are', async () => {
    const { err } = await revisit(`resend ${FIRST}/six-week-response/2016-04-12/request/lead`, running.stack);
    expect(err).toContain('There is no notice');
    expect(argvOf(err)).not.toContain('be');
  });
});

describe('the name of a force with reports of two years', () => {
  beforeEach(() => publish('2014-05-01', '2016-03-08'));

  it.each([
    ['essex-2014', OLD],
    ['"Essex Police 2014"', OLD],
    ['essex-ncpi-2016', SECOND],
    [SECOND.toUpperCase(), SECOND],
  ])('can have the year or the programme: %s', async (written, id) => {
    expect(
      documentSchema.parse(await revisitJson(`visit book ${written} --first 2016-09-05`, running.stack)).id,
    ).toBe(id);
  });

  it('has the year in the commands of the desk, so that the reports can be told apart', async () => {
    const { out } = await revisit('', running.stack);
    expect(out).toMatch(/^ {2}Essex 2014 {2}/mu);
    expect(out).toContain('> revisit visit book essex-2014 --first <date>');
  });

  it('means the open report, and a command that changes something names that report before it asks for a yes (F36)', async () => {
    await run(`withdraw essex-2014 --reason "Too old" --yes`);
    const said =
      '"essex" means the report of 8 March 2016 (essex-ncpi-2016-03-08). The report of 1 May 2014 is withdrawn.';
    const refused = await revisit('withdraw essex --reason "Mistake"', running.stack);
    const text = refused.err.replaceAll(/\s+/gu, ' ');
    expect(refused.exitCode).toBe(2);
    expect(text.indexOf(said)).toBe(0);
    expect(text.indexOf('This command asks before it goes on')).toBeGreaterThan(0);
    const bookedVisit = await revisit(BOOK, running.stack);
    expect([bookedVisit.exitCode, bookedVisit.err.replaceAll(/\s+/gu, ' ').trim()]).toEqual([0, said]);
  });

  it('gets no extra message in a command that only reads, or as an exact id', async () => {
    await run(`withdraw essex-2014 --reason "Too old" --yes`);
    await run('show essex');
    await run(`visit book ${SECOND} --first 2016-09-05`);
  });

  it('ignores a publication that was prepared for another day', async () => {
    await run(`withdraw essex-2014 --reason "Too old" --yes`);
    await restore();
    await revisitJson('publish essex --on 2016-03-20 --prepare', running.stack);
    await revisitJson('publish essex --on 2016-03-21 --prepare', running.stack);
    await run('owner assign essex nair');
  });
});

describe('the shortest name of a follow-up', () => {
  it('is the force in what a command prints, if only one report runs', async () => {
    await publish('2016-03-08');
    expect(await run(BOOK)).toContain('before revisit visit announce essex.');
  });

  it('has the year in what a command prints, if another report runs', async () => {
    await publish('2014-05-01', '2016-03-08');
    expect(await run('visit book essex-2016 --first 2016-09-05')).toContain(
      'before revisit visit announce essex-2016.',
    );
  });
});
