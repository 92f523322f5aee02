import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aRecommendation } from '../builders/follow-up.ts';
import { anOpenFollowUp } from '../builders/stored.ts';
import { revisit, revisitJson } from '../support/command-line.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';
import { createFormReader } from '../support/form-reader.ts';
import { startFormService, type FormTestService } from '../support/form-service.ts';

/** The words of a report of 8 March 2021, with the day on which each timescale ends. */
const timescales: readonly (readonly [number, string, string | undefined])[] = [
  [1, 'immediately', '2021-03-08'],
  [2, 'With immediate effect', '2021-03-08'],
  [3, 'Within 28 days', '2021-04-05'],
  [4, 'within ten working days', '2021-03-22'],
  [5, 'within three months', '2021-06-08'],
  [6, 'Within six months of the publication of this report', '2021-09-08'],
  [7, 'By 31 August 2021', '2021-08-31'],
  [8, 'no later than 2021-05-31', '2021-05-31'],
  [9, 'by the end of May 2021', '2021-05-31'],
  [10, 'within 56 days beginning with the day of publication', '2021-05-02'],
  [11, 'by the end of 2021', '2021-12-31'],
  [12, '', undefined],
];

/** Titles that begin with a quotation mark, by the number of their recommendation. */
const quoted = new Map([
  [1, '"Outstanding" practice is not shared'],
  [2, '“Missing” children are not found'],
  [3, "'Low risk' is recorded too often"],
  [4, "'=SUM' in a title"],
  [5, '="Hidden" formula'],
]);

const shownSchema = z.object({
  followUp: z.object({ reportTitle: z.string() }),
  recommendations: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      wording: z.string().optional(),
      timescale: z.string().optional(),
      timescaleEndsOn: z.string().optional(),
    }),
  ),
});
const exportedSchema = z.object({ rows: z.array(z.record(z.string(), z.string())) });

const REPORT = '"Essex": a report with ‘quotation marks’';
const publishedAt = '2021-03-08T09:30:00Z';

let running: FormTestService;
let other: TestStack;
beforeAll(async () => {
  [running, other] = await Promise.all([startFormService(), createTestStack()]);
  running.setClock(publishedAt);
  other.clock.setAsOf(running.service.clock.now());
  await say('force import data/forces.csv');
  await say('owner add "Priya Nair" --email p.nair@inspectorate.example --telephone "020 7946 0123"');
  await say('contact add essex --role lead --name "Chief Superintendent Shaw" --email lead@essex.example');
  await say('publish essex --on 2021-03-08 --owner nair');
  await say('force import data/forces.csv', other);
  await say('owner add "Priya Nair" --email p.nair@inspectorate.example --telephone "020 7946 0123"', other);
  await say(`recommendations import essex ${await fileOf('report.csv', file())}`);
});
afterAll(() => Promise.all([running.stop(), other.stop()]));

async function say(line: string, to: Pick<TestStack, 'environment'> = running.stack): Promise<string> {
  const { exitCode, out, err } = await revisit(`${line} --yes`, to);
  expect([exitCode, err], line).toEqual([0, '']);
  return out;
}

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(running.stack.directory, name);
  await writeFile(path, content);
  return path;
}

/** Writes the recommendations as a spreadsheet saves them. */
function file(): string {
  const inQuotes = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = timescales.map(([number, timescale]) => {
    // A spreadsheet guards nothing. So the two formulas need the apostrophe that marks them as text.
    const title = (quoted.get(number) ?? `Area ${number}`).replace(/^(?='?=)/u, "'");
    return [String(number), inQuotes(title), inQuotes(title), inQuotes(timescale)].join(',');
  });
  return ['number,title,wording,timescale', ...rows, ''].join('\n');
}

async function shown() {
  return shownSchema.parse(await revisitJson('show essex', running.stack));
}

describe('the timescales of an imported report', () => {
  it('are stored and given to programs as they are written, with the day that each one ends', async () => {
    const { recommendations } = await shown();
    expect(recommendations.map((one) => [one.number, one.timescale ?? '', one.timescaleEndsOn])).toEqual(
      timescales,
    );
  });

  it('are shown by revisit show as they are written, with the day that each one ends', async () => {
    const out = await say('show essex');
    expect(out).toMatch(/^3 +Within 28 days +5 Apr 2021 /mu);
    expect(out).toMatch(/^7 +By 31 August 2021 +31 Aug 2021 /mu);
    expect(out).toMatch(/^2 +With immediate effect +8 Mar 2021 /mu);
    expect(out).toMatch(/^12 +- +- /mu);
  });

  it('are the same words in an exported file, which changes nothing when it is imported again', async () => {
    const path = join(running.stack.directory, 'exported.csv');
    await say(`export recommendations essex --out ${path}`);
    const { rows } = exportedSchema.parse(await revisitJson('export recommendations essex', running.stack));
    expect(rows.map((row) => [Number(row['number']), row['timescale'] ?? ''])).toEqual(
      timescales.map(([number, written]) => [number, written]),
    );
    expect(await say(`recommendations import essex ${path}`)).toContain('Nothing had to change');
    await say(`publish essex --on 2021-03-08 --recommendations ${path}`, other);
    expect(await say('export recommendations essex', other)).toBe(await readFile(path, 'utf8'));
  });

  it('do not change the page of revisit report --html', async () => {
    const path = join(running.stack.directory, 'report.html');
    await say(`report --html ${path}`);
    expect(await readFile(path, 'utf8')).toContain('Essex');
  });

  it('are shown on the form as written, with the last day if the words do not name one', async () => {
    running.setClock('2021-05-20T10:00:00Z');
    const lead = createFormReader(running.endpoint);
    const link = {
      followUpId: 'essex-ncpi-2021-03-08',
      contactId: 'lead-1',
      expiresAt: '2021-12-31T00:00:00Z',
    };
    const list = await lead.post(await running.link({ ...link, round: 'three-month-update' }));
    expect(list.text).toContain('Timescale: With immediate effect');
    expect(list.text).toContain('Timescale: Within 28 days (by 5 April 2021)');
    expect(list.text).toContain('Timescale: within three months (by 8 June 2021)');
    const page = await lead.get('/form/recommendation/9');
    expect(page.text).toContain('Timescale: by the end of May 2021 (by 31 May 2021)');
    // Everything that ends by 8 June 2021 is asked about, and what has no timescale.
    for (const number of [1, 2, 3, 4, 5, 8, 9, 10, 12])
      expect(list.html).toContain(`/recommendation/${number}"`);
    for (const number of [6, 7, 11]) expect(list.html).not.toContain(`/recommendation/${number}"`);
    expect(list.text).toContain('"Outstanding" practice is not shared');
  });

  it('make the email of the next day ask for immediate action', async () => {
    running.setClock('2021-03-09T10:00:00Z');
    await running.runner.invoke('sweep');
    const [email] = (await running.inbox()).filter(({ to }) => to.includes('lead@essex.example'));
    expect(email?.text).toContain('action on immediate recommendations');
    running.setClock(publishedAt);
  });
});

describe('stored words that nobody can count', () => {
  it('are shown without a day, and the force is asked about them', async () => {
    await running.service.followUps.add({
      followUp: anOpenFollowUp({ forceId: 'dorset', publishedOn: '2021-03-08' }),
      recommendations: [
        aRecommendation({ number: 1, timescale: 'in due course' }),
        aRecommendation({ number: 2, timescale: 'within six months' }),
      ],
      audit: { at: running.service.clock.now(), by: 'test', action: 'publish', summary: 'Published.' },
    });
    expect(await say('show dorset')).toMatch(/^1 +in due course +- [^]*^2 +within six months +8 Sep 2021 /mu);
    running.setClock('2021-05-20T10:00:00Z');
    await say('contact add dorset --role lead --name "Superintendent Hardy" --email lead@dorset.example');
    const lead = createFormReader(running.endpoint);
    const list = await lead.post(
      await running.link({
        followUpId: 'dorset-ncpi-2021-03-08',
        contactId: 'lead-1',
        round: 'three-month-update',
        expiresAt: '2021-12-31T00:00:00Z',
      }),
    );
    running.setClock(publishedAt);
    expect(list.text).toContain('Timescale: in due course');
    expect(list.text).not.toContain('Timescale: within six months');
  });
});

describe('a timescale', () => {
  const refusal = async (content: string, command = 'recommendations import essex') => {
    const path = await fileOf('wrong.csv', content);
    const { exitCode, err } = await revisit(`${command} ${path} --yes`, running.stack);
    return [exitCode, err.replaceAll(/\s+/gu, ' ')];
  };

  it('that nobody can count is refused with its line and the forms that work, and nothing is written', async () => {
    const before = await shown();
    expect(
      await refusal('number,title,timescale\n1,New title,within 28 days\n2,Other,in due course\n'),
    ).toEqual([
      2,
      expect.stringContaining(
        'line 3, timescale: "in due course" is not a timescale that can be counted. Write it as in the report, such as immediately, with immediate effect, within 28 days',
      ),
    ]);
    expect(await shown()).toEqual(before);
  });

  it.each([
    ['an imported file', 'recommendations import essex'],
    ['the file of a new publication', 'publish kent --on 2021-03-08 --recommendations'],
  ])('in %s is named with its line if its date is before the publication', async (_, command) => {
    expect(
      await refusal('number,title,timescale\n3,A,by 8 March 2021\n1,B,by 31 August 2020\n', command),
    ).toEqual([
      2,
      expect.stringMatching(
        /One timescale ends before the publication\. Nothing was written\. .*line 3, timescale: "by 31 August 2020" is before the report was published, on 8 March 2021\. Correct the date\./u,
      ),
    ]);
  });
});

describe('a quotation mark at the beginning', () => {
  it('of a title or a wording is stored, exported and imported unchanged', async () => {
    const { recommendations } = await shown();
    for (const [number, title] of quoted) {
      const found = recommendations.find((one) => one.number === number);
      expect([found?.title, found?.wording]).toEqual([title, title]);
    }
    const { rows } = exportedSchema.parse(await revisitJson('export recommendations essex', running.stack));
    expect(rows.slice(0, quoted.size).map((row) => row['title'])).toEqual([...quoted.values()]);
    const csv = await say('export recommendations essex');
    expect(csv).toContain(`"""Outstanding"" practice is not shared"`);
    expect(csv).not.toMatch(/(?:^|,)"?=/mu);
  });

  it('of the title of a report is imported, exported and imported again unchanged', async () => {
    const line = `force_id,published_on,report\nkent,2020-02-03,"${REPORT.replaceAll('"', '""')}"\n`;
    await say(`import ${await fileOf('publications.csv', line)}`);
    const path = join(running.stack.directory, 'publications-exported.csv');
    await say(`export publications --out ${path}`);
    const { rows } = exportedSchema.parse(await revisitJson('export publications', running.stack));
    expect(rows.find((row) => row['force_id'] === 'kent')?.['report']).toBe(REPORT);
    await say(`import ${path}`, other);
    const imported = shownSchema.parse(await revisitJson('show kent', other));
    expect(imported.followUp.reportTitle).toBe(REPORT);
  });
});
