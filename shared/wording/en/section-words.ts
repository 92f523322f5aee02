import type { PlainDate } from '../../domain/dates.ts';
import { paragraph, type Block } from '../email-content.ts';
import type { Reader, Section } from '../email-facts.ts';
import { askBy } from './ask-by.ts';

/** One piece of news about one report, in every form that an email can need. */
export interface SectionWords {
  readonly subject: string;
  /** The same in fewer words, for an email whose subject would be too long. */
  readonly shortSubject?: string;
  /** The subject of an email with this news about several reports. */
  readonly severalSubject: (several: Several) => string;
  /** The text if the email is only about this. */
  readonly letter: readonly Block[];
  /** The text under the report's heading if the email has several pieces of news. */
  readonly brief: readonly Block[];
  /** The same news for someone who gets a copy. It speaks about the addressee. */
  readonly copy: readonly Block[];
  /**
   * The copy if there are several pieces of news. It is a sentence without its end. A full stop or the link follows.
   */
  readonly briefCopy: string;
  readonly actBy?: PlainDate;
}

/** The sections of an email that have the same news. */
export interface Several {
  readonly sections: readonly Section[];
  /** The number of reports. */
  readonly count: number;
  /** E.g. "3 Essex reports". */
  readonly reports: string;
  /** The earliest date in the email. */
  readonly earliest?: PlainDate;
  /** The day on which the email leaves. */
  readonly today: PlainDate;
}

/** Returns e.g. "By 19 April: ", or nothing if there is no date to come. */
export function byEarliest({ earliest, today }: Several): string {
  return askBy({ by: earliest, today }).subject;
}

/** Explains why someone is asked who is not the lead. */
export function explainWhyNotTheLead(reader: Reader): Block[] {
  return reader.as === 'addressee' && reader.inPlaceOfLead
    ? [paragraph('We have no working email address for a lead, so we are writing to you.')]
    : [];
}

/** Returns the name of the addressee for a copy. */
export function addresseeName(reader: Reader): string {
  return reader.as === 'copy' ? reader.of : 'your lead';
}
