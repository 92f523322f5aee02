import { estimateMinutes } from '../../domain/form/effort.ts';
import type { RoundRule } from '../../domain/programme.ts';

interface Work {
  /** How many recommendations the round asks about. */
  readonly asked: number;
  /** Whether the form shows the last answers. */
  readonly prefilled: boolean;
}

/** Returns how long a round takes, e.g. "about 10 minutes" or "about an hour and a half". */
export function formatEffort(round: RoundRule, work: Work): string {
  return `about ${sayMinutes(estimateMinutes(round, work))}`;
}

/** Returns e.g. "It takes about 10 minutes with your action plan to hand", without the full stop. */
export function effortSentence(round: RoundRule, work: Work): string {
  const eased = work.prefilled
    ? ': your last answers are there, and you can say that nothing has changed'
    : round.effort === undefined
      ? ''
      : ` ${round.effort}`;
  return `It takes ${formatEffort(round, work)}${eased}`;
}

/** Says a time as a person would. It rounds up, so that nobody finds less time promised than the form takes. */
function sayMinutes(minutes: number): string {
  if (minutes <= 30) return `${roundUp(minutes, 5)} minutes`;
  if (minutes <= 50) return `${roundUp(minutes, 10)} minutes`;
  const halves = roundUp(minutes, 30) / 30;
  const hours = Math.floor(halves / 2);
  if (halves % 2 === 0) return hours === 1 ? 'an hour' : `${hours} hours`;
  return hours === 1 ? 'an hour and a half' : `${hours} and a half hours`;
}

function roundUp(minutes: number, step: number): number {
  return Math.ceil(minutes / step) * step;
}
