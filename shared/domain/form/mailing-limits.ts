import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../dates.ts';

/** How often a click may make Revisit send email, within windows of fixed length. */
interface MailingLimit {
  readonly windowMinutes: number;
  /** The limit for the whole follow-up, for all people together. */
  readonly most: number;
  /** The limit for one person or link. It stops a stranger's clicks from using up everyone's limit. */
  readonly mostEach?: number;
  /** The first few of these are always allowed, even if others have used up the limit of the follow-up. */
  readonly first?: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** Every click on the form that makes Revisit send email, and every one that a link alone may make. */
export const mailingLimits = {
  code: { windowMinutes: HOUR, most: 20, mostEach: 5, first: 2 },
  declare: { windowMinutes: HOUR, most: 20, mostEach: 5, first: 2 },
  'new-link': { windowMinutes: DAY, most: 12, mostEach: 3 },
  'ask-for-approval': { windowMinutes: HOUR, most: 5 },
  'pass-on': { windowMinutes: HOUR, most: 5 },
  'take-back': { windowMinutes: HOUR, most: 5 },
  'not-me': { windowMinutes: DAY, most: 6, mostEach: 3 },
  'more-time': { windowMinutes: HOUR, most: 5 },
  'sent-another-way': { windowMinutes: HOUR, most: 5 },
  send: { windowMinutes: HOUR, most: 10 },
} as const satisfies Readonly<Record<string, MailingLimit>>;

export type MailingClick = keyof typeof mailingLimits;

/** What a click counts against, and how often it may be counted. */
export interface Count {
  readonly what: string;
  readonly most: number;
  /** Up to this number, Revisit checks no other count. */
  readonly first: number;
  readonly windowMinutes: number;
}

/**
 * Returns the counts for a click, the narrow one first. If someone has used up their own count, the others lose
 * nothing. The first few clicks of each person do not count against the wide limit. Even if a stranger has every old
 * link, the lead can still get a code for a new one.
 */
export function listCounts(
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

/** Returns when the window of a count ends. Counting then starts again. */
export function windowEnd(at: Instant, { windowMinutes }: Pick<Count, 'windowMinutes'>): Instant {
  const length = windowMinutes * 60_000;
  return Temporal.Instant.fromEpochMilliseconds((Math.floor(at.epochMilliseconds / length) + 1) * length);
}
