import { type PlainDate } from '../dates.ts';
import type { RoundId } from '../programme.ts';

/**
 * Returns a reference such as `ESSEX-2016-A1`. It holds the force, the year of the report, the round and the version.
 * Round A is the six-week response.
 */
export function returnReference({
  forceId,
  publishedOn,
  round,
  version,
}: {
  forceId: string;
  publishedOn: PlainDate;
  round: RoundId;
  version: number;
}): string {
  return `${forceId.toUpperCase()}-${publishedOn.year}-${roundLetters[round]}${version}`;
}

const roundLetters: Readonly<Record<RoundId, string>> = {
  'six-week-response': 'A',
  'three-month-update': 'B',
  'pre-revisit-update': 'C',
};
