import { type AnswerStatus, type SentAnswer } from '../answer.ts';

/** A flag for the owner. Revisit never shows it to the body as a grade. It names the recommendations it is about. */
export interface ReturnFlag {
  readonly kind: 'identical-text' | 'same-text-as-last-time' | 'moved-back' | 'done-without-check';
  readonly recommendations: readonly number[];
}

/** The fewest characters in a text that is compared. Few people would write such a text twice by chance. */
const TELLING_LENGTH = 40;

/** Returns what the owner should look at first in a return. The comparisons leave out "nothing has changed". */
export function findFlags(
  answers: ReadonlyMap<number, SentAnswer>,
  lastAnswers: ReadonlyMap<number, SentAnswer>,
): ReturnFlag[] {
  const flags: ReturnFlag[] = [];
  const fresh = [...answers].filter(([, answer]) => answer.unchangedSince === undefined);

  const byText = new Map<string, Set<number>>();
  for (const [number, answer] of fresh) {
    for (const text of tellingTexts(answer)) {
      byText.set(text, (byText.get(text) ?? new Set<number>()).add(number));
    }
  }
  const repeated = new Set(
    [...byText.values()].filter((numbers) => numbers.size > 1).flatMap((numbers) => [...numbers]),
  );
  if (repeated.size > 0) flags.push({ kind: 'identical-text', recommendations: inOrder(repeated) });

  const sameAsLast = fresh.filter(([number, answer]) => {
    const last = lastAnswers.get(number);
    return last !== undefined && tellingTexts(answer).some((text) => tellingTexts(last).includes(text));
  });
  addFlag(flags, { kind: 'same-text-as-last-time', found: sameAsLast });

  const movedBack = fresh.filter(([number, answer]) => {
    const last = lastAnswers.get(number);
    return last !== undefined && distance[answer.status] < distance[last.status];
  });
  addFlag(flags, { kind: 'moved-back', found: movedBack });
  addFlag(flags, {
    kind: 'done-without-check',
    found: [...answers].filter(([, answer]) => answer.status === 'done-not-checked'),
  });
  return flags;
}

function addFlag(
  flags: ReturnFlag[],
  { kind, found }: { kind: ReturnFlag['kind']; found: readonly (readonly [number, SentAnswer])[] },
): void {
  if (found.length === 0) return;
  flags.push({ kind, recommendations: inOrder(new Set(found.map(([number]) => number))) });
}

function inOrder(numbers: ReadonlySet<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}

/** How far along each status is. Three of them are equally far. */
const distance: Readonly<Record<AnswerStatus, number>> = {
  'not-started': 0,
  waiting: 1,
  different: 1,
  'part-way': 1,
  'done-not-checked': 2,
  'done-checked': 3,
};

function tellingTexts({ words }: SentAnswer): string[] {
  const texts = [words.practice, words.instead, words['why-late'], words['plan-what'], words['plan-test']];
  return texts
    .map((text) => (text ?? '').replace(/\s+/gu, ' ').trim().toLowerCase())
    .filter((text) => text.length >= TELLING_LENGTH);
}

/** Writes a flag as it is stored beside a return, such as `identical-text:1,3`. */
export function formatFlag(flag: ReturnFlag): string {
  return `${flag.kind}:${flag.recommendations.join(',')}`;
}
