import { type PlainDate } from '../dates.ts';

/**
 * Returns a reference such as `ESSEX-2016-A1`. It holds the force, the year of the report, the round and the version.
 * Round A is the six-week response.
 */
export function returnReference({
  forceId,
  publishedOn,
  letter,
  version,
}: {
  forceId: string;
  publishedOn: PlainDate;
  letter: string;
  version: number;
}): string {
  return `${forceId.toUpperCase()}-${publishedOn.year}-${letter}${version}`;
}
