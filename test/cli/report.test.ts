import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revisit, revisitJson } from '../support/command-line.ts';
import { publishLoamshire } from '../support/loamshire.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

// test/browser/report.test.ts opens a fuller page in a browser each night.
describe('revisit report --html', () => {
  let running: RunningTestService;
  let file: string;

  beforeAll(async () => {
    running = await startTestService();
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-07-18T10:00:00Z'));
    await publishLoamshire(running.service);
    file = join(running.stack.directory, 'report.html');
    await revisitJson('visit book loamshire --first 2016-09-05 --last 2016-09-07 --yes', running.stack);
  });
  afterAll(() => running.stop());

  async function writeReport(): Promise<string> {
    const { exitCode, out } = await revisit(`report --html ${file}`, running.stack);
    expect([exitCode, out]).toEqual([0, `1 follow-up on one page: ${file}\n`]);
    return readFile(file, 'utf8');
  }

  it('writes one file that loads nothing from the network', async () => {
    const page = await writeReport();
    expect(page).toContain('Loamshire');
    expect(page).not.toMatch(/(?:src|href)="?(?:https?:)?\/\//u);
  });

  it('contains no name or address of a person', async () => {
    expect(await writeReport()).not.toMatch(/Shaw|Okoro|Wynn|Nair|@loamshire|\.example|020 7946/u);
  });

  it('shows the days of a revisit only after they were announced to the force', async () => {
    expect(await writeReport()).not.toMatch(/5-7 Sep|2016-09-05/u);
    await revisitJson('visit announce loamshire --yes', running.stack);
    expect(await writeReport()).toContain('5-7 Sep 2016');
  });
});
