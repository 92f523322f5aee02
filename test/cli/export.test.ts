import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readCsv } from '../../shared/contracts/csv.ts';
import { revisit, revisitJson } from '../support/command-line.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';
import { publishLoamshire } from '../support/loamshire.ts';
import { wire } from '../../shared/wiring.ts';

const foiSchema = z.object({
  followUps: z.array(z.looseObject({ force: z.string(), booked: z.unknown().optional() })),
  withheld: z.array(z.object({ what: z.string(), followUps: z.int() })),
});

let stack: TestStack;
beforeAll(async () => {
  stack = await createTestStack();
  Object.assign(process.env, stack.environment);
  stack.clock.setAsOf(Temporal.Instant.from('2016-07-18T09:00:00Z'));
  await revisitJson('force import data/forces.csv', stack);
  await publishLoamshire(wire(stack.environment, { functionName: 'test' }));
  await revisitJson('publish essex --on 2016-03-08 --yes', stack);
  await revisitJson('publish kent --on 2016-09-20 --prepare', stack);
  await revisitJson('visit book essex --first 2016-09-05 --last 2016-09-08', stack);
});
afterAll(() => stack.stop());

/** Returns the calendar with its folded lines joined, as a calendar program reads it. */
async function feed(): Promise<string> {
  const { out, exitCode } = await revisit('export --format ics', stack);
  expect(exitCode).toBe(0);
  return out.replaceAll(/\r?\n[ \t]/gu, '');
}

describe('revisit export', () => {
  it('writes a CSV file with a row for each follow-up', async () => {
    const file = join(stack.directory, 'out.csv');
    expect((await revisit(`export --format csv --out ${file}`, stack)).out).toBe(
      `3 follow-ups written to ${file}.\n`,
    );
    const essex = readCsv(await readFile(file)).rows.find(({ cells }) => cells['force_id'] === 'essex');
    expect(essex?.cells).toMatchObject({ revisit_due_on: '2016-09-08', booked_first_on: '2016-09-05' });
  });

  it('writes only the month of a visit if the day is not known', async () => {
    await revisitJson('publish dorset --on 2015-09-08 --yes', stack);
    await revisitJson('visit done dorset --month 2016-04', stack);
    const { followUps } = foiSchema.partial().parse(await revisitJson('export --format json', stack));
    expect(followUps?.find(({ force: body }) => body === 'dorset')).toMatchObject({
      held: { month: '2016-04' },
      verdict: 'late',
      daysLate: 24,
      atLeast: true,
    });
    const { out } = await revisit('export --format csv', stack);
    const row = readCsv(Buffer.from(out)).rows.find(({ cells }) => cells['force_id'] === 'dorset');
    expect(row?.cells).toMatchObject({ held_first_on: '', held_month: '2016-04', days_late_at_least: 'yes' });
  });

  it('leaves out what is not public with --foi, and lists what it withheld', async () => {
    const { followUps, withheld } = foiSchema.parse(await revisitJson('export --format json --foi', stack));
    expect(followUps.map(({ force: body, booked }) => [body, booked])).toEqual([
      ['dorset', undefined],
      ['essex', undefined],
    ]);
    expect(withheld).toContainEqual({ what: 'days of visits that are not announced', followUps: 1 });
    const { out, err } = await revisit('export --format csv --foi', stack);
    expect(err).toContain('Withheld:\n  days of visits that are not announced (1 follow-up)\n');
    expect(out).not.toMatch(/2016-09-05|loamshire|kent|Shaw|@/u);
  });

  it('keeps the days of a visit out of the calendar feed until they are announced', async () => {
    expect(await feed()).not.toMatch(/20160905|Essex: revisit\r?\n/u);
    await revisitJson('visit announce essex --yes', stack);
    expect(await feed()).toMatch(/DTSTART;VALUE=DATE:20160905\r?\nDTEND;VALUE=DATE:20160909/u);
  });

  it('keeps the UID of a calendar entry and raises its SEQUENCE when a date moves (F20)', async () => {
    const entryOf = (text: string): { uid: string; sequence: number } => {
      const found = /UID:(?<uid>essex-\S+-visit-1@\S+)\r?\nSEQUENCE:(?<sequence>\d+)/u.exec(text)?.groups;
      return { uid: found?.['uid'] ?? '', sequence: Number(found?.['sequence']) };
    };
    const before = await feed();
    await revisitJson('visit move essex --first 2016-09-06 --last 2016-09-07 --reason ill', stack);
    await revisitJson('visit announce essex --yes', stack);
    const after = await feed();
    expect(before).toContain('METHOD:PUBLISH');
    expect(entryOf(after).uid).toBe(entryOf(before).uid);
    expect(entryOf(after).sequence).toBeGreaterThan(entryOf(before).sequence);
    expect(after).toContain('DTSTART;VALUE=DATE:20160906');
  });

  it('is refused if the file cannot be written', async () => {
    const { exitCode, err } = await revisit('export --format csv --out /dev/null/out.csv', stack);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('--out: The file /dev/null/out.csv')]);
  });
});
