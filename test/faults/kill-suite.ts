import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsOf, killAt, Processes, type Course, type KillPoint, type KillResult } from './kill-runs.ts';
import { isLongForm, report } from './report.ts';

/** A course, and the calls at which a sample kills it. */
export interface SampledCourse {
  readonly course: Course;
  /** The first call of each of these actions. */
  readonly sample: readonly (readonly [action: string, side: KillPoint['side']])[];
}

/** Kills each course at each of its calls, before and after; in the short form at a sample of them. */
export function describeKills(courses: readonly SampledCourse[]): void {
  describe('a process that is killed', () => {
    let compileCache: string;
    let processes: Processes;

    beforeAll(async () => {
      compileCache = await mkdtemp(join(tmpdir(), 'revisit-compiled-'));
      processes = new Processes(compileCache);
    });
    afterAll(async () => {
      await processes.stop();
      await rm(compileCache, { recursive: true, force: true });
    });

    it.each(courses)(
      'while $course.name loses nothing and sends nothing twice unseen, wherever it dies (F3)',
      async ({ course, sample }) => {
        const calls = await callsOf(course);
        const results: KillResult[] = [];
        for (const point of isLongForm ? everyPoint(calls) : sampled(calls, sample)) {
          results.push(await killAt(point, { course, processes }));
        }
        const faults = report(
          `killed while ${course.name}`,
          results.map(({ point, action, outcome }) => ({
            at: `${point.side} call ${point.call} (${action ?? 'none'})`,
            outcome,
          })),
        );
        expect(results.length).toBeGreaterThan(0);
        expect(results.every(({ action }) => action !== undefined)).toBe(true);
        expect(faults).toEqual([]);
      },
    );
  });
}

function everyPoint(calls: readonly string[]): KillPoint[] {
  return calls.flatMap((_, index): KillPoint[] => [
    { call: index + 1, side: 'before' },
    { call: index + 1, side: 'after' },
  ]);
}

function sampled(calls: readonly string[], sample: SampledCourse['sample']): KillPoint[] {
  return sample.map(([action, side]) => ({ call: calls.indexOf(action) + 1, side }));
}
