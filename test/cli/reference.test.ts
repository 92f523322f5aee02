import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { renderReference } from '../../cli/command-line/reference.ts';

test('docs/cli.md matches the help of the commands (update it with npm run reference)', async () => {
  expect(await readFile('docs/cli.md', 'utf8')).toBe(await renderReference());
});
