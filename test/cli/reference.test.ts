import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { renderReference } from '../../cli/command-line/reference.ts';

test('docs/cli.md says what the commands say of themselves: npm run reference brings it up to date', async () => {
  expect(await readFile('docs/cli.md', 'utf8')).toBe(await renderReference());
});
