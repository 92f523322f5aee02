import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { revisit, revisitJson } from '../support/command-line.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const listSchema = z.object({
  followUps: z.array(
    z.object({
      force: z.string(),
      state: z.string(),
      revisitDueOn: z.string(),
      revisit: z.looseObject({ kind: z.string() }),
    }),
  ),
});

describe('the import of the real data', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await createTestStack();
    await revisitJson('force import data/forces.csv', stack);
  });
  afterAll(() => stack.stop());

  it('adds 43 forces, and changes nothing if the same file is imported again', async () => {
    const again = await revisit('force import data/forces.csv', stack);
    expect(again.out).toBe('0 forces added, 0 changed, 43 unchanged.\n');
    const { forces: bodies } = z
      .object({ forces: z.array(z.unknown()) })
      .parse(await revisitJson('force list', stack));
    expect(bodies).toHaveLength(43);
  });

  it('writes nothing with --check', async () => {
    const { out } = await revisit('import data/ncpi-publications.csv --check', stack);
    expect(out).toContain('6 publications would be staged. Nothing was written.');
    expect(await revisitJson('list', stack)).toEqual({ followUps: [] });
  });

  it('stages the publications, which are not released without --yes', async () => {
    const { out } = await revisit('import data/ncpi-publications.csv', stack);
    expect(out.replaceAll('\n', ' ')).toMatch(
      /6 publications staged as ncpi-publications-[0-9a-f]{8}\. No email leaves/u,
    );
    const { followUps } = listSchema.parse(await revisitJson('list', stack));
    expect(followUps.map(({ state }) => state)).toEqual(Array(6).fill('staged'));
    expect((await revisit('release', stack)).exitCode).toBe(2);
    expect((await revisit('import data/ncpi-publications.csv', stack)).out).toContain(
      'Nothing to add. 6 exist',
    );
  });

  it('owes no email about reports of past years after the release, and judges each revisit by the known dates', async () => {
    const { out, exitCode } = await revisit('release --yes', stack);
    expect(exitCode).toBe(0);
    expect(out).toContain('No email leaves in the next 4 weeks.');
    const { followUps } = listSchema.parse(await revisitJson('list --all', stack));
    expect(followUps.map(({ force: body, revisit: standing }) => [body, standing])).toEqual([
      ['west-midlands', { kind: 'unrecorded' }],
      ['west-yorkshire', { kind: 'held', verdict: 'late', daysLate: 43, atLeast: false }],
      ['essex', { kind: 'held', verdict: 'cannot tell' }],
      ['lancashire', { kind: 'unrecorded' }],
      ['north-yorkshire', { kind: 'held', verdict: 'late', daysLate: 63, atLeast: true }],
      ['staffordshire', { kind: 'held', verdict: 'late', daysLate: 145, atLeast: true }],
    ]);
    expect((await revisit('release --yes', stack)).out).toBe(
      'Nothing is staged, so there is nothing to release.\n',
    );
  });
});

describe('revisit import', () => {
  let running: RunningTestService;
  beforeEach(async () => {
    running = await startTestService();
    await running.sweepAt('2016-03-10T09:30:00Z');
    await revisitJson('force import data/forces.csv', running.stack);
  });
  afterEach(() => running.stop());

  const imported = async (
    text: string,
    options = '',
  ): Promise<{ exitCode: number; out: string; err: string }> => {
    const path = join(running.stack.directory, 'publications.csv');
    await writeFile(path, text);
    return revisit(`import ${path} ${options}`, running.stack);
  };

  it('imports nothing if one line is wrong, and names every line and column with a mistake', async () => {
    const { exitCode, err } = await imported(
      'force_id,published_on,owner\nessex,2016-03-08,\nesex,30/02/2016,\nessex,8 March 2016,\nkent,2016-03-11,nobody\n',
    );
    expect(exitCode).toBe(2);
    expect(err).toContain('Nothing was imported');
    const again = await imported(
      'force_id,published_on,owner\nessex,2016-03-08,\nesex,2016-02-01,\nessex,8 March 2016,\nkent,2016-03-11,nobody\n',
      '--json',
    );
    expect(JSON.parse(again.err)).toMatchObject({
      code: 'bad-input',
      particulars: [
        { where: 'line 3, force_id', problem: 'There is no force or other body "esex". Did you mean essex?' },
        { where: 'line 4, force_id', problem: 'the same publication is on line 2.' },
        { where: 'line 5, published_on' },
        { where: 'line 5, owner' },
      ],
    });
    expect(await revisitJson('list', running.stack)).toEqual({ followUps: [] });
  });

  it('sends no email before the release, and then sends what is due once (F13)', async () => {
    await revisitJson('contact add essex --role lead --name Shaw --email lead@essex.example', running.stack);
    await imported('force_id,published_on\nessex,2016-03-08\n');
    await running.sweepAt('2016-03-10T10:00:00Z');
    await running.sweepAt('2016-03-22T10:00:00Z');
    expect(await running.inbox()).toEqual([]);

    const { out } = await revisit('release essex --yes', running.stack);
    expect(out).toContain('Essex 6-week');
    await running.sweepAt('2016-03-22T10:01:00Z');
    await running.sweepAt('2016-03-22T10:16:00Z');
    expect((await running.inbox()).map(({ subject }) => subject)).toEqual([
      'By 19 April: Essex 2016 six-week response',
    ]);
  });

  it('reads a file from Excel with semicolons, a byte order mark and British dates', async () => {
    const { exitCode, out } = await imported(
      '\uFEFFForce;Publication date;Notes\r\nEssex Police;08/03/2016;x\r\n',
    );
    expect([exitCode, out]).toEqual([0, expect.stringContaining('essex-ncpi-2016-03-08')]);
    expect(out).toContain('Ignored the column notes.');
  });

  it('does not rename a force, and names the command that does', async () => {
    const path = join(running.stack.directory, 'forces.csv');
    const bodies = await readFile('data/forces.csv', 'utf8');
    await writeFile(path, bodies.replace('Avon and Somerset Constabulary', 'Avon and Somerset Police'));
    const { exitCode, err } = await revisit(`force import ${path}`, running.stack);
    expect(exitCode).toBe(2);
    expect(err.replaceAll(/\s+/gu, ' ')).toContain(
      'revisit force rename avon-and-somerset "Avon and Somerset Police" --from <date>',
    );
    await revisitJson(
      'force rename avon-and-somerset "Avon and Somerset Police" --from 2020-01-01',
      running.stack,
    );
    expect((await revisit(`force import ${path}`, running.stack)).exitCode).toBe(0);
    await imported('force_id,published_on\nAvon and Somerset Police,2015-01-08\n');
    const { out } = await revisit('show avon-and-somerset', running.stack);
    expect(out).toContain('National Child Protection Inspection: Avon and Somerset Constabulary');
  });
});
