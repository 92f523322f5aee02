import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guards } from './guards.ts';

test.each(guards.map((one) => [`${one.failure}: ${one.name}`, one] as const))(
  'the guard of %s stands exactly once in its file',
  (_, { file, guard }) => {
    expect(readFileSync(file, 'utf8').split(guard)).toHaveLength(2);
  },
);

test('docs/faults.md lists each guard once, in the order of the failures', () => {
  const [, table = ''] = readFileSync('docs/faults.md', 'utf8').split('## Each guard, taken out');
  const rows = [...table.matchAll(/^\| (?<failure>F\d+) +\| (?<name>.*?) +\|$/gmu)].map(({ groups }) => [
    groups?.['failure'],
    groups?.['name'],
  ]);
  const number = (failure: string): number => Number(failure.slice(1));
  const inOrder = [...guards].sort((a, b) => number(a.failure) - number(b.failure));
  expect(rows).toEqual(inOrder.map(({ failure, name }) => [failure, name]));
});

test('each failure from F1 to F20 has a guard that can be taken out', () => {
  const failures = Array.from({ length: 20 }, (_, index) => `F${index + 1}`);
  const guarded = new Set<string>(guards.map(({ failure }) => failure));
  expect(failures.filter((failure) => !guarded.has(failure))).toEqual([]);
});
