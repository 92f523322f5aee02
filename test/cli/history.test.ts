import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revisit } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

/** Covers failure F42: history that never ends. */
describe('a follow-up that was over long ago', () => {
  let running: RunningTestService;
  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startTestService();
    running.stack.clock.setAsOf(Temporal.Instant.from('2026-03-09T10:00:00Z'));
    await writeFile(
      join(running.stack.directory, 'past.csv'),
      [
        'force_id,published_on,known_follow_up,over',
        'essex,2016-03-08,inspectors returned 5 to 8 September 2016,yes',
        'kent,2016-03-07,,yes',
        'norfolk,2018-03-07,,no',
        'wiltshire,2026-02-01,,',
      ].join('\n'),
    );
    await run('force import test/support/few-forces.csv');
    await run('owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123" --head');
    for (const body of ['essex', 'kent', 'norfolk', 'wiltshire']) {
      await run(
        `contact add ${body} --role lead --name "Superintendent Shaw" --email lead@${body}.police.example --yes`,
      );
    }
    await run(`import ${running.stack.directory}/past.csv`);
    restore = await running.markPoint();
  });
  beforeEach(() => restore());
  afterAll(() => running.stop());

  const run = async (line: string, code = 0): Promise<string> => {
    const { exitCode, out, err } = await revisit(line, running.stack);
    expect([line, exitCode], `${out}${err}`).toEqual([line, code]);
    return `${out}${err}`.replaceAll(/\s+/gu, ' ');
  };

  it('is closed by its import, and nothing is ever owed for it (F42)', async () => {
    const released = await run('release --yes');
    expect(released).not.toContain('kent');
    await running.sweepTo('2026-04-10');
    const addressed = (await running.inbox()).map(({ to }) => to);
    expect(addressed.filter((to) => /essex|kent/u.test(to))).toEqual([]);
    const desk = await run('');
    expect(desk).not.toMatch(/Essex|Kent/u);
    expect(await run('list')).toContain('2 more: revisit list --all');
    expect(await run('list --all')).toMatch(/Kent 7 Mar 2016 7 Sep 2016 not recorded cannot tell/u);
    expect(await run('show kent')).toContain('Closed on 9 Mar 2026: It was over before it was recorded.');
  });

  it('counts in the year by its visit, or as not known without one (F42)', async () => {
    const year = 'year --from 2016-04-01 --to 2017-03-31';
    expect(await run(year)).toMatch(
      /in time 1 50% late 0 0% not held 0 0% not known 1 50% over before it was recorded/u,
    );
    await run('visit done kent --first 2016-10-01');
    expect(await run(year)).toMatch(/in time 1 50% late 1 50% median 24 days/u);
    expect(await run('show kent')).toContain('held 24 days late');
  });

  it('is named before a release, with the way to close it instead (F42)', async () => {
    const asked = await run('release', 2);
    expect(asked).toContain('All dates of norfolk-ncpi-2018-03-07 have passed.');
    expect(asked).toContain('use revisit close <follow-up> --reason <text>');
    expect(await run('close norfolk --reason "Reviewed in 2019" --yes')).toContain(
      'Closed: Reviewed in 2019',
    );
    expect(await run('close norfolk --reason "Reviewed in 2019" --yes')).toContain('Nothing had to change');
    expect(await run('close norfolk --reason Other --yes', 3)).toContain('Reviewed in 2019');
    expect(await run('release --yes')).not.toContain('norfolk');
  });

  it('leaves nothing to choose once its visit was held, and closes without recommendations (F42)', async () => {
    await run('release --yes');
    expect(await run('')).toContain('Norfolk Choose the follow-up');
    expect(await run('close wiltshire --reason "Nothing to follow" --yes', 3)).toContain(
      'is due on 1 August 2026 and was not held',
    );
    await run('visit done norfolk --first 2018-09-03');
    expect(await run('')).not.toContain('Norfolk Choose the follow-up');
    await run('close norfolk --reason "It had no recommendations" --yes');
    expect(await run('')).not.toContain('Norfolk');
    expect(await run('show norfolk')).toContain('held in time');
  });

  it('is not closed while a recommendation is open', async () => {
    await writeFile(join(running.stack.directory, 'recs.csv'), 'number,title\n1,Supervision\n');
    await run(`recommendations import norfolk ${running.stack.directory}/recs.csv --yes`);
    const refused = await run('close norfolk --reason Over --yes', 3);
    expect(refused).toContain('recommendation 1');
    expect(refused).toContain('revisit close-recommendation norfolk-ncpi-2018-03-07 <number>');
  });

  it('can be recorded when only the month or the year of its report is known (F42)', async () => {
    const file = join(running.stack.directory, 'months.csv');
    const head = 'force_id,published_on,known_follow_up,over';
    const write = (...rows: readonly string[]) => writeFile(file, [head, ...rows].join('\n'));

    await write('kent,1899,,yes', 'norfolk,Octember 2014,,yes');
    const refused = await run(`import ${file}`, 2);
    expect(refused).toContain('line 2, published_on: The year 1899 cannot be right');
    expect(refused).toContain('line 3, published_on');
    await write('essex,2014-10,,no');
    expect(await run(`import ${file}`, 2)).toContain(
      'line 2, published_on: Only the month is known, and no clock can run from it.',
    );
    await write('essex,2040,,yes');
    expect(await run(`import ${file}`, 2)).toContain('The year 2040 cannot be right');

    await write(
      'essex,October 2014,inspectors returned 20 to 23 April 2015,yes',
      'kent,2013,inspectors returned September 2014,yes',
      'norfolk,2014-10,inspectors returned 8 to 11 June 2015,yes',
    );
    expect(await run(`import ${file}`)).toContain('3 publications recorded as over');
    const list = await run('list --all');
    expect(list).toMatch(/Essex Oct 2014 - 20-23 Apr 2015 held, cannot tell/u);
    expect(list).toMatch(/Kent 2013 - Sep 2014 held 63\+ days late/u);
    expect(list).toMatch(/Norfolk Oct 2014 - 8-11 Jun 2015 held 39\+ days late/u);
    const show = await run('show norfolk-ncpi-2014-10');
    expect(show).toContain('published Oct 2014');
    expect(show).toContain('The day of publication is not known, so no date can be counted from it.');
    expect(show).not.toMatch(/30 Apr|31 Oct/u);
    expect(await run('brief norfolk-ncpi-2014-10')).toMatch(/report of October 2014 We said no date/u);
    expect(await run('explain kent-ncpi-2013')).toContain('report published in 2013.');
    expect(await run('export --format csv')).toContain('2014-10,');
  });

  it('is judged only where both ends of what is known agree', async () => {
    const file = join(running.stack.directory, 'months.csv');
    await writeFile(
      file,
      'force_id,published_on,known_follow_up,over\nessex,October 2014,inspectors returned 2 to 5 March 2015,yes\n',
    );
    await run(`import ${file}`);
    expect(await run('show essex-ncpi-2014-10')).toContain('held in time');
  });

  it('counts a visit in parts of months from the first day on which it may have begun (F42)', async () => {
    const file = join(running.stack.directory, 'parts.csv');
    await writeFile(
      file,
      'force_id,published_on,known_follow_up,over\nwiltshire,2022-08-05,inspectors returned in late February and early March 2023,yes\n',
    );
    await run(`import ${file}`);
    const id = 'wiltshire-ncpi-2022-08-05';
    expect(await run(`show ${id}`)).toMatch(/held 16\+ days late \(late Feb to early Mar 2023\)/u);
    await run(`visit done kent-ncpi-2016-03-07 --month "mid September 2016"`);
    expect(await run('show kent-ncpi-2016-03-07')).toMatch(/held 4\+ days late \(mid Sep 2016\)/u);
    expect(await run(`visit done kent-ncpi-2016-03-07 --month "September"`, 2)).toContain('--month');
  });
});
