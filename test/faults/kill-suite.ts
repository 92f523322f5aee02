import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsOf, killAt, Processes, type Course, type KillPoint, type KillResult } from './kill-runs.ts';
import { isLongForm, report } from './report.ts';

/** A course, and the points at which the short form kills it. */
export interface SampledCourse {
  readonly course: Course;
  readonly sample: readonly KillPoint[];
}

/** Kills each course at each of its calls, before and after. The short form tries a sample of them. */
export function describeKills(courses: readonly SampledCourse[]): void {
  describe('killing the process', () => {
    let processes: Processes;

    beforeAll(() => {
      const sampled = courses.reduce((sum, { sample }) => sum + sample.length, 0);
      processes = new Processes(isLongForm ? Infinity : sampled);
    });
    afterAll(() => processes.stop());

    it.each(courses)(
      'loses nothing and sends nothing twice unseen while $course.name, wherever the process dies (F3)',
      async ({ course, sample }) => {
        const results: KillResult[] = [];
        for (const point of isLongForm ? everyPoint(await callsOf(course)) : sample) {
          results.push(await killAt(point, { course, processes }));
        }
        const faults = report(
          `killed while ${course.name}`,
          results.map(({ point, action, outcome }) => ({
            at: `${point.side} call ${point.call}${point.time === undefined ? '' : ` number ${point.time}`} (${action ?? 'none'})`,
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
