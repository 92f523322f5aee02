import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandList, families } from '../../cli/command-line/command-list.ts';

const root = join(import.meta.dirname, '../..');

/** Returns which folders of a layer import which others, such as "sending > planning". */
async function arrowsIn(layer: string): Promise<Set<string>> {
  const arrows = new Set<string>();
  for await (const file of glob(`${layer}/**/*.ts`, { cwd: root })) {
    const from = folderIn(layer, file);
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, target] of text.matchAll(/ from '(\.[^']+)'/gu)) {
      const to = folderIn(layer, join(dirname(file), target ?? ''));
      if (from !== undefined && to !== undefined && from !== to) arrows.add(`${from} > ${to}`);
    }
  }
  return arrows;
}

/** Returns the folder of a file, or undefined if the file is outside the layer or in none of its folders. */
function folderIn(layer: string, file: string): string | undefined {
  const [folder, ...rest] = file.startsWith(`${layer}/`) ? file.slice(layer.length + 1).split('/') : [];
  return rest.length === 0 ? undefined : folder;
}

/**
 * Returns the file of a command, such as `cli/commands/visit/book.ts`. The command that has the name of its family
 * is in the folder of the family, such as `cli/commands/publish/publish.ts`.
 */
function fileOf(words: readonly string[]): string {
  const [first = 'desk', second] = words;
  if (second !== undefined) return `cli/commands/${first}/${second}.ts`;
  return first in families ? `cli/commands/${first}/${first}.ts` : `cli/commands/${first}.ts`;
}

describe('the folders of use cases', () => {
  it('have at most 28 pairs in which one imports from the other', async () => {
    expect((await arrowsIn('shared/use-cases')).size).toBeLessThanOrEqual(28);
  });
});

describe('a command', () => {
  it('is in a file whose path is the words of the command', async () => {
    const files: string[] = [];
    for await (const file of glob('cli/commands/**/*.ts', { cwd: root })) files.push(file);
    expect(files.sort()).toEqual(commandList.map(({ words }) => fileOf(words)).sort());
  });

  it.each(commandList.map(({ words }) => [`revisit ${words.join(' ')}`.trim(), words] as const))(
    'is loaded from its own file: %s',
    (_, words) => {
      const line = readFileSync(join(root, 'cli/command-line/command-list.ts'), 'utf8')
        .split('\n')
        .find((entry) => entry.includes(`words: [${words.map((word) => `'${word}'`).join(', ')}],`));
      expect(line).toContain(`import('../../${fileOf(words)}')`.replace('../../cli', '..'));
    },
  );
});
