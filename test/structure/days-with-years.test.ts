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
  const every = await Array.fromAsync(glob('{shared,cli,functions}/**/*.ts'));
  const files = every.filter((file) => !file.includes('/dist/'));
  const found = files.filter((file) => /\bformatDayAndMonth\b/u.test(readFileSync(file, 'utf8')));
  expect(found.sort()).toEqual([...allowed].sort());
});
