import { ncpi } from '../builders/ncpi.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { planPublication, publishReport } from '../../shared/use-cases/publication/publish-report.ts';
import { revisit, revisitJson } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const publicationSchema = z.object({
  followUp: z.string(),
  state: z.string(),
  publishedOn: z.string(),
  recommendations: z.int(),
  outcome: z.string(),
});

let running: RunningTestService;
let restore: () => Promise<void>;
beforeAll(async () => {
  running = await startTestService();
  setDay('2016-03-08');
  await run('force import test/support/few-forces.csv');
  await run('owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123"');
  await run('contact add essex --role lead --name "Chief Superintendent Shaw" --email lead@essex.example');
  restore = await running.markPoint();
});
beforeEach(() => restore());
afterAll(() => running.stop());

function setDay(day: string): void {
  running.stack.clock.setAsOf(Temporal.Instant.from(`${day}T09:30:00Z`));
}

async function run(line: string): Promise<string> {
  const { exitCode, out, err } = await revisit(line, running.stack);
  expect([exitCode, err], line).toEqual([0, '']);
  return out.replaceAll(/\s+/gu, ' ');
}

/** Runs a command that must be refused. Returns its exit code and its message. */
async function refusal(line: string): Promise<[number, string]> {
  const { exitCode, err } = await revisit(line, running.stack);
  return [exitCode, err.replaceAll(/\s+/gu, ' ')];
}

async function publication(line: string): Promise<z.output<typeof publicationSchema>> {
  return publicationSchema.parse(await revisitJson(line, running.stack));
}

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(running.stack.directory, name);
  await writeFile(path, content);
  return path;
}

/** Returns the state of each follow-up of a force, by its publication day. */
async function states(body = 'essex'): Promise<Record<string, string>> {
  const stored = await running.service.followUps.ofBody(body);
  return Object.fromEntries(stored.map(({ publishedOn, state }) => [publishedOn.toString(), state]));
}

describe('a prepared publication whose day changes', () => {
  it('goes back to its first day if the day is changed back, and the command says so (F36)', async () => {
    await run(
      'publish essex --on 2016-03-10 --prepare --recommendations data/essex-2016-recommendations.csv',
    );
    await run('publish essex --on 2016-03-14 --prepare --owner nair');
    const back = await publication('publish essex --on 2016-03-10 --prepare');
    expect(back).toMatchObject({
      followUp: 'essex-ncpi-2016-03-10',
      state: 'prepared',
      outcome: 'prepared-again',
      recommendations: 5,
    });
    expect(await states()).toEqual({ '2016-03-10': 'prepared', '2016-03-14': 'withdrawn' });
    const { followUp, recommendations } = await running.service.followUps.load(back.followUp);
    expect([followUp.ownerId, recommendations.length]).toEqual(['priya-nair', 5]);

    setDay('2016-03-10');
    expect(await run('publish confirm essex --yes')).toContain('Recorded as essex-ncpi-2016-03-10.');
    expect(await states()).toEqual({ '2016-03-10': 'open', '2016-03-14': 'withdrawn' });
  });

  it.each(['publish essex --on 2016-03-10', 'publish confirm essex --on 2016-03-10 --yes'])(
    'can still be published on its first day after the day was changed, with: %s (F36)',
    async (line) => {
      await run('publish essex --on 2016-03-10 --prepare');
      await run('publish essex --on 2016-03-14 --prepare');
      setDay('2016-03-10');
      expect(await run(line)).toContain('Recorded as essex-ncpi-2016-03-10.');
      expect(await states()).toEqual({ '2016-03-10': 'open', '2016-03-14': 'withdrawn' });
    },
  );

  it('loses the recommendations that a new file no longer lists (F36)', async () => {
    await run(
      'publish essex --on 2016-03-10 --prepare --recommendations data/essex-2016-recommendations.csv',
    );
    const file = await fileOf('two.csv', 'number,title\n1,One\n2,Two\n');
    const updated = await publication(`publish essex --on 2016-03-10 --prepare --recommendations ${file}`);
    expect(updated).toMatchObject({ outcome: 'updated', recommendations: 2 });
    const { recommendations } = await running.service.followUps.load(updated.followUp);
    expect(recommendations.map(({ title }) => title)).toEqual(['One', 'Two']);
  });

  it('is updated if only its title changed (F36)', async () => {
    await run('publish essex --on 2016-03-10 --prepare');
    await run('publish essex --on 2016-03-10 --prepare --title "Another title"');
    const { followUp } = await running.service.followUps.load('essex-ncpi-2016-03-10');
    expect(followUp.reportTitle).toBe('Another title');
  });

  it('does not move at all if someone else changes it at the same time (F36)', async () => {
    await run('publish essex --on 2016-03-10 --prepare');
    const { service } = running;
    const planned = await planPublication(service, {
      body: 'essex',
      publishedOn: Temporal.PlainDate.from('2016-03-14'),
      programme: ncpi,
      recommendations: [],
      prepare: true,
      reopen: false,
    });
    await run('owner assign essex nair');
    await expect(publishReport(service, { planned, by: 'test' })).rejects.toThrow(/Nothing was written/u);
    expect(await states()).toEqual({ '2016-03-10': 'prepared' });
  });
});

describe('a publication that is already recorded', () => {
  it('is refused if it was withdrawn, and the error says how to reopen it (F36)', async () => {
    await run('publish essex --on 2016-03-08');
    await run('withdraw essex --reason "Recorded twice" --yes');
    const [exitCode, says] = await refusal('publish essex --on 2016-03-08');
    expect(exitCode).toBe(3);
    expect(says).toContain('essex-ncpi-2016-03-08 was withdrawn on 8 March 2016: Recorded twice.');
    expect(says).toContain('--reopen');
    expect(await states()).toEqual({ '2016-03-08': 'withdrawn' });
  });

  it('is reopened with --reopen if it was withdrawn, and the audit record says so (F36)', async () => {
    await run('publish essex --on 2016-03-08');
    await run('withdraw essex --reason "Recorded twice" --yes');
    setDay('2016-03-22');
    const [unasked] = await refusal('publish essex --on 2016-03-08 --reopen');
    expect(unasked).toBe(2);
    expect(await states()).toEqual({ '2016-03-08': 'withdrawn' });
    const again = await publication('publish essex --on 2016-03-08 --reopen --yes');
    expect(again).toMatchObject({ state: 'open', outcome: 'reopened' });
    const stored = await running.service.followUps.find(again.followUp);
    expect(stored).toMatchObject({ state: 'open' });
    expect(stored?.withdrawal).toBeUndefined();
    expect(stored?.releasedAt?.toString()).toMatch(/^2016-03-22T/u);
    expect(await run('audit essex')).toContain(
      'Published on 8 March 2016 again. It was withdrawn on 8 March 2016 (Recorded twice).',
    );
  });

  it('is prepared again with the newest recommendations if it was withdrawn before publication (F36)', async () => {
    const [three, two] = [
      await fileOf('three.csv', 'number,title\n1,One\n2,Two\n3,Three\n'),
      await fileOf('two.csv', 'number,title\n1,One\n2,Other\n'),
    ];
    await run(`publish essex --on 2016-03-10 --prepare --recommendations ${three}`);
    await run('withdraw essex --reason "Wrong day" --yes');
    await run(`publish essex --on 2016-03-14 --prepare --recommendations ${two}`);
    const again = await publication('publish essex --on 2016-03-10 --prepare --reopen --yes');
    expect(again).toMatchObject({ state: 'prepared', outcome: 'reopened', recommendations: 2 });
    const { recommendations } = await running.service.followUps.load('essex-ncpi-2016-03-10');
    expect(recommendations.map(({ title }) => title)).toEqual(['One', 'Other']);
    expect(await states()).toEqual({ '2016-03-10': 'prepared', '2016-03-14': 'withdrawn' });
  });

  it('can be reopened while another report stays prepared (F36)', async () => {
    await run('publish essex --on 2016-03-01 --title "The first report" --yes');
    await run('withdraw essex --reason "Recorded twice" --yes');
    await run('publish essex --on 2016-03-14 --prepare --title "The second report"');
    await run('publish essex --on 2016-03-01 --reopen --yes');
    expect(await states()).toEqual({ '2016-03-01': 'open', '2016-03-14': 'prepared' });
  });

  it('is refused if it is staged, and the error names "revisit release" (F36)', async () => {
    const file = await fileOf('one.csv', 'force_id,published_on\nessex,2016-03-08\n');
    await run(`import ${file}`);
    const [exitCode, says] = await refusal('publish essex --on 2016-03-08');
    expect([exitCode, says]).toEqual([3, expect.stringContaining('revisit release essex-ncpi-2016-03-08')]);
    expect(await states()).toEqual({ '2016-03-08': 'staged' });
  });

  it('cannot be prepared if it is open (F36)', async () => {
    await run('publish essex --on 2016-03-08');
    const [exitCode, says] = await refusal('publish essex --on 2016-03-08 --prepare');
    expect([exitCode, says]).toEqual([3, expect.stringContaining('essex-ncpi-2016-03-08 is open')]);
  });

  it('is answered with its stored state if it is open (F36)', async () => {
    await run('publish essex --on 2016-03-08');
    expect(await publication('publish essex --on 2016-03-08')).toMatchObject({
      state: 'open',
      outcome: 'present',
    });
  });

  it('is named with its state when a file with the same publication is imported (F36)', async () => {
    await run('publish essex --on 2016-03-08');
    await run('withdraw essex --reason "Recorded twice" --yes');
    const file = await fileOf('one.csv', 'force_id,published_on\nessex,2016-03-08\n');
    expect(await run(`import ${file}`)).toContain('essex-ncpi-2016-03-08 is withdrawn');
    expect(await revisitJson(`import ${file}`, running.stack)).toMatchObject({
      present: [{ followUp: 'essex-ncpi-2016-03-08', state: 'withdrawn' }],
    });
  });
});

describe('a command that is run twice', () => {
  beforeEach(async () => {
    await run('publish essex --on 2016-03-08 --recommendations data/essex-2016-recommendations.csv');
    setDay('2016-04-19');
  });

  /** `line` succeeds twice. `other` gives other details. Revisit must refuse it instead of losing them silently. */
  it.each([
    {
      what: 'contact add',
      line: 'contact add essex --role deputy --name "Superintendent Khan" --email khan@essex.example --yes',
      other: 'contact add essex --role deputy --name "Chief Inspector Lee" --email khan@essex.example --yes',
      problem: 'as Superintendent Khan, with other particulars. Nothing was written.',
    },
    {
      what: 'force rename',
      line: 'force rename essex "Essex Constabulary" --from 2016-05-01',
      other: 'force rename essex "Essex Constabulary" --from 2016-06-01',
      problem: 'is already called Essex Constabulary from 1 May 2016. Nothing was written.',
    },
    {
      what: 'close-recommendation',
      line: 'close-recommendation essex 2 --on 2016-04-11 --note "Seen" --yes',
      other: 'close-recommendation essex 2 --on 2016-04-12 --yes',
      problem:
        'Recommendation 2 has been closed since 11 April 2016, with the note "Seen". Nothing was written',
    },
    {
      what: 'returns record',
      line: 'returns record essex --how letter --received-on 2016-04-18 --milestone six-week-response --says 1=part-way --yes',
      other:
        'returns record essex --how letter --received-on 2016-04-18 --milestone six-week-response --says 1=done-checked --yes',
      problem: 'is already recorded for that day (letter), with other particulars. Nothing was written.',
    },
  ])(
    'succeeds with the same details and is refused with other details: $what (F36)',
    async ({ line, other, problem }) => {
      await run(line);
      await run(line);
      const [exitCode, says] = await refusal(other);
      expect([exitCode, says]).toEqual([3, expect.stringContaining(problem)]);
    },
  );

  it('moves a contact only once, with revisit contact move (F36)', async () => {
    const move = 'contact move essex lead --on 2016-05-01 --to-body kent --yes';
    await run(move);
    expect(await run(move)).toContain('Nothing had to change, so nothing was written.');
    expect(await running.service.people.contacts('kent')).toHaveLength(1);
  });

  it('answers with the recorded title of a bank holiday, with revisit calendar add (F36)', async () => {
    await run('calendar add 2016-06-10 --title "One title" --yes');
    const again = await run('calendar add 2016-06-10 --title "Another title" --yes');
    expect(again).toContain('10 June 2016 is a bank holiday: One title. Nothing had to change');
  });

  it('keeps the web address of the report if it is left out, with revisit visit report (F36)', async () => {
    setDay('2016-09-20');
    await run('visit done essex --first 2016-09-05');
    await run('visit report essex --on 2016-09-15 --url https://inspectorate.example/essex');
    await run('visit report essex --on 2016-09-15');
    const stored = await running.service.followUps.find('essex-ncpi-2016-03-08');
    expect(stored?.visits.at(-1)?.report?.url).toBe('https://inspectorate.example/essex');
  });
});
