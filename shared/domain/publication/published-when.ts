import { formatDate, formatMonth } from '../dates.ts';
import type { FollowUp } from '../follow-up.ts';

/** What is known about a day of publication. */
export type Published = Pick<FollowUp, 'publishedOn' | 'publishedFrom'>;

/** Returns a day of publication as far as it is known: "8 March 2016", "March 2016" or "2016". */
export function publishedWords({ publishedOn, publishedFrom }: Published): string {
  if (publishedFrom === undefined) return formatDate(publishedOn);
  return publishedFrom.month === publishedOn.month
    ? formatMonth(publishedOn.toPlainYearMonth())
    : String(publishedOn.year);
}

/** Returns the words behind "published": "on 8 March 2016", "in March 2016" or "in 2016". */
export function publishedWhen(published: Published): string {
  return `${published.publishedFrom === undefined ? 'on' : 'in'} ${publishedWords(published)}`;
}
