import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** What makes a date from text or from typed numbers. */
const PARSES = /\b(?:PlainDate|PlainDateTime|PlainYearMonth|ZonedDateTime|Instant)\.from\(|\bDate\.parse\(/u;

/** Every file that makes dates, with why its years need no check of their own. */
const known: Readonly<Record<string, string>> = {
  'shared/domain/clocks/written-dates.ts': 'reads dates, and asks for the year',
  'shared/domain/returns/months-in-answers.ts': 'reads months, and answer-problems.ts asks for the year',
  'shared/domain/replies/dates-in-text.ts': 'reads dates in mail, and asks for the year',
  'shared/domain/replies/plain-status.ts': 'reads months in mail, and answer-problems.ts asks for the year',
  'functions/progress-form/pages/dates.ts': 'reads dates in the form, and asks for the year',
  'shared/contracts/temporal.ts': 'reads what is stored',
  'shared/domain/replies/align/facts-of-email.ts': 'reads when our own emails left, as stored',
  'shared/domain/replies/understand-mail.ts':
    'reads when an email on the desk of a developer says it was sent, and stores nothing',
  'cli/commands/calendar/import.ts': 'shows the bank holidays that bank-holidays.ts read',
  'cli/commands/calendar/list.ts': 'shows the bank holidays that are stored',
  'cli/commands/local/status.ts': 'reads the clock of the local service',
  'cli/doctor/check-aws.ts': 'compares the clock of this computer with the clock of AWS',
  'shared/domain/clocks/calendar.ts': 'reads the bank holidays that are stored',
  'shared/domain/clocks/timescale.ts': 'makes the last day of a year, which csv-recommendations.ts checks',
  'shared/use-cases/clocks/change-calendar.ts': 'makes the last day of a year that is stored',
};

describe('a date that comes in', () => {
  it('is made only where its year is checked, or where nobody outside can choose it', async () => {
    const found = new Set<string>();
    for await (const file of glob('{shared,functions,cli}/**/*.ts', { cwd: root, exclude: ['**/dist/**'] })) {
      if (PARSES.test(readFileSync(join(root, file), 'utf8'))) found.add(file);
    }
    expect([...found].sort()).toEqual(Object.keys(known).sort());
  });
});
