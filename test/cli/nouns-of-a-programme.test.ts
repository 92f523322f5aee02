import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revisit } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

/** A home that has fire and rescue services only, so every word about a police force in it is untrue. */
describe('A home without a police force', () => {
  let running: RunningTestService;
  const said: string[] = [];

  async function say(line: string, exitCode = 0): Promise<void> {
    const run = await revisit(line, running.stack);
    expect([line, run.exitCode, exitCode === 0 ? run.err : '']).toEqual([line, exitCode, '']);
    said.push(...`${run.out}\n${run.err}`.split('\n').map((text) => `${line}: ${text}`));
  }
  const path = (name: string): string => join(running.stack.directory, name);
  beforeAll(async () => {
    running = await startTestService({ asOf: '2023-09-13T08:00:00Z' });
    await writeFile(
      path('recommendations.csv'),
      'number,title\n1,Give risk information\n2,Test what crews know\n',
    );
    await say('');
    await say('body import data/fire-and-rescue-services.csv --kind fire');
    await say(
      'owner add "Rose Okafor" --email r.okafor@inspectorate.example --telephone "020 7946 0124" --head',
    );
    await say(
      'contact add surrey-fire --role chief-fire-officer --name "Ann Lee" --email cfo@surrey-fire.example --yes',
    );
    await say(`publish surrey-fire --on 2023-09-13 --recommendations ${path('recommendations.csv')} --yes`);
    await say('publish warwickshire-fire --on 2023-09-13 --yes');
    await running.sweepTo('2023-10-03');
    for (const line of [
      '',
      'list',
      'show surrey-fire',
      'explain warwickshire-fire',
      'plan',
      'year --from 2023-04-01 --to 2024-03-31',
    ]) {
      await say(line);
    }
    await say(
      'extend surrey-fire --milestone action-plan --to 2023-10-18 --reason "The service asked" --yes',
    );
    await running.sweepTo('2023-10-12');
    await say('');
    await say('call log surrey-fire --note "They will send it" --they-rang');
    await say('returns record surrey-fire --how letter --received-on 2023-10-12 --yes');
    await say('returns surrey-fire');
    await say('judge surrey-fire 1 differs --note "No crew was tested"');
    await say('visit book surrey-fire --first 2024-02-19 --last 2024-02-22 --yes');
    await say('visit announce surrey-fire --yes');
    await running.sweepTo('2023-11-20');
    await say('');
    await say('show surrey-fire');
    await say('audit surrey-fire');
    await say('brief surrey-fire');
    await say('notices surrey-fire');
    await say('notices');
    await say('notices --summary');
    await say(`report --html ${path('report.html')}`);
    said.push(...(await readFile(path('report.html'), 'utf8')).split('\n'));
    for (const { to, subject, text } of await running.inbox()) {
      said.push(...`${subject}\n${text}`.split('\n').map((words) => `to ${to}: ${words}`));
    }
  }, 60_000);
  afterAll(() => running.stop());

  it('is never told about a force, the police or children', () => {
    const untrue = said.filter((words) =>
      /\b(?:police|forces?|child\w*)\b/iu.test(
        words.replaceAll(/revisit force [a-z]+|data\/forces\.csv|revisit publish <body>/gu, ''),
      ),
    );
    expect(untrue).toEqual([]);
  });
});
