import type { PlainDate } from '../domain/dates.ts';
import type { Organisation } from '../domain/organisation.ts';
import type { BodyWords, ReportWords } from '../domain/programme.ts';

/** The languages that emails exist in. To add Welsh, add a folder next to `en` and an entry here. */
export type Language = 'en';

export type NonEmpty<T> = readonly [T, ...T[]];

/** The facts that every email has. */
export interface Envelope {
  readonly language: Language;
  /** Whether the body is invented. The subject and the text then say so. */
  readonly simulated: boolean;
  /** What the body is, such as "force", for the words that say it is invented. */
  readonly noun: string;
  /** The name in the greeting, e.g. "Chief Superintendent Shaw". */
  readonly recipientName: string;
}

/** When an email is written, and for which organisation. Every email to a body has both. */
export interface Occasion {
  /** The day on which the email leaves. Nothing is asked by an earlier date. */
  readonly today: PlainDate;
  readonly organisation: Organisation;
}

/** A member of the follow-up team who signs the email and answers the telephone. */
export interface Signatory {
  readonly name: string;
  readonly telephone: string;
}

export interface Report {
  /** The follow-up of the report. What an email states is kept with it. */
  readonly followUpId: string;
  /** The full name of the body, e.g. "Essex Police". */
  readonly bodyName: string;
  readonly body: BodyWords;
  readonly document: ReportWords;
  /** What nobody must write in a return, such as "Please do not name or describe any child or live case." */
  readonly care: string;
  /** What the report is about, e.g. "child protection". */
  readonly subject: string;
  readonly publishedOn: PlainDate;
  readonly url?: string;
}
