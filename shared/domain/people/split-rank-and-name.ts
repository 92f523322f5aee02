const RANKS = [
  'Detective Chief Superintendent',
  'Temporary Assistant Chief Constable',
  'Deputy Chief Constable',
  'Assistant Chief Constable',
  'Chief Constable',
  'Chief Superintendent',
  'Detective Superintendent',
  'Superintendent',
  'Detective Chief Inspector',
  'Chief Inspector',
  'Detective Inspector',
  'Inspector',
  'Commander',
] as const;

/**
 * Splits a name such as "Chief Superintendent Shaw" into rank and name. The rank is empty if it is not a known rank.
 */
export function splitRankAndName(addressed: string): { rank: string; name: string } {
  const rank = RANKS.find((candidate) => addressed.startsWith(`${candidate} `));
  return rank === undefined
    ? { rank: '', name: addressed }
    : { rank, name: addressed.slice(rank.length + 1).trim() };
}
