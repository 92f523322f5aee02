import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { expect, it } from 'vitest';

/**
 * The only files that may write a day without its year. In each of them the year stands beside the day, or the text is a
 * name that people say on the telephone.
 */
const allowed = [
  'shared/domain/dates.ts',
  'shared/domain/returns/return-reference.ts',
  'shared/use-cases/visits/visit-changes.ts',
  'shared/wording/en/phrases.ts',
  'cli/terminal/effect.ts',
];

it('A day without its year is written only where the year stands beside it', async () => {
  const found: string[] = [];
  for await (const file of glob('{shared,cli,functions}/**/*.ts')) {
    if (!file.includes('/dist/') && /\bformatDayAndMonth\b/u.test(readFileSync(file, 'utf8')))
      found.push(file);
  }
  expect(found.sort()).toEqual([...allowed].sort());
});
