import type { PlainDate } from '../domain/dates.ts';

/** The languages in which the sentences exist. Welsh is a second folder beside `en` and a second entry here. */
export type Language = 'en';

export type NonEmpty<T> = readonly [T, ...T[]];

/** What every email has. */
export interface Envelope {
  readonly language: Language;
  /** A force that is invented: stamped in subject and text. */
  readonly simulated: boolean;
  /** As addressed: "Chief Superintendent Shaw". */
  readonly recipientName: string;
}

/** A member of the follow-up team who signs and can be rung. */
export interface Signatory {
  readonly name: string;
  readonly telephone: string;
}

export interface Report {
  /** The force's full name: "Essex Police". */
  readonly forceName: string;
  /** What the report is about: "child protection". */
  readonly subject: string;
  readonly publishedOn: PlainDate;
  readonly url?: string;
}
