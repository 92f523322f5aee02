/** Something that people call by its id or by one of its names. */
export interface Named {
  readonly id: string;
  readonly names: readonly string[];
}

export type Match<Candidate> =
  | { readonly kind: 'found'; readonly found: Candidate }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'none'; readonly closest: Candidate | undefined };

/**
 * Finds what someone means by `written`. It can be an id, a whole name or the first words of a name, such as "essex",
 * "Essex Police" or "dyfed". Case and accents do not matter. An exact id wins over names, and a whole name over the
 * first words of one. If nothing matches, it returns the nearest spelling, and the caller can suggest "Essex" for
 * "Esex".
 */
export function matchName<Candidate extends Named>(
  written: string,
  candidates: readonly Candidate[],
): Match<Candidate> {
  const fitting = findNamed(written, candidates)?.fitting ?? [];
  const [found] = fitting;
  if (fitting.length > 1) return { kind: 'ambiguous', candidates: fitting };
  return found === undefined
    ? { kind: 'none', closest: findClosest(plainName(written), candidates) }
    : { kind: 'found', found };
}

/** How well a text fits a name, the best first. */
export const nameFits = ['id', 'name', 'beginning'] as const;
export type NameFit = (typeof nameFits)[number];

/** Finds the candidates that a text fits best, and how it fits them. Returns undefined if it fits none. */
export function findNamed<Candidate extends Named>(
  written: string,
  candidates: readonly Candidate[],
): { fit: NameFit; fitting: readonly Candidate[] } | undefined {
  const wanted = plainName(written);
  const tests: Record<NameFit, (plain: PlainNames) => boolean> = {
    id: ({ id }) => id === wanted,
    name: ({ names }) => names.includes(wanted),
    beginning: ({ id, names }) => [id, ...names].some((name) => name.startsWith(`${wanted} `)),
  };
  for (const fit of nameFits) {
    const fitting = candidates.filter((candidate) => tests[fit](plainNamesOf(candidate)));
    if (fitting.length > 0) return { fit, fitting };
  }
  return undefined;
}

type PlainNames = Pick<Named, 'id' | 'names'>;

/** The plain names of candidates that were looked at before. A list of every follow-up asks for them thousands of times. */
const plainNames = new WeakMap<Named, PlainNames>();

function plainNamesOf(candidate: Named): PlainNames {
  const known = plainNames.get(candidate);
  if (known !== undefined) return known;
  const made = { id: plainName(candidate.id), names: candidate.names.map(plainName) };
  plainNames.set(candidate, made);
  return made;
}

/** Makes an id that any keyboard can type. `Chief Superintendent Siân Ŵyn` gives `chief-superintendent-sian-wyn`. */
export function buildIdFromName(name: string, taken: readonly string[] = []): string {
  const base = plainName(name).replaceAll(' ', '-').slice(0, 60) || 'unnamed';
  let id = base;
  for (let count = 2; taken.includes(id); count += 1) id = `${base}-${count}`;
  return id;
}

/** Returns a name in small letters and figures, with single spaces. All spellings of a name then look the same. */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/&/gu, ' and ')
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim();
}

function findClosest<Candidate extends Named>(
  wanted: string,
  candidates: readonly Candidate[],
): Candidate | undefined {
  let nearest: { candidate: Candidate; distance: number } | undefined;
  for (const candidate of candidates) {
    for (const name of [candidate.id, ...candidate.names]) {
      const distance = editDistance(wanted, plainName(name));
      if (
        distance <= Math.max(1, Math.floor(wanted.length / 3)) &&
        distance < (nearest?.distance ?? Infinity)
      ) {
        nearest = { candidate, distance };
      }
    }
  }
  return nearest?.candidate;
}

/** Returns the Levenshtein distance. It is the number of letters to change, add or leave out. */
export function editDistance(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[right.length] ?? 0;
}
