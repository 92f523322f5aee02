import { eventWords } from '../../shared/domain/clocks/explain-due-date.ts';
import type { WaitingMilestone } from '../../shared/domain/clocks/milestones.ts';

/** Says what a date waits for, such as "for the day when the service received the letter". */
export function waitingWords(missing: WaitingMilestone['waitsFor']): string {
  return missing.kind === 'recorded-day'
    ? `for the day when ${missing.name}`
    : `for ${eventWords(missing.rule, missing.event)}`;
}
