import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { revisit, revisitJson } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const auditSchema = z.object({
  entries: z.array(z.object({ by: z.string(), action: z.string(), summary: z.string() })),
});

let running: RunningTestService;
let restore: () => Promise<void>;
beforeAll(async () => {
  running = await startTestService();
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-08T09:30:00Z'));
  await run('force import test/support/few-forces.csv');
  await run('owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123"');
  await run('contact add essex --role lead --name "Chief Superintendent Shaw" --email lead@essex.example');
  await run('contact add essex --role liaison --name "Liaison officer" --email liaison@essex.example');
  restore = await running.markPoint();
});
beforeEach(() => restore());
afterAll(() => running.stop());

/** A command that must succeed; what it says. */
async function run(line: string): Promise<string> {
  const { exitCode, out, err } = await revisit(line, running.stack);
  expect([exitCode, err], line).toEqual([0, '']);
  return out;
}

const publish =
  'publish essex --on 2016-03-08 --owner nair --recommendations data/essex-2016-recommendations.csv';

async function subjects(): Promise<string[]> {
  return (await running.inbox()).map(({ to, subject }) => `${to.split('@')[0] ?? ''}: ${subject}`);
}

describe('a report is published', () => {
  test('on the day itself nobody is asked to confirm, because nothing leaves before the next working day', async () => {
    const out = await run(publish);
    expect(out).toContain("Their timescales are illustrative, not the report's.");
    expect(out).toContain(' 8 Sep 2016  revisit');
    expect(out).toContain('Wed 9 Mar 10am   lead, liaison  Essex dates   published 8 Mar +1 wd');
    expect(out).toContain('Recorded as essex-ncpi-2016-03-08.');
    await running.sweepAt('2016-03-08T12:00:00Z');
    expect(await subjects()).toEqual([]);
    await running.sweepAt('2016-03-09T10:00:00Z');
    expect(await subjects()).toEqual([
      'lead: Essex child protection report: your dates',
      'liaison: Essex child protection report: your dates (copy)',
    ]);
  });

  test('twice with the same particulars is no mistake, with others it is', async () => {
    await run(publish);
    expect(await run(publish)).toContain('It was recorded already: nothing was written.');
    const other = await revisit('publish essex --on 2016-03-08', running.stack);
    expect(other.exitCode).toBe(3);
    expect(other.err.replaceAll('\n', ' ')).toContain(
      'already recorded with other particulars. Nothing was written.',
    );
  });

  test('late, what leaves at once is shown and asked about', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-22T11:00:00Z'));
    const unasked = await revisit(publish, running.stack);
    expect(unasked.exitCode).toBe(2);
    expect(unasked.err).toContain('Tue 22 Mar 11am  lead, liaison  Essex 6-week  asks by 19 Apr');
    expect(unasked.err.replaceAll(/\s+/gu, ' ')).toContain('Add --yes to go on.');
    expect(await revisitJson('list', running.stack)).toEqual({ followUps: [] });
    expect(await run(`${publish} --yes`)).toContain('Recorded as essex-ncpi-2016-03-08.');
  });

  test('that is still to come is prepared, moved and confirmed, and nothing leaves before', async () => {
    const early = await revisit('publish essex --on 2016-03-15', running.stack);
    expect(early.exitCode).toBe(2);
    expect(early.err.replaceAll(/\s+/gu, ' ')).toContain(
      '--on: 15 March 2016 is in the future. Add --prepare',
    );

    await run('publish essex --on 2016-03-15 --prepare');
    expect(await run('publish essex --on "17 March 2016" --prepare')).toContain(
      'It takes the place of essex-ncpi-2016-03-15, which is withdrawn.',
    );
    await running.sweepAt('2016-03-18T10:00:00Z');
    expect(await subjects()).toEqual([]);
    expect((await revisit('publish confirm essex', running.stack)).exitCode).toBe(2);

    const slipped = await run('publish confirm essex --on 2016-03-18 --yes');
    expect(slipped).toContain('18 Sep 2016  revisit');
    expect(slipped).toContain('Recorded as essex-ncpi-2016-03-18.');
    await running.sweepAt('2016-03-21T10:00:00Z');
    expect(await subjects()).toHaveLength(2);
    expect(await run('publish confirm essex')).toContain('It was recorded already: nothing was written.');
    const never = await revisit('publish confirm essex --on 2016-03-17', running.stack);
    expect([never.exitCode, never.err]).toEqual([
      3,
      expect.stringContaining('Only a prepared publication can be'),
    ]);
  });

  test('is prepared in as many steps as it takes, and a slipped day loses nothing of it', async () => {
    await run('publish essex --on 2016-03-15 --prepare');
    expect(
      await run(
        'publish essex --on 2016-03-15 --prepare --recommendations data/essex-2016-recommendations.csv',
      ),
    ).toContain('essex-ncpi-2016-03-15 is brought up to date');
    const early = await revisit('publish confirm essex --yes', running.stack);
    expect([early.exitCode, early.err.replaceAll(/\s+/gu, ' ')]).toEqual([
      2,
      expect.stringContaining('You can confirm it from that day on'),
    ]);
    expect(await run('publish essex --on 2016-03-17 --prepare')).toMatch(/ 5\s+recommendations\./u);
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-17T11:00:00Z'));
    const direct = await revisit('publish essex --on 2016-03-17', running.stack);
    expect([direct.exitCode, direct.err]).toEqual([
      3,
      expect.stringMatching(/revisit\s+publish confirm essex/u),
    ]);
    await run('publish confirm essex --yes');
    // What was prepared for the day that slipped is no revisit that was due.
    expect(await run('year --from 2016-04-01 --to 2017-03-31')).toMatch(/Revisits due +1\n/u);
    const { recommendations } = await running.service.followUps.load('essex-ncpi-2016-03-17');
    expect(recommendations).toHaveLength(5);
  });

  test('by a force that nobody can be written to says so', async () => {
    expect((await run('publish kent --on 2016-03-08')).replaceAll(/\s+/gu, ' ')).toContain(
      'Nobody at Kent can be written to: revisit contact add kent --role lead',
    );
  });
});

describe('the revisit', () => {
  beforeEach(async () => {
    await run(publish);
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-07-18T09:00:00Z'));
  });

  test('booked twice for the same days is booked once', async () => {
    await run('visit book essex --first 2016-09-05');
    await run('visit book essex --first 2016-09-05');
    const { followUp } = await running.service.followUps.load('essex-ncpi-2016-03-08');
    expect(followUp.visits).toHaveLength(1);
  });

  test('is booked, moved with its reason, announced by a person and held', async () => {
    expect(await run('visit book essex --first 2016-09-05 --last 2016-09-08')).toContain(
      'Essex: revisit booked for 5-8 Sep 2016 (in time).',
    );
    expect((await revisit('visit book essex --first 2016-09-06', running.stack)).exitCode).toBe(3);
    expect(
      await run('visit move essex --first 2016-09-12 --last 2016-09-15 --reason "Lead inspector ill"'),
    ).toContain('Essex: revisit moved to 12-15 Sep 2016 (4 days late).');
    expect(await run('list')).toContain('12-15 Sep 2016  booked, 4 days late');

    const asked = await revisit('visit announce essex', running.stack);
    expect([asked.exitCode, asked.err]).toEqual([
      2,
      expect.stringContaining('lead, liaison  Essex visit announced'),
    ]);
    await run('visit announce essex --yes');
    expect(await run('visit announce essex')).toContain('announced already. Nothing leaves again.');
    await running.sweepAt('2016-07-18T10:00:00Z');
    expect(await subjects()).toContain('lead: Essex revisit: 12 to 15 September 2016');

    running.stack.clock.setAsOf(Temporal.Instant.from('2016-09-16T09:00:00Z'));
    expect(await run('visit done essex --first 2016-09-12 --last 2016-09-14')).toBe(
      'Essex: revisit held 12-14 Sep 2016: 4 days late.\n',
    );
    await run('visit report essex --on 2016-09-15');
    const { entries } = auditSchema.parse(await revisitJson('audit essex', running.stack));
    expect(entries).toContainEqual({
      by: 'test-admin',
      action: 'visit-move',
      summary:
        'The revisit moved to 12 to 15 September 2016. Before, it was booked for 5 to 8 September 2016. Reason: Lead inspector ill',
    });
  });

  test('that is booked is in no email before it is announced', async () => {
    await run('visit book essex --first 2016-09-05 --last 2016-09-08');
    await running.sweepOn(['2016-07-18', '2016-07-19', '2016-08-04', '2016-08-12']);
    for (const { subject, text } of await running.inbox()) {
      expect(`${subject}\n${text}`).not.toMatch(/5 (to 8 )?September|8 September 2016.*visit/u);
    }
  });

  test('has no report from before it', async () => {
    await run('visit book essex --first 2016-09-05');
    const early = await revisit('visit report essex --on 2016-07-01', running.stack);
    expect([early.exitCode, early.err.replaceAll(/\s+/gu, ' ')]).toEqual([
      2,
      expect.stringContaining('so its report cannot be older'),
    ]);
  });

  test('known to the month stays a month, until its days are known', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-11-01T09:00:00Z'));
    expect(await run('visit done essex --month "September 2016"')).toBe(
      'Essex: revisit held Sep 2016: cannot tell.\n',
    );
    await run('visit done essex --first 2016-09-19 --last 2016-09-20');
    expect(await run('list')).toContain('19-20 Sep 2016  held 11 days late');
  });

  test('is not changed by what cannot be, and every refusal says why', async () => {
    for (const [line, problem] of [
      [
        'visit book essex --first 2016-09-08 --last 2016-09-05',
        '--last: The last day is before the first day',
      ],
      ['visit book essex --first 2016-07-01', '--first: 1 July 2016 is in the past.'],
      ['visit done essex --first 2016-09-05', '--first: 5 September 2016 is in the future'],
      ['visit done essex', '--first: Give --first and --last, or only --month'],
      ['visit move essex --first 2016-09-05 --reason x', 'No visit is booked for essex-ncpi-2016-03-08.'],
      ['visit announce essex', 'No visit is booked for essex-ncpi-2016-03-08.'],
    ] as const) {
      const { err, exitCode } = await revisit(line, running.stack);
      expect(exitCode, line).toBeGreaterThan(1);
      expect(err.replaceAll(/\s+/gu, ' ')).toContain(problem);
    }
    expect(await run('audit essex')).not.toContain('visit-');
  });
});
