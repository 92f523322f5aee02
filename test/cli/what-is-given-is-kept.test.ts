import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { addresseeOf } from '../../shared/domain/people/contacts.ts';
import { day } from '../builders/follow-up.ts';
import { revisit, revisitJson } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const shownSchema = z.object({
  recommendations: z.array(
    z.object({ number: z.int(), outcome: z.object({ note: z.string().optional() }).optional() }),
  ),
});

let running: RunningTestService;
beforeEach(async () => {
  running = await startTestService();
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-08T09:30:00Z'));
  await run('force import data/forces.csv');
  await run('contact add essex --role lead --name "Chief Superintendent Shaw" --email lead@essex.example');
});
afterEach(() => running.stop());

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

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(running.stack.directory, name);
  await writeFile(path, content);
  return path;
}

describe('an imported file of contacts', () => {
  const row = 'essex,lead,Chief Superintendent Shaw,lead@essex.example';

  async function contactsIn(...lines: string[]): Promise<string> {
    return fileOf('contacts.csv', ['force_id,role,name,email,from,to', ...lines, ''].join('\n'));
  }

  it('is refused if it names someone whose role has ended (F36)', async () => {
    const file = await contactsIn(`${row},,`);
    expect(await run(`contact import ${file} --yes`)).toContain('1 unchanged');
    await run('contact move essex lead --on 2016-03-01 --yes');
    const [exitCode, says] = await refusal(`contact import ${file} --yes`);
    expect(exitCode).toBe(2);
    expect(says).toContain(
      'Chief Superintendent Shaw was lead of essex until the day before 1 March 2016. In the column "from", give the day this line begins again',
    );
  });

  it('can give someone a role again that had ended (F36)', async () => {
    await run('contact move essex lead --on 2016-03-01 --yes');
    const file = await contactsIn(`${row},2016-03-08,`);
    expect(await run(`contact import ${file} --yes`)).toContain('1 contacts added');
    const contacts = await running.service.people.contacts('essex');
    expect(contacts).toHaveLength(2);
    expect(addresseeOf(contacts, day('2016-03-08'))?.email).toBe('lead@essex.example');
    expect(await run(`contact import ${file} --yes`)).toContain('1 unchanged');
  });

  it('changes nothing if Revisit exported it, even if someone held a role twice (F36)', async () => {
    await run('contact move essex lead --on 2016-03-01 --yes');
    await run(`contact import ${await contactsIn(`${row},2016-03-08,`)} --yes`);
    const path = join(running.stack.directory, 'exported.csv');
    await run(`export contacts --out ${path}`);
    expect(await run(`contact import ${path} --yes`)).toContain('0 contacts added, 0 changed, 2 unchanged');
  });
});

describe('a second reason for the same moved date', () => {
  beforeEach(() => run('publish essex --on 2016-03-08'));
  const extend = 'extend essex --milestone six-week-response --to 2016-05-03 --yes --reason';

  it('replaces the first reason and moves no date (F36)', async () => {
    await run(`${extend} "New lead"`);
    expect(await run(`${extend} "New lead"`)).toContain('Nothing had to change');
    const before = await running.service.followUps.find('essex-ncpi-2016-03-08');
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-15T09:30:00Z'));
    expect(await run(`${extend} "Major incident"`)).toContain('The reason is now: Major incident');
    const after = await running.service.followUps.find('essex-ncpi-2016-03-08');
    expect(after?.revisions).toEqual([{ ...before?.revisions[0], reason: 'Major incident' }]);
    expect(await run('audit essex')).toContain('Before, it was: New lead');
  });

  it('is not recorded if nobody moved the date, and the answer says so (F36)', async () => {
    expect(
      await run('extend essex --milestone six-week-response --to 2016-04-19 --reason "Why not" --yes'),
    ).toContain('Nobody moved it to that day, so no reason is recorded');
  });
});

test.each(['', '--carried-into "PEEL 2017"', '--superseded-by "PEEL 2017"'])(
  'a closed recommendation keeps its note and refuses another one: close-recommendation %s (F36)',
  async (how) => {
    await run('publish essex --on 2016-03-08 --recommendations data/essex-2016-recommendations.csv');
    const close = `close-recommendation essex 2 ${how} --yes --note`;
    await run(`${close} "Agreed in March"`);
    expect(await run(`${close} "Agreed in March"`)).toContain('Nothing had to change');
    const [exitCode, says] = await refusal(`${close} "Agreed in April"`);
    expect([exitCode, says]).toEqual([3, expect.stringContaining('with the note "Agreed in March"')]);
    const { recommendations } = shownSchema.parse(await revisitJson('show essex', running.stack));
    expect(recommendations.find(({ number }) => number === 2)?.outcome?.note).toBe('Agreed in March');
  },
);

test('a new list of recommendations is refused if it shares no number with the old one, and the error says what to do (F34)', async () => {
  const list = (first: number): string =>
    ['number,title', ...Array.from({ length: 60 }, (_, place) => `${first + place},Title`), ''].join('\n');
  const prepare = 'publish essex --on 2016-03-10 --prepare --recommendations';
  await run(`${prepare} ${await fileOf('a.csv', list(1))}`);
  const other = await fileOf('b.csv', list(101));
  const [exitCode, says] = await refusal(`${prepare} ${other}`);
  expect([exitCode, says]).toEqual([2, expect.stringContaining('First publish it with a file of only one')]);
  await run(`${prepare} ${await fileOf('one.csv', 'number,title\n101,Title\n')}`);
  await run(`${prepare} ${other}`);
  const { recommendations } = await running.service.followUps.load('essex-ncpi-2016-03-10');
  expect(recommendations.map(({ number }) => number)).toEqual(Array.from({ length: 60 }, (_, n) => 101 + n));
});
