import { expect, it } from 'vitest';
import { isNightly } from '../support/nightly.ts';
import { simulate } from './run-history.ts';
import { stepKinds } from './steps.ts';

const steps = Number(process.env['REVISIT_STEPS'] ?? (isNightly ? 4_000 : 60));
const seed = Number(process.env['REVISIT_SEED'] ?? 20261127);

it(
  'Nobody is told or believes an untruth in random histories (F21)',
  async () => {
    const { untruth, covered, emails, histories } = await simulate({ steps, seed });
    if (isNightly) {
      const counts = [...covered, ...[...emails].map(([rung, sent]) => [`email ${rung}`, sent] as const)];
      const table = counts.map(([name, times]) => `${String(times).padStart(6)}  ${name}`).join('\n');
      process.stdout.write(`${table}\n${steps} steps in ${histories} histories, seed ${seed}\n`);
    }
    expect(untruth === undefined ? [] : [...untruth.found, untruth.text]).toEqual([]);
    if (steps >= 2_000) expect(stepKinds.filter((kind) => !covered.has(kind))).toEqual([]);
  },
  60 * 60_000,
);
