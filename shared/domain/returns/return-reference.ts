import { formatDayAndMonth, type PlainDate } from '../dates.ts';

/** What a reference says about the follow-up that it belongs to. */
export interface ReferencedFollowUp {
  readonly id: string;
  readonly forceId: string;
  readonly programmeId: string;
  readonly publishedOn: PlainDate;
}

/**
 * Returns a reference such as `ESSEX-2016-A1`. It holds the body, the year of the report, the round and the version.
 * Round A is the six-week response.
 *
 * A body can have several reports in one year. Then the reference also holds the programme, as in `ESSEX-2016-NCPI-A1`,
 * the day of the report, as in `ESSEX-2016-8MAR-A1`, or both. `others` are the body's other follow-ups that have or may
 * get a return. A follow-up counts from the day when it is recorded, and for good. So of two follow-ups at least one
 * knows the other when its return comes, and their references differ.
 */
export function returnReference(
  { id, forceId, programmeId, publishedOn }: ReferencedFollowUp,
  { letter, version, others }: { letter: string; version: number; others: readonly ReferencedFollowUp[] },
): string {
  const ofYear = others.filter((other) => other.id !== id && other.publishedOn.year === publishedOn.year);
  const hasOtherProgramme = ofYear.some((other) => other.programmeId !== programmeId);
  const hasOtherDay = ofYear.some((other) => other.programmeId === programmeId);
  return [
    forceId.toUpperCase(),
    publishedOn.year,
    ...(hasOtherProgramme ? [programmeId.toUpperCase()] : []),
    ...(hasOtherDay ? [sayDay(publishedOn)] : []),
    `${letter}${version}`,
  ].join('-');
}

/** Returns a day that people can say on the telephone, such as `8MAR`. */
function sayDay(on: PlainDate): string {
  const [day = '', month = ''] = formatDayAndMonth(on).split(' ');
  return `${day}${month.slice(0, 3).toUpperCase()}`;
}
