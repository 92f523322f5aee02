import type { PlainDate } from '../../domain/dates.ts';
import { paragraph, type Block } from '../email-content.ts';
import type { Reader, Section } from '../email-facts.ts';
import { bySubject } from './phrases.ts';

/** One piece of news about one report, in each of the forms an email may need it. */
export interface SectionWords {
  readonly subject: string;
  /** The subject of an email with this news about several reports. */
  readonly severalSubject: (several: Several) => string;
  /** Where it is all the email is about. */
  readonly letter: readonly Block[];
  /** Under the report's heading, where it is one of several. */
  readonly brief: readonly Block[];
  /** For somebody who gets a copy: the same news, of a third person. */
  readonly copy: readonly Block[];
  /** A copy that is one of several: half a sentence, to which the full stop or the reader's own link is added. */
  readonly briefCopy: string;
  readonly actBy?: PlainDate;
}

/** The sections of an email that have the same news. */
export interface Several {
  readonly sections: readonly Section[];
  /** Of how many reports. */
  readonly count: number;
  /** "3 Essex reports". */
  readonly reports: string;
  /** The earliest date in the email. */
  readonly earliest?: PlainDate;
}

/** "By 19 April: ", where there is a date. */
export function byEarliest({ earliest }: Several): string {
  return earliest === undefined ? '' : `${bySubject(earliest)}: `;
}

/** Why somebody who is not the lead is asked. */
export function whyNotTheLead(reader: Reader): Block[] {
  return reader.as === 'addressee' && reader.inPlaceOfLead
    ? [paragraph('We have no working email address for a lead, so we are writing to you.')]
    : [];
}

/** Whom a copy speaks of. */
export function addresseeName(reader: Reader): string {
  return reader.as === 'copy' ? reader.of : 'your lead';
}
