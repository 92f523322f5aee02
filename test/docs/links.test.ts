import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('every link in README, CONTRIBUTING and docs leads to a file that exists', async () => {
  const broken: string[] = [];
  for await (const page of glob(['*.md', 'docs/**/*.md', 'functions/*.md'], { cwd: root })) {
    for (const [, target = ''] of readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)#\s]+)/gu)) {
      const isOutside = /^[a-z]+:/u.test(target);
      if (!isOutside && !existsSync(join(root, dirname(page), target))) broken.push(`${page}: ${target}`);
    }
  }
  expect(broken).toEqual([]);
});
