import { findWayToCheck, type Organisation } from '../../domain/organisation.ts';

/** Returns e.g. "ring His Majesty's Inspectorate on 020 7946 0000, the number on www.inspectorate.example". */
export function ringToCheck(organisation: Organisation): string | undefined {
  const way = findWayToCheck(organisation);
  return way === undefined
    ? undefined
    : `ring ${way.name} on ${way.telephone}, the number on ${way.publishedAt}`;
}

/**
 * Returns the sentence that says how to check that an email is genuine. `others` are people whom the reader can also
 * ask, such as "them". Returns undefined if there is nothing to say.
 */
export function howToCheckSentence(
  organisation: Organisation,
  { others, what = 'this' }: { others?: string; what?: string } = {},
): string | undefined {
  const ways = [
    ...(others === undefined ? [] : [`ask ${others}`]),
    ...[ringToCheck(organisation)].filter((way) => way !== undefined),
  ];
  return ways.length === 0 ? undefined : `To check ${what} is genuine, ${ways.join(' or ')}.`;
}
