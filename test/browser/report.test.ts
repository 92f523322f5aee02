import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revisit, revisitJson } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';
import { connectToBrowser } from './browser.ts';
import { isTooWide, violationsAt, widths } from './look-at.ts';

/** `npm run screenshots` sets this to the folder for the pictures. */
const pictures = process.env['REVISIT_SCREENSHOTS'];

const people = ['lead', 'deputy', 'sign-off', 'liaison'] as const;

describe('the report page', () => {
  let running: RunningTestService;
  let browser: Browser;
  let page: Page;
  let file: string;
  const asked: string[] = [];

  async function say(line: string): Promise<void> {
    await revisitJson(`${line} --yes`, running.stack);
  }

  /** Runs the sweep on each day, then runs the command lines of that day. */
  async function replay(days: Readonly<Record<string, readonly string[]>>): Promise<void> {
    for (const [day, lines] of Object.entries(days)) {
      await running.sweepAt(`${day}T11:00:00Z`);
      for (const line of lines) await say(line);
    }
  }

  beforeAll(async () => {
    running = await startTestService();
    file = join(running.stack.directory, 'report.html');
    await running.sweepAt('2015-11-02T10:00:00Z');
    await say('force import data/forces.csv');
    await say('force import data/invented-forces.csv');
    await say('import data/ncpi-publications.csv --as-of 2023-06-01');
    await say('owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123" --head');
    for (const body of ['loamshire', 'northshire', 'barsetshire', 'eastmarch']) {
      for (const role of people) {
        const name = role === 'liaison' ? 'Inspection liaison' : `Superintendent ${body} ${role}`;
        await say(`contact add ${body} --role ${role} --name "${name}" --email ${role}@${body}.example`);
      }
    }
    const returned = (body: string, milestone: string, on: string): string =>
      `returns record ${body} --milestone ${milestone} --how letter --received-on ${on}`;
    const publish = (body: string, on: string): string =>
      `publish ${body} --on ${on} --recommendations data/essex-2016-recommendations.csv`;
    await replay({
      '2016-01-13': [publish('loamshire', '2016-01-13')],
      '2016-01-26': [publish('northshire', '2016-01-26')],
      '2016-01-27': [],
      '2016-02-10': [],
      '2016-02-19': [returned('northshire', 'six-week-response', '2016-02-19')],
      '2016-03-01': [returned('loamshire', 'six-week-response', '2016-03-01')],
      '2016-03-08': [publish('barsetshire', '2016-03-08')],
      '2016-03-09': [],
      '2016-03-24': [],
      '2016-04-12': [publish('eastmarch', '2016-04-12'), 'close-recommendation northshire 1'],
      '2016-04-14': [returned('barsetshire', 'six-week-response', '2016-04-14')],
      '2016-04-28': [returned('northshire', 'three-month-update', '2016-04-28')],
      '2016-05-20': [returned('eastmarch', 'six-week-response', '2016-05-20')],
      '2016-06-20': [
        'visit book northshire --first 2016-07-11 --last 2016-07-13',
        'close-recommendation loamshire 2 --carried-into "PEEL 2016"',
        returned('barsetshire', 'three-month-update', '2016-06-20'),
      ],
      '2016-07-14': [
        'visit done northshire --first 2016-07-11 --last 2016-07-13',
        'close-recommendation northshire 2',
        'visit book barsetshire --first 2016-09-05 --last 2016-09-07',
        'visit book eastmarch --first 2016-09-26 --last 2016-09-29',
        'visit announce eastmarch',
      ],
      '2016-07-18': ['release'],
    });
    browser = await connectToBrowser();
    page = await browser.newPage();
    page.on('request', (request) => asked.push(request.url()));
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await running.stop();
  });

  it('is one file that loads nothing from the network and contains nothing confidential', async () => {
    const { out, exitCode } = await revisit(`report --html ${file}`, running.stack);
    expect([exitCode, out]).toEqual([0, `7 follow-ups on one page: ${file}\n`]);
    const written = await readFile(file, 'utf8');
    expect(written).toContain('26-29 Sep 2016');
    // Barsetshire has a visit that is booked but not announced. The page must not show it, and no person's name or
    // address.
    expect(written).not.toMatch(/5-7 Sep|2016-09-05|Superintendent|\.example/u);
    await page.setContent(written);
    expect(await page.title()).toBe('Revisits on 18 July 2016');
    expect(asked).toEqual([]);
  });

  it('is accessible and fits screens of any width, and paper', async () => {
    await page.goto(`file://${file}`);
    if (pictures !== undefined) await mkdir(pictures, { recursive: true });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await violationsAt(width, page), `at ${width}px`).toEqual([]);
      expect.soft(await isTooWide(page), `wider than ${width}px`).toBe(false);
      if (pictures !== undefined) {
        await page.screenshot({ path: join(pictures, `report-${width}.png`), fullPage: true });
      }
    }
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    if (pictures === undefined) return;
    await writeFile(join(pictures, 'report.pdf'), paper);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 1040, height: 720 });
    await page.screenshot({ path: join(pictures, 'report-printed.png'), fullPage: true });
    await page.emulateMedia({ media: 'screen' });
  }, 60_000);

  it('shows the full name of each force', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    const cut = await page.evaluate(`[...document.querySelectorAll('.chart text')].filter((text) =>
      text.getBoundingClientRect().left < text.closest('svg').getBoundingClientRect().left).map((text) => text.textContent)`);
    expect(cut).toEqual([]);
  });

  it('gives the numbers of each chart in a table', async () => {
    const charts = await page.locator('.chart[role=img]').count();
    expect(charts).toBeGreaterThanOrEqual(4);
    expect(await page.getByRole('table').count()).toBe(charts);
    const northshire = page.getByRole('row', { name: /^Northshire 2016 SIMULATED/u });
    expect(await northshire.first().innerText()).toContain('11-13 Jul 2016');
  });
});
