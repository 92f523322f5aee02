import { formatDate, formatDay, isBefore, type PlainDate } from '../../domain/dates.ts';

/** A date by which we want something, and the day on which we say so. */
export interface AskedBy {
  readonly by: PlainDate;
  readonly today: PlainDate;
}

/**
 * The words that ask for something by a date. Nothing else may ask by a date, because an email or a page can be late.
 * After the date, the words do not ask by it. They say when we asked, and that an answer is still useful.
 */
export interface AskingWords {
  /** The beginning of a subject: "By 19 April: ". Nothing after the date. */
  readonly subject: string;
  /** The end of a request: " by 19 April 2016". Nothing after the date. */
  readonly byDate: string;
  /** A sentence to put behind a request: " We asked for this by 19 April 2016. It is still useful." Nothing before. */
  readonly late: string;
  /** The date that the reader can still meet. */
  readonly actBy: PlainDate | undefined;
}

/** Works out the words that ask for something. Without a date, they ask without one. */
export function askBy({ by, today }: { by: PlainDate | undefined; today: PlainDate }): AskingWords {
  if (by === undefined) return { subject: '', byDate: '', late: '', actBy: undefined };
  if (isBefore(by, today)) {
    const late = ` We asked for this by ${formatDate(by)}. It is still useful.`;
    return { subject: '', byDate: '', late, actBy: undefined };
  }
  return {
    subject: `By ${formatDay(by, today)}: `,
    byDate: ` by ${formatDate(by)}`,
    late: '',
    actBy: by,
  };
}

/** Returns e.g. " by 3 May 2016", or " as soon as we can" if a date of our own has passed. */
export function promiseBy({ by, today }: AskedBy, soon: string): string {
  return isBefore(by, today) ? ` ${soon}` : ` by ${formatDate(by)}`;
}

/** Tells whether a chance that lasts until a day is over. */
export function isOver(until: PlainDate, today: PlainDate): boolean {
  return isBefore(until, today);
}
