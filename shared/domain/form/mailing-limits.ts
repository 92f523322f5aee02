import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../dates.ts';

/** How often a click may make us send email, in windows of fixed length. */
interface MailingLimit {
  readonly windowMinutes: number;
  /** For the whole follow-up, whoever clicks. */
  readonly most: number;
  /** For one person or link of it, so that a stranger's clicks do not use up everybody's. */
  readonly mostEach?: number;
  /** Of these, so many are given even when others have used up what the whole follow-up has. */
  readonly first?: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** Every click on the form that makes us send email. */
export const mailingLimits = {
  code: { windowMinutes: HOUR, most: 20, mostEach: 5, first: 2 },
  'new-link': { windowMinutes: DAY, most: 12, mostEach: 3 },
  'ask-for-approval': { windowMinutes: HOUR, most: 5 },
  'pass-on': { windowMinutes: HOUR, most: 5 },
  'take-back': { windowMinutes: HOUR, most: 5 },
  'more-time': { windowMinutes: HOUR, most: 5 },
  'sent-another-way': { windowMinutes: HOUR, most: 5 },
  send: { windowMinutes: HOUR, most: 10 },
} as const satisfies Readonly<Record<string, MailingLimit>>;

export type MailingClick = keyof typeof mailingLimits;

/** What is counted for a click, and how often it may be counted. */
export interface Count {
  readonly what: string;
  readonly most: number;
  /** Up to this many no other count is asked. */
  readonly first: number;
  readonly windowMinutes: number;
}

/**
 * The narrow count comes first: who has used up their own takes nothing away from the others. The first few of each are not
 * held to the wide one: a stranger with every old link leaves the lead a code for a new one.
 */
export function countsFor(
  click: MailingClick,
  { followUpId, who }: { readonly followUpId: string; readonly who: string },
): Count[] {
  const limit: MailingLimit = mailingLimits[click];
  const { windowMinutes, most, mostEach, first = 0 } = limit;
  const what = `${click}/${followUpId}`;
  const each =
    mostEach === undefined ? [] : [{ what: `${what}/${who}`, most: mostEach, first, windowMinutes }];
  return [...each, { what, most, first: 0, windowMinutes }];
}

/** When the window of a count ends, and it may be counted anew. */
export function windowEnd(at: Instant, { windowMinutes }: Pick<Count, 'windowMinutes'>): Instant {
  const length = windowMinutes * 60_000;
  return Temporal.Instant.fromEpochMilliseconds((Math.floor(at.epochMilliseconds / length) + 1) * length);
}
