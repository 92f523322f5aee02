import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revisit, revisitWithoutService } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

let running: RunningTestService;
beforeAll(async () => {
  running = await startTestService();
  running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-08T09:30:00Z'));
  for (const line of [
    'force import test/support/few-forces.csv',
    'publish essex --on 2016-03-08',
    'contact add essex --role lead --name "Superintendent Shaw" --email shaw@essex.example',
  ]) {
    const { exitCode, err } = await revisit(line, running.stack);
    expect([exitCode, err], line).toEqual([0, '']);
  }
});
afterAll(() => running.stop());

const tooOld = /The year (?:0016|1916) cannot be right\. Give a year from 2000 to/u;
const tooFar = /The year 2022 cannot be right\. Give a year from 2000 to 2021\./u;

describe('a year that cannot be right', () => {
  it.each([
    ['publish kent --on 0016-03-08', tooOld],
    ['publish kent --on "8 March 2022" --prepare', tooFar],
    ['visit book essex --first 2022-09-05', tooFar],
    ['visit done essex --month 0016-03', tooOld],
    ['visit done essex --month "March 2022"', tooFar],
    ['extend essex --milestone revisit --to 2022-03-08 --reason slip', tooFar],
    ['pause essex --from 2022-03-08 --reason x', tooFar],
    ['suspend --from 2022-03-08 --reason x', tooFar],
    ['calendar add 2022-06-10 --title x', tooFar],
    ['contact add essex --role deputy --name Khan --email k@essex.example --from 2022-01-01', tooFar],
    ['call log essex --note x --at 0016-03-08T10:00', tooOld],
    ['year --from 0016-04-01 --to 2016-03-31', tooOld],
    ['due-date 0016-03-08', tooOld],
    ['list --as-of 0016-03-08', tooOld],
  ])('is refused, and nothing is written: %s', async (line, says) => {
    const { exitCode, err } = await revisit(line, running.stack);
    expect([exitCode, err.replaceAll(/\s+/gu, ' ')]).toEqual([2, expect.stringMatching(says)]);
    expect(await running.service.followUps.ofBody('kent')).toEqual([]);
    expect(await running.service.followUps.ofBody('essex')).toMatchObject([
      { visits: [], pauses: [], revisions: [] },
    ]);
  });

  it.each([
    ['import', 'force_id,published_on', 'essex,0016-03-08', tooOld],
    ['import', 'force_id,published_on', 'essex,8 March 2022', tooFar],
    [
      'contact import',
      'force_id,role,name,email,from',
      'essex,deputy,Khan,k@essex.example,2022-01-01',
      tooFar,
    ],
    ['force import', 'id,name,nation,name_from', 'surrey,Surrey,England,01/01/2022', tooFar],
    ['recommendations import essex', 'number,title,timescale', '1,One,by 31 August 2022', tooFar],
    ['calendar import', 'date,title', '0016-12-27,Boxing Day', tooOld],
  ])('is refused in a file, with its line: %s (%s, %s)', async (command, head, row, says) => {
    const file = join(running.stack.directory, 'years.csv');
    await writeFile(file, `${head}\n${row}\n`);
    const { exitCode, err } = await revisit(`${command} ${file} --yes`, running.stack);
    expect([exitCode, err.replaceAll(/\s+/gu, ' ')]).toEqual([2, expect.stringMatching(says)]);
    expect(err).toContain('line 2');
  });

  it('is refused without a service too', async () => {
    const { exitCode, err } = await revisitWithoutService('due-date 0016-03-08');
    expect([exitCode, err]).toEqual([2, expect.stringMatching(tooOld)]);
  });
});
