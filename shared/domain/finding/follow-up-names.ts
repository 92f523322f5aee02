import { formatDate } from '../dates.ts';
import type { FollowUp } from '../follow-up.ts';
import { findNamed, nameFits, plainName, type NameFit, type Named } from '../people/naming.ts';

/** What a name of a follow-up is made of. */
export type NamedFollowUp = Pick<FollowUp, 'id' | 'forceId' | 'programmeId' | 'publishedOn' | 'state'>;

/** One way to read what someone wrote: the words that name a body, and the words that choose among its follow-ups. */
export interface Reading {
  readonly fit: NameFit;
  readonly bodyIds: readonly string[];
  /** The programme's id in plain words, or an empty text for every programme. */
  readonly programme: string;
  readonly year: number | undefined;
}

export type FollowUpMatch<Candidate extends NamedFollowUp> =
  | {
      readonly kind: 'found';
      readonly found: Candidate;
      /** Other follow-ups that have ended, and that the same name could have meant before. Empty for an exact id. */
      readonly ended: readonly Candidate[];
    }
  | {
      readonly kind: 'ambiguous';
      readonly candidates: readonly Candidate[];
      /** The bodies that the name fits. */
      readonly bodyIds: readonly string[];
    }
  | { readonly kind: 'none' };

/**
 * Returns every way to read the name of a follow-up, the most exact first.
 *
 * A name is the name of a body. A programme, a year or both may follow, as in `essex`, `essex-2016`, `essex-fire` and
 * `essex-fire-2016`. A body can itself be called `essex-fire`. Its id then wins over a programme of Essex.
 */
export function readFollowUpName(written: string, bodies: readonly Named[]): Reading[] {
  const words = plainName(written).split(' ');
  const readings: Reading[] = [];
  for (let length = words.length; length > 0; length -= 1) {
    const named = findNamed(words.slice(0, length).join(' '), bodies);
    if (named === undefined) continue;
    const rest = words.slice(length);
    const hasYear = /^20\d\d$/u.test(rest.at(-1) ?? '');
    readings.push({
      fit: named.fit,
      bodyIds: named.fitting.map(({ id }) => id),
      programme: (hasYear ? rest.slice(0, -1) : rest).join(' '),
      year: hasYear ? Number(rest.at(-1)) : undefined,
    });
  }
  // The sort is stable. Among readings that fit equally well, the one with the longest name of a body stays first.
  return readings.sort((left, right) => nameFits.indexOf(left.fit) - nameFits.indexOf(right.fit));
}

/**
 * Finds the follow-up that someone means by `written`. An exact id wins over every name.
 *
 * A name means the only follow-up that runs. If none runs, it means the only one that is closed, and then the only one
 * that was withdrawn. If several run, it is ambiguous.
 */
export function matchFollowUp<Candidate extends NamedFollowUp>(
  written: string,
  { bodies, followUps }: { bodies: readonly Named[]; followUps: readonly Candidate[] },
): FollowUpMatch<Candidate> {
  const exact = followUps.find(({ id }) => id === written.trim().toLowerCase());
  if (exact !== undefined) return { kind: 'found', found: exact, ended: [] };
  for (const reading of readFollowUpName(written, bodies)) {
    const fitting = followUps.filter((followUp) => isMeant(followUp, reading));
    if (fitting.length > 0) return choose(fitting, reading);
    // The exact id of a body leaves no doubt. The same words never mean a programme of another body.
    if (reading.fit === 'id' && reading.programme === '') break;
  }
  return { kind: 'none' };
}

function isMeant(followUp: NamedFollowUp, { bodyIds, programme, year }: Reading): boolean {
  return (
    bodyIds.includes(followUp.forceId) &&
    (programme === '' || plainName(followUp.programmeId) === programme) &&
    (year === undefined || followUp.publishedOn.year === year)
  );
}

function choose<Candidate extends NamedFollowUp>(
  fitting: readonly Candidate[],
  { bodyIds }: Reading,
): FollowUpMatch<Candidate> {
  const ended = fitting.filter(hasEnded);
  const closed = ended.filter(({ state }) => state === 'closed');
  const running = fitting.filter((followUp) => !hasEnded(followUp));
  const [candidates = []] = [running, closed, ended].filter(({ length }) => length > 0);
  const [found] = candidates;
  if (found !== undefined && candidates.length === 1 && bodyIds.length === 1) {
    return { kind: 'found', found, ended: ended.filter((other) => other !== found) };
  }
  return { kind: 'ambiguous', candidates, bodyIds };
}

function hasEnded({ state }: NamedFollowUp): boolean {
  return state === 'closed' || state === 'withdrawn';
}

/** The name of a follow-up for a terminal. It is valid now, and may mean something else later. Never store it. */
export interface ShortName {
  /** What to type, such as `essex-2016`. */
  readonly typed: string;
  /** What to add to the name of the body, such as "2016". Empty if the body's name is enough. */
  readonly added: string;
}

/**
 * Returns the function that gives the shortest name of each follow-up that is unambiguous now: the body, the body with
 * the year, with the programme, or with both. If none of them will do, it gives the exact id.
 */
export function shortestNames({
  bodies,
  followUps,
}: {
  bodies: readonly Named[];
  followUps: readonly NamedFollowUp[];
}): (id: string) => ShortName {
  const known = new Map<string, ShortName>();
  return (id) => {
    const followUp = followUps.find((one) => one.id === id);
    if (followUp === undefined) return { typed: id, added: '' };
    const name = known.get(id) ?? shortestName(followUp, { bodies, followUps });
    known.set(id, name);
    return name;
  };
}

function shortestName(
  followUp: NamedFollowUp,
  among: { bodies: readonly Named[]; followUps: readonly NamedFollowUp[] },
): ShortName {
  const { id, programmeId, publishedOn } = followUp;
  for (const { typed, added } of listShorterNames(followUp)) {
    const match = matchFollowUp(typed, among);
    if (match.kind === 'found' && match.found.id === id) return { typed, added };
  }
  return { typed: id, added: `${programmeId}, ${formatDate(publishedOn)}` };
}

/** Returns every name of a follow-up that is shorter than its id, the shortest first. Some may mean another one too. */
export function listShorterNames({
  forceId,
  programmeId,
  publishedOn: { year },
}: Pick<NamedFollowUp, 'forceId' | 'programmeId' | 'publishedOn'>): ShortName[] {
  const endings = [[], [year], [programmeId], [programmeId, year]];
  return endings.map((ending) => ({ typed: [forceId, ...ending].join('-'), added: ending.join(' ') }));
}

/** Returns how a list on a terminal calls a follow-up, such as "Essex" or "Essex 2016". */
export function labelFollowUp(bodyName: string, { added }: ShortName): string {
  return added === '' ? bodyName : `${bodyName} ${added}`;
}
