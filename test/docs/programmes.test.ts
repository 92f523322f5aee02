import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programmeFields } from '../../shared/contracts/programme.ts';
import { roleParts } from '../../shared/domain/programme.ts';
import { revisit } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const text = await readFile('docs/programmes.md', 'utf8');
const blocks = [...text.matchAll(/```(?<kind>\w+) ?(?<file>\S*)\n(?<content>[^`]*)```/gu)].map(
  ({ groups }) => ({
    kind: groups?.['kind'] ?? '',
    file: groups?.['file'] ?? '',
    content: groups?.['content'] ?? '',
  }),
);

describe('docs/programmes.md', () => {
  let running: RunningTestService;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'revisit-programmes-'));
    running = await startTestService({ asOf: '2024-03-05T09:00:00Z' });
  });
  afterAll(async () => {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('leads from a file to a programme that runs: every step works, one after the other', async () => {
    const said = new Map<string, string>();
    for (const { kind, file, content } of blocks) {
      if (file !== '') await writeFile(join(folder, file), content);
      if (kind !== 'sh') continue;
      for (const line of content.trim().split('\n')) {
        const typed = line
          .replace(/^npx revisit ?/u, '')
          .replace(/\b(?<name>[a-z]+\.(?:json|csv|html))\b/gu, (name) => join(folder, name));
        const { exitCode, out, err } = await revisit(typed, running.stack);
        expect([line, exitCode, err]).toEqual([line, 0, '']);
        said.set(line, out.replace(/\s+/gu, ' '));
      }
    }
    const last = [...said].findLast(([line]) => line === 'npx revisit show loamshire-council')?.[1];
    // 70 working days after Monday 4 March 2024, over Easter and two bank holidays in May.
    expect(last).toContain('14 Jun 2024 written statement');
    expect(said.get('npx revisit plan --to 2024-07-31')).toContain('asks by 14 Jun');
  });

  it.each([
    ...programmeFields.file,
    ...programmeFields.milestone,
    ...programmeFields.due,
    ...programmeFields.rung,
    ...roleParts,
  ])('explains the field or part %s', (field) => {
    expect(text).toContain(`\`${field}\``);
  });
});
