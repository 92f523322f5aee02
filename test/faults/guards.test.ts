import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guards } from './guards.ts';

test.each(guards.map((one) => [`${one.failure}: ${one.name}`, one] as const))(
  'the guard of %s stands in its file, once, and docs/faults.md lists it',
  (_, { failure, file, guard, name }) => {
    expect(readFileSync(file, 'utf8').split(guard)).toHaveLength(2);
    const documented = readFileSync('docs/faults.md', 'utf8').replaceAll(/ +/gu, ' ');
    expect(documented).toContain(`| ${failure} | ${name} |`);
  },
);

test('every failure of the list has a guard that can be taken out', () => {
  const failures = Array.from({ length: 20 }, (_, index) => `F${index + 1}`);
  const guarded = new Set<string>(guards.map(({ failure }) => failure));
  expect(failures.filter((failure) => !guarded.has(failure))).toEqual([]);
});
