import type { OwedNotice } from '../domain/notices-owed.ts';
import { isRoundId, type RungId } from '../domain/programme.ts';

/** Rungs that stand for themselves and are never put into one email with others. */
const ALONE: ReadonlySet<RungId> = new Set<RungId>([
  'receipt',
  'announced',
  'unreachable',
  'complaint',
  'more-time-asked',
  'more-time-answer',
  'handover',
]);

/** Rungs whose email answers what somebody did. */
const ANSWERS: ReadonlySet<RungId> = new Set<RungId>(['receipt', 'more-time-answer']);

/** Rungs whose email carries a link to the form. */
const WITH_LINK: ReadonlySet<RungId> = new Set<RungId>([
  'request',
  'nudge',
  'can-we-help',
  'still-needed',
  'questions',
  'more-time-answer',
]);

/** One person, one email: of what a person is owed at one time, everything that may stand together does. */
export function oneEmailEach<Owed extends { readonly notice: OwedNotice }>(owed: readonly Owed[]): Owed[][] {
  const together = owed.filter(({ notice }) => !ALONE.has(notice.rungId));
  const alone = owed.filter(({ notice }) => ALONE.has(notice.rungId)).map((one) => [one]);
  return together.length > 0 ? [together, ...alone] : alone;
}

/** Whether the email of a notice carries its reader's own link to the form. */
export function carriesLink({ milestone, recipient, rungId }: OwedNotice): boolean {
  return isRoundId(milestone.id) && recipient.kind === 'contact' && WITH_LINK.has(rungId);
}

export function answersSomebody({ rungId }: OwedNotice): boolean {
  return ANSWERS.has(rungId);
}
