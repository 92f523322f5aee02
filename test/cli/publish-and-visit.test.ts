import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

/** Runs a command that must succeed. Returns what it prints. */
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

describe('revisit publish', () => {
  it('needs no --yes on the publication day, because no email leaves before the next working day', async () => {
    const out = await run(publish);
    expect(out.replaceAll(/\s+/gu, ' ')).toContain(
      'Their timescales are illustrative and do not come from the report.',
    );
    expect(out).toContain(' 8 Sep 2016  revisit');
    expect(out).toContain('Wed 9 Mar 10am   lead, liaison  Essex dates   published 8 Mar +1 wd');
    expect(out).toContain('Recorded as essex-ncpi-2016-03-08.');
    await running.sweepAt('2016-03-08T12:00:00Z');
    expect(await subjects()).toEqual([]);
    await running.sweepAt('2016-03-09T10:00:00Z');
    expect(await subjects()).toEqual([
      'lead: Essex 2016 child protection report: your dates',
      'liaison: Essex 2016 child protection report: your dates (copy)',
    ]);
  });

  it('succeeds twice with the same details, and is refused with other details', async () => {
    await run(publish);
    expect(await run(publish)).toContain('This was recorded before. Nothing was written.');
    const other = await revisit('publish essex --on 2016-03-08', running.stack);
    expect(other.exitCode).toBe(3);
    expect(other.err.replaceAll('\n', ' ')).toContain(
      'already recorded with other particulars. Nothing was written.',
    );
  });

  it('needs --yes for a late report, and shows the emails that leave at once', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-22T11:00:00Z'));
    const unasked = await revisit(publish, running.stack);
    expect(unasked.exitCode).toBe(2);
    expect(unasked.err).toContain('Tue 22 Mar 11am  lead, liaison  Essex 6-week  asks by 19 Apr');
    expect(unasked.err.replaceAll(/\s+/gu, ' ')).toContain('Add --yes to agree.');
    expect(await revisitJson('list', running.stack)).toEqual({ followUps: [] });
    expect(await run(`${publish} --yes`)).toContain('Recorded as essex-ncpi-2016-03-08.');
  });

  it('prepares, moves and confirms a future report, and no email leaves before', async () => {
    const early = await revisit('publish essex --on 2016-03-15', running.stack);
    expect(early.exitCode).toBe(2);
    expect(early.err.replaceAll(/\s+/gu, ' ')).toContain(
      '--on: 15 March 2016 is in the future. Add --prepare',
    );

    await run('publish essex --on 2016-03-15 --prepare');
    expect(await run('publish essex --on "17 March 2016" --prepare')).toContain(
      'It replaces essex-ncpi-2016-03-15, which is withdrawn.',
    );
    await running.sweepAt('2016-03-18T10:00:00Z');
    expect(await subjects()).toEqual([]);
    expect((await revisit('publish confirm essex', running.stack)).exitCode).toBe(2);

    const slipped = await run('publish confirm essex --on 2016-03-18 --yes');
    expect(slipped).toContain('18 Sep 2016  revisit');
    expect(slipped).toContain('Recorded as essex-ncpi-2016-03-18.');
    await running.sweepAt('2016-03-21T10:00:00Z');
    expect(await subjects()).toHaveLength(2);
    expect(await run('publish confirm essex')).toContain('This was recorded before. Nothing was written.');
    const never = await revisit('publish confirm essex --on 2016-03-17', running.stack);
    expect([never.exitCode, never.err]).toEqual([
      3,
      expect.stringContaining('Only a prepared publication can be'),
    ]);
  });

  it('prepares a report in several steps, and keeps everything if the day changes', async () => {
    await run('publish essex --on 2016-03-15 --prepare');
    expect(
      await run(
        'publish essex --on 2016-03-15 --prepare --recommendations data/essex-2016-recommendations.csv',
      ),
    ).toContain('essex-ncpi-2016-03-15 is up to date');
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
    // The report that was prepared for the first day does not count as a revisit that was due.
    expect(await run('year --from 2016-04-01 --to 2017-03-31')).toMatch(/Revisits due +1\n/u);
    const { recommendations } = await running.service.followUps.load('essex-ncpi-2016-03-17');
    expect(recommendations).toHaveLength(5);
  });

  it('says if the force has nobody to write to', async () => {
    expect((await run('publish kent --on 2016-03-08')).replaceAll(/\s+/gu, ' ')).toContain(
      'Nobody at Kent can be written to. Before the first email, add a contact with revisit contact add kent --role <role> --name <name> --email <address>.',
    );
  });
});

describe('a revisit on the command line', () => {
  beforeEach(async () => {
    await run(publish);
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-07-18T09:00:00Z'));
  });

  it('is booked once if it is booked twice for the same days', async () => {
    await run('visit book essex --first 2016-09-05');
    await run('visit book essex --first 2016-09-05');
    const { followUp } = await running.service.followUps.load('essex-ncpi-2016-03-08');
    expect(followUp.visits).toHaveLength(1);
  });

  it('can be booked, moved with a reason, announced and recorded as held', async () => {
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
    expect(await run('visit announce essex')).toContain('already announced. No email leaves again.');
    await running.sweepAt('2016-07-18T10:00:00Z');
    expect(await subjects()).toContain('lead: Essex 2016 revisit: 12 to 15 September 2016');

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

  it('appears in no email before it is announced', async () => {
    await run('visit book essex --first 2016-09-05 --last 2016-09-08');
    await running.sweepOn(['2016-07-18', '2016-07-19', '2016-08-04', '2016-08-12']);
    for (const { subject, text } of await running.inbox()) {
      expect(`${subject}\n${text}`).not.toMatch(/5 (to 8 )?September|8 September 2016.*visit/u);
    }
  });

  it('cannot have a report from before the visit', async () => {
    await run('visit book essex --first 2016-09-05');
    const early = await revisit('visit report essex --on 2016-07-01', running.stack);
    expect([early.exitCode, early.err.replaceAll(/\s+/gu, ' ')]).toEqual([
      2,
      expect.stringContaining('so its report cannot be older'),
    ]);
  });

  it('can be recorded as held in a month, and later with its days', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-11-01T09:00:00Z'));
    expect(await run('visit done essex --month "September 2016"')).toBe(
      'Essex: revisit held Sep 2016: cannot tell.\n',
    );
    await run('visit done essex --first 2016-09-19 --last 2016-09-20');
    expect(await run('list')).toContain('19-20 Sep 2016  held 11 days late');
  });

  it('is not changed by impossible dates, and each error says why', async () => {
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
