import type { Instant } from '../dates.ts';
import type { RoundId } from '../programme.ts';
import type { CutText } from '../replies/align/write-marked.ts';
import { hideTokens } from '../sending/kept-email.ts';

/** An email from the body as its form shows it. Words that name no recommendation wait here until someone places them. */
export interface FormEmail {
  readonly round: RoundId;
  readonly mailId: string;
  readonly receivedAt: Instant;
  /** The contact who wrote the email. */
  readonly savedBy: string;
  /** The optimistic lock. Each save adds one. */
  readonly version: number;
  /** The words that name no recommendation, in the order of the email. Revisit never places them by itself. */
  readonly pieces: readonly EmailPiece[];
  /** What was not taken as the sender's own words. It holds no live link. */
  readonly cut: readonly CutText[];
}

/** A paragraph of an email, with every character as it was written. */
export interface EmailPiece {
  readonly words: string;
  /** Where a person put it. Absent if nobody has placed it yet. */
  readonly place?: PiecePlace | undefined;
}

/**
 * A recommendation by its number, the question "anything else we should know", or nowhere. A piece that was left out
 * can still be placed.
 */
export type PiecePlace = number | 'anything-else' | 'left-out';

/** The most pieces of one email. A page can show them all. The last piece holds the rest of a longer email. */
const MOST_PIECES = 40;

/** The most characters that the form keeps of what was left out of one email. The sender has the whole email. */
const LONGEST_CUT = 20_000;

/** Splits words that name no recommendation into paragraphs. Joined by blank lines, they are the same words again. */
export function splitIntoPieces(words: string): EmailPiece[] {
  const paragraphs = words.split(/\n(?:[ \t\r]*\n)+/u).filter((paragraph) => paragraph.trim() !== '');
  const pieces = paragraphs.slice(0, MOST_PIECES - 1);
  const rest = paragraphs.slice(MOST_PIECES - 1);
  return [...pieces, ...(rest.length === 0 ? [] : [rest.join('\n\n')])].map((each) => ({ words: each }));
}

/** Returns what was cut, as the form may keep it: without links and codes of ours, and not longer than a page shows. */
export function keepCut(cut: readonly CutText[]): CutText[] {
  const kept: CutText[] = [];
  let left = LONGEST_CUT;
  for (const { why, text } of cut) {
    if (left <= 0) break;
    const shown = hideTokens(text).slice(0, left);
    left -= shown.length;
    if (shown.trim() !== '') kept.push({ why, text: shown });
  }
  return kept;
}

/** Tells whether the form still asks where a piece belongs. */
export function isUnplaced({ place }: EmailPiece): boolean {
  return place === undefined;
}

/** Returns how many pieces of an email nobody has placed or left out. */
export function countUnplaced({ pieces }: Pick<FormEmail, 'pieces'>): number {
  return pieces.filter(isUnplaced).length;
}
