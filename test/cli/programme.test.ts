import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { shippedProgrammes } from '../../shared/contracts/shipped-programmes.ts';
import { revisit, type CommandRun } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

/** The smallest programme: like another one, with a date of its own. It has ten lines. */
const custody = {
  like: 'ncpi',
  id: 'custody',
  name: 'Police custody inspection',
  subject: 'custody',
  ground: undefined,
  milestones: {
    'six-week-response': { name: 'twelve-week response', due: { after: 'publication', weeks: 12 } },
  },
};

describe('A programme that an admin adds as a file', () => {
  let running: RunningTestService;

  beforeAll(async () => {
    running = await startTestService({ asOf: '2016-03-08T09:00:00Z' });
    await done('force import data/forces.csv');
    await done(
      'owner add "Priya Nair" --email p.nair@inspectorate.example --telephone "020 7946 0123" --head',
    );
    await done('contact add essex --role lead --name Shaw --email lead@essex.example');
    await done('contact add kent --role lead --name Khan --email lead@kent.example');
  });
  afterAll(() => running.stop());

  const path = (name: string): string => join(running.stack.directory, name);
  const run = (line: string): Promise<CommandRun> => revisit(line, running.stack);
  async function done(line: string): Promise<string> {
    const { exitCode, out, err } = await run(line);
    expect([line, exitCode, err]).toEqual([line, 0, '']);
    return out.replace(/\s*\n\s*/gu, ' ');
  }
  async function write(name: string, programme: unknown): Promise<string> {
    await writeFile(path(name), JSON.stringify(programme, undefined, 2));
    return path(name);
  }
  async function dueOf(followUp: string, milestone: string): Promise<string | undefined> {
    const schema = z.object({ milestones: z.array(z.object({ id: z.string(), dueOn: z.string() })) });
    const shown = schema.parse(JSON.parse((await run(`show ${followUp} --json`)).out));
    return shown.milestones.find(({ id }) => id === milestone)?.dueOn;
  }

  it('is checked, and the faults of a wrong file have their place and a remedy', async () => {
    const checked = await done(`programme check ${await write('custody.json', custody)}`);
    expect(checked).toContain('has no fault');
    expect(checked).toContain('It takes these milestones from ncpi: ');
    expect(checked).toContain('local-policing-body-comments (');
    expect(checked).not.toContain('six-week-response (');
    expect(checked).toContain('It takes these fields from ncpi: body,');
    const wrong = await write('wrong.json', { ...custody, subjct: 'custody' });
    const { exitCode, err } = await run(`programme check ${wrong}`);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('Did you mean subject?')]);
  });

  it('is previewed as one page with every date and email, in its own words', async () => {
    await done(`programme preview ${path('custody.json')} --on 2016-03-08 --out ${path('custody.html')}`);
    const page = await readFile(path('custody.html'), 'utf8');
    expect(page).toContain('31 May 2016');
    expect(page).toContain('custody report: your dates');
    expect(page).toContain('twelve-week response');
    expect(page).not.toMatch(/<script|src=|href=/u);
  });

  it('is shown with --diff before it is added, and then nothing is written', async () => {
    expect(await done(`programme add ${path('custody.json')} --diff`)).toContain('Nothing was written.');
    expect(await done('programme list')).not.toContain('custody');
  });

  it('is added once, and adding the same file again writes nothing', async () => {
    expect(await done(`programme add ${path('custody.json')} --yes`)).toContain('Added.');
    expect(await done(`programme add ${path('custody.json')} --yes`)).toContain('known already');
    expect(await done('programme list')).toContain('custody');
  });

  it('must be named once a force can have reports of several programmes', async () => {
    const { exitCode, err } = await run('publish essex --on 2016-03-08');
    expect(exitCode).toBe(2);
    expect(err.replace(/\s+/gu, ' ')).toContain('Name one with --programme: custody, ncpi.');
  });

  it('decides the dates and the words of its reports', async () => {
    await done('publish essex --on 2016-03-08 --programme custody --yes');
    expect(await dueOf('essex', 'six-week-response')).toBe('2016-05-31');
    await running.sweepOn(['2016-03-09']);
    const [mail] = await running.inbox();
    expect([mail?.subject, mail?.text]).toEqual([
      'Essex 2016 custody report: your dates',
      expect.stringContaining('31 May 2016: six-week response (action plan)'),
    ]);
  });

  it('never changes in place: the same version with other contents is refused', async () => {
    const changed = await write('changed.json', { ...custody, subject: 'custody suites' });
    const { exitCode, err } = await run(`programme add ${changed} --yes`);
    expect(exitCode).not.toBe(0);
    expect(err.replace(/\s+/gu, ' ')).toContain('Give the file the version 2.');
  });

  it('keeps running follow-ups on their version when a new version comes', async () => {
    const second = {
      ...custody,
      version: 2,
      milestones: { 'six-week-response': { due: { after: 'publication', weeks: 10 } } },
    };
    const added = await done(`programme add ${await write('second.json', second)} --yes`);
    expect(added).toContain('milestones.six-week-response.due.weeks: 12 becomes 10');
    await done('publish kent --on 2016-03-08 --programme custody --yes');
    expect(await dueOf('essex', 'six-week-response')).toBe('2016-05-31');
    expect(await dueOf('kent', 'six-week-response')).toBe('2016-05-17');
  });

  it('moves a follow-up to another version only when somebody agrees, and keeps a record', async () => {
    expect(await done('programme move essex --to 2 --diff')).toMatch(/31 May 2016 +17 May 2016/u);
    expect(await dueOf('essex', 'six-week-response')).toBe('2016-05-31');
    await done('programme move essex --to 2 --yes');
    expect(await dueOf('essex', 'six-week-response')).toBe('2016-05-17');
    expect(await done('audit essex')).toContain('It follows version 2 of custody from now on.');
    // The request leaves before anybody acts on the old date, so it carries the change.
    await running.sweepTo('2016-05-16');
    const told = (await running.inbox()).filter(
      ({ to, text }) =>
        to === 'lead@essex.example' &&
        /we gave you 31 May 2016\s+as the date for the\s+six-week\s+response\.\s+The date is now\s+17 May 2016\./u.test(
          text,
        ),
    );
    expect(told).toHaveLength(1);
    const { exitCode, err } = await run('programme move essex --to 9');
    expect([exitCode, err]).toEqual([
      2,
      expect.stringContaining('There is no version 9 of custody. Use one of 1, 2.'),
    ]);
  });

  it('takes no new report after it is retired, until an admin brings it back', async () => {
    await done('programme retire custody --yes');
    const { exitCode, err } = await run('publish surrey --on 2016-03-08 --programme custody');
    expect([exitCode, err.replace(/\s+/gu, ' ')]).toEqual([2, expect.stringContaining('is retired')]);
    await done('publish surrey --on 2016-03-08 --yes');
    await done('programme retire custody --undo --yes');
    expect((await run('publish norfolk --on 2016-03-08')).exitCode).toBe(2);
  });

  it('refuses to book or move a visit to a day before its window, and says why', async () => {
    const windowed = {
      like: 'ncpi',
      id: 'unhurried',
      name: 'Unhurried inspection',
      milestones: { revisit: { noEarlierThan: { after: 'publication', weeks: 12 } } },
    };
    await done(`programme add ${await write('unhurried.json', windowed)} --yes`);
    await done('contact add norfolk --role lead --name Lowe --email norfolk@force.example');
    await done('publish norfolk --on 2016-03-08 --programme unhurried --yes');
    const early = [2, expect.stringMatching(/can be no earlier than 31 May 2016.\s+12\s+weeks after/u)];
    const first = await run('visit book norfolk --first 2016-05-30');
    expect([first.exitCode, first.err]).toEqual(early);
    await done('visit book norfolk --first 2016-05-31');
    const moved = await run('visit move norfolk --first 2016-05-30 --reason "Lead inspector away"');
    expect([moved.exitCode, moved.err]).toEqual(early);
  });

  it('leaves out the bank holidays of its own country in its dates and on its sending days', async () => {
    const due = { due: { after: 'publication', workingDays: 40 } };
    const numbered = { like: 'ncpi', milestones: { 'six-week-response': due } };
    const scottish = { ...numbered, id: 'scottish', name: 'Scottish inspection', bankHolidays: 'scotland' };
    const english = { ...numbered, id: 'english', name: 'English inspection' };
    for (const programme of [scottish, english])
      await done(`programme add ${await write(`${programme.id}.json`, programme)} --yes`);
    await running.sweepOn(['2016-03-25']);
    for (const [body, programme] of [
      ['cumbria', 'scottish'],
      ['durham', 'english'],
    ] as const) {
      await done(`contact add ${body} --role lead --name Reed --email ${body}@force.example`);
      await done(`publish ${body} --on 2016-03-25 --programme ${programme} --yes`);
    }
    // Easter Monday, 28 March 2016, is a bank holiday in England and Wales, and not in Scotland.
    expect([await dueOf('cumbria', 'six-week-response'), await dueOf('durham', 'six-week-response')]).toEqual(
      ['2016-05-23', '2016-05-24'],
    );
    await running.sweepOn(['2016-03-28']);
    const told = (await running.inbox()).map(({ to }) => to);
    expect([told.includes('cumbria@force.example'), told.includes('durham@force.example')]).toEqual([
      true,
      false,
    ]);
    const added = await done('calendar add 2016-04-20 --title "Day of thanks" --country scotland --yes');
    expect(added).toContain('20 April 2016 is a bank holiday in Scotland: Day of thanks.');
    expect([await dueOf('cumbria', 'six-week-response'), await dueOf('durham', 'six-week-response')]).toEqual(
      ['2016-05-24', '2016-05-24'],
    );
    expect(await done('calendar list --country scotland --year 2016')).toMatch(/20 Apr 2016 .*added/u);
    expect(await done('calendar list --year 2016')).not.toContain('Day of thanks');
    expect(await done(`due-date 2016-03-25 --programme ${path('scottish.json')}`)).toContain(
      'the bank holidays of Scotland from 2014 to 2030',
    );
  });
});

describe('Every programme that comes with Revisit', () => {
  it.each([...shippedProgrammes.keys()])('(%s) is read from its file in data/programmes', async (id) => {
    const file: unknown = JSON.parse(await readFile(`data/programmes/${id}.json`, 'utf8'));
    expect(file).toMatchObject({ id, version: 1 });
  });
});
