import type { Coverage } from './play.ts';
import { stepKinds } from './steps.ts';

/** The rungs that a run must have sent, and the statements that its emails must have made. */
const RUNGS = ['request', 'nudge', 'can-we-help', 'still-needed', 'receipt', 'announced', 'correction'];
const STATEMENTS = [
  'answer-by',
  'not-needed',
  'round-stopped',
  'revisit-by',
  'revisit-stopped',
  'no-revisit',
  'visit',
  'no-visit-days',
];

/** Returns what never happened in a run. A check that meets nothing proves nothing. */
export function missingFrom(coverage: Coverage): string[] {
  const wanted = [
    ...Object.keys(stepKinds).map((kind) => `step ${kind}`),
    ...RUNGS.map((rung) => `rung ${rung}`),
    ...STATEMENTS.map((says) => `states ${says}`),
  ];
  return wanted.filter((what) => (coverage.get(what) ?? 0) === 0);
}
