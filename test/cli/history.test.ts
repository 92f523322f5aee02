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
});
