import { ERASED_ADDRESS } from './erasure.ts';
import type { Contact } from '../contact.ts';
import { isBefore, londonDate, type Instant, type PlainDate } from '../dates.ts';

/** The kinds of personal data that Revisit erases by itself when their period is over. */
export const retentionKinds = ['mail', 'unsent', 'people'] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** How many months Revisit keeps each kind of personal data. */
export type RetentionMonths = Readonly<Record<RetentionKind, number>>;

/**
 * The periods of a service whose admin has set none. A follow-up takes six months, and its questions may last as long
 * again. So these periods keep what is in use, and no more.
 */
export const defaultRetention: RetentionMonths = { mail: 24, unsent: 12, people: 24 };

/** Months that an admin may set. Shorter periods would erase what a follow-up still needs. */
export const SHORTEST_RETENTION = 9;
export const LONGEST_RETENTION = 120;

/** What the privacy notice of the form says about the organisation, and how long Revisit keeps personal data. */
export interface PrivacySettings {
  /** The organisation that decides why and how the data is used, with its postal address. */
  readonly controller?: string;
  /** How to reach its data protection officer. */
  readonly contact?: string;
  readonly months: RetentionMonths;
}

export const noPrivacySettings: PrivacySettings = { months: defaultRetention };

/** Returns what the privacy notice still lacks. A production stage is not armed without it. */
export function listMissingPrivacy({ controller, contact }: PrivacySettings): ('controller' | 'contact')[] {
  return [
    ...(controller === undefined ? (['controller'] as const) : []),
    ...(contact === undefined ? (['contact'] as const) : []),
  ];
}

/** Tells whether data that was last needed on a day is older than its period. */
export function isPastRetention(
  neededTo: PlainDate,
  { kind, months, today }: { kind: RetentionKind; months: RetentionMonths; today: PlainDate },
): boolean {
  return isBefore(neededTo.add({ months: months[kind] }), today);
}

/** Tells whether somebody left their role so long ago that Revisit erases them. */
export function isPersonPastRetention(
  { to, email }: Pick<Contact, 'to' | 'email'>,
  { months, now }: { months: RetentionMonths; now: Instant },
): boolean {
  if (to === undefined || email.endsWith(ERASED_ADDRESS.slice(ERASED_ADDRESS.indexOf('@')))) return false;
  return isPastRetention(to, { kind: 'people', months, today: londonDate(now) });
}
