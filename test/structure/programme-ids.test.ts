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

/** Names of stored data, which keep their spelling, and of other people's settings. */
const oldNames = new Set([
  'forceId',
  'forceIds',
  'forceName',
  'forceKey',
  'forceSort',
  'force_id',
  'force',
  'forceRows',
  'POLICE_FORCE',
  'forcePathStyle',
  'forceRfc822Attachments',
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

  it('calls whoever is inspected a body, and keeps the older word only in stored data', () => {
    const found = ['shared', 'functions'].flatMap(filesIn).flatMap((file) => {
      const code = readFileSync(file, 'utf8')
        .replaceAll(/\/\*\*.*?\*\/|\/\/[^\n]*|'[^'\n]*'|`[^`]*`/gsu, '')
        .replaceAll(/\/[^/\n]+\/[a-z]+/gu, '');
      return [...code.matchAll(/\b\w*force\w*\b/giu)]
        .map(([name]) => name)
        .filter((name) => !/enforce/iu.test(name) && !oldNames.has(name))
        .map((name) => `${file} ${name}`);
    });
    expect(found).toEqual([]);
  });
});
