import { decodeHTML } from 'entities';

/** A text as a reader sees it. Each of its UTF-16 units knows the part of the stored text that it came from. */
interface ShownText {
  readonly text: string;
  /** Where each unit starts in the stored text, and where it ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** A character reference of HTML. Browsers also accept most of them without the semicolon. */
const CHARACTER_REFERENCE = /&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);?/giu;
const LETTER_WITH_MARKS = /\P{M}\p{M}+/gu;

/** Returns a text as a browser shows it. "Sh&aacute;w" becomes "Sháw", and "&amp;aacute;" becomes "á". */
export function showText(text: string): string {
  return findShown(text).text;
}

/**
 * Replaces what a reader sees of a text. For example, if the pattern finds "Shaw", "&#83;haw" goes. All other
 * characters stay as they are stored.
 */
export function replaceShown(
  text: string,
  { pattern, replacement }: { pattern: RegExp; replacement: string },
): string {
  const shown = findShown(text);
  let left = '';
  let end = 0;
  for (const { index, 0: found } of shown.text.matchAll(pattern)) {
    const from = shown.from[index] ?? end;
    left += text.slice(end, from) + replacement;
    end = shown.to[index + found.length - 1] ?? text.length;
  }
  return left + text.slice(end);
}

function findShown(text: string): ShownText {
  const units = Array.from({ length: text.length }, (_, index) => index);
  const stored: ShownText = { text, from: units, to: units.map((index) => index + 1) };
  // Some programs encode what was encoded before. So references are decoded twice.
  const once = replaceEach(stored, { pattern: CHARACTER_REFERENCE, show: decodeHTML });
  const twice = replaceEach(once, { pattern: CHARACTER_REFERENCE, show: decodeHTML });
  return replaceEach(twice, { pattern: LETTER_WITH_MARKS, show: (letter) => letter.normalize('NFC') });
}

function replaceEach(
  { text, from, to }: ShownText,
  { pattern, show }: { pattern: RegExp; show: (found: string) => string },
): ShownText {
  let shown = '';
  const shownFrom: number[] = [];
  const shownTo: number[] = [];
  let end = 0;
  const keepUntil = (next: number): void => {
    shown += text.slice(end, next);
    for (let unit = end; unit < next; unit += 1) {
      shownFrom.push(from[unit] ?? unit);
      shownTo.push(to[unit] ?? unit + 1);
    }
  };
  for (const { index, 0: found } of text.matchAll(pattern)) {
    const replaced = show(found);
    if (replaced === found) continue;
    keepUntil(index);
    end = index + found.length;
    shown += replaced;
    shownFrom.push(...Array<number>(replaced.length).fill(from[index] ?? index));
    shownTo.push(...Array<number>(replaced.length).fill(to[end - 1] ?? end));
  }
  keepUntil(text.length);
  return { text: shown, from: shownFrom, to: shownTo };
}
