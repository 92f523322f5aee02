import { appendFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { Outcome } from './outcome.ts';
import type { ReportRow } from './report-row.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Names the file that collects the table of `npm run faults`. It is absent in `npm test`, which runs the short form.
     */
    faultsReport: string | undefined;
  }
}

const reportPath = inject('faultsReport');

/** True under `npm run faults`, which tries every point and the numbers of the specification. */
export const isLongForm = reportPath !== undefined;

/** Adds a line to the table, and returns the problems found. */
export function report(
  what: string,
  results: readonly { readonly at: string; readonly outcome: Outcome }[],
): string[] {
  const sum = (count: (outcome: Outcome) => number): number =>
    results.reduce((total, { outcome }) => total + count(outcome), 0);
  const row: ReportRow = {
    what,
    points: results.length,
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    unknown: sum(({ unknown }) => unknown),
  };
  if (reportPath !== undefined) appendFileSync(reportPath, `${JSON.stringify(row)}\n`);
  return results.flatMap(({ at, outcome }) => outcome.faults.map((fault) => `${at}: ${fault}`));
}
