import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedProgrammes } from '../../shared/contracts/shipped-programmes.ts';

/** The words of the engine itself. A programme may use one of them as an id, and the code means the engine's word. */
const enginesWords = new Set([
  // Kinds of rung, of task and of section.
  'request',
  'dates',
  'book',
  'unbooked',
  'chief-inspectors-list',
  'needs-a-reason',
  'ring',
  'decide',
  // The code of an error.
  'still-needed',
  // The product, its command, and a way in which a return can come.
  'revisit',
  'publication',
  'letter',
  // Words of commands and of pages.
  'publish',
  'share',
  'issue',
]);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('The code outside data/programmes', () => {
  it('names no milestone, rung or role of any programme', () => {
    const ids = new Set(
      [...shippedProgrammes.values()].flatMap(({ milestones, roles }) => [
        ...roles.map(({ id }) => id),
        ...milestones.flatMap(({ id, rungs }) => [id, ...rungs.map((rung) => rung.id)]),
      ]),
    );
    const found = ['shared', 'cli', 'functions', 'local', 'infra'].flatMap(filesIn).flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, place) => {
          const literals = [...line.matchAll(/'(?<word>[a-z][a-z-]*)'/gu)].map(
            ({ groups }) => groups?.['word'] ?? '',
          );
          const named = literals.filter((word) => ids.has(word) && !enginesWords.has(word));
          return named.map((word) => `${file}:${place + 1} ${word}`);
        }),
    );
    expect(found).toEqual([]);
  });
});
