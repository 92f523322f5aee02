import type { Instant } from '../dates.ts';
import type { RoundId } from '../programme.ts';

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

/** A part of an email that was not taken as the sender's own words, and why. */
export interface CutText {
  readonly why: 'quotation' | 'heading' | 'banner' | 'signature';
  readonly text: string;
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

/** Splits words that name no recommendation into paragraphs. Joined by blank lines, they are the same words again. */
export function splitIntoPieces(words: string): EmailPiece[] {
  const paragraphs = words.split(/\n(?:[ \t\r]*\n)+/u).filter((paragraph) => paragraph.trim() !== '');
  const pieces = paragraphs.slice(0, MOST_PIECES - 1);
  const rest = paragraphs.slice(MOST_PIECES - 1);
  return [...pieces, ...(rest.length === 0 ? [] : [rest.join('\n\n')])].map((each) => ({ words: each }));
}

/** Tells whether the form still asks where a piece belongs. */
export function isUnplaced({ place }: EmailPiece): boolean {
  return place === undefined;
}

/** Returns how many pieces of an email nobody has placed or left out. */
export function countUnplaced({ pieces }: Pick<FormEmail, 'pieces'>): number {
  return pieces.filter(isUnplaced).length;
}
