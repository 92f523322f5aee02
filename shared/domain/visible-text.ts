/**
 * Characters that a terminal obeys or does not show. They are control characters, marks that change the reading
 * direction and characters without width. With them, a writer could hide text or control the terminal of a reader.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0\uFDD0-\uFDEF]/u;

/**
 * Hidden characters that people use in ordinary text. They join a family into one emoji, and they form the flags of
 * England, Scotland and Wales.
 */
const EMOJI =
  /(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=\p{Extended_Pictographic})|\u{1F3F4}(?:\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F})/u;

const LINE_BREAK_OR_TAB = /\r\n|[\n\t]/u;

const KEPT_OR_HIDDEN = new RegExp(
  `(?<kept>${EMOJI.source}|${LINE_BREAK_OR_TAB.source})|${HIDDEN.source}`,
  'gu',
);

const FIRST_CONTROL_PICTURE = 0x24_00;
const FIRST_PRINTABLE = 0x20;
const DELETE = 0x7f;
const DELETE_PICTURE = 0x24_21;

/**
 * Makes text safe for a terminal. Line breaks and tabs stay. `ESC` becomes `␛`, and a right-to-left mark becomes
 * `<U+202E>`.
 */
export function visibleText(text: string): string {
  return text.replaceAll(KEPT_OR_HIDDEN, (found, kept: string | undefined) => kept ?? toPicture(found));
}

/** Makes text safe for one line of a terminal. A line break becomes `␊`, so the text cannot start a new line. */
export function visibleLine(text: string): string {
  return visibleText(text.replaceAll(/\r\n|\r/gu, '\n').replaceAll('\t', ' ')).replaceAll('\n', '␊');
}

const LINE_BREAK = /[\t\n\v\f\r\u0085\u2028\u2029]/u;

/**
 * Joins the lines of a text that is one line, such as a title or a reason. White space with a line break or a tab becomes
 * one space. The time grows with the length of the text only.
 */
export function joinLines(text: string): string {
  return text.replaceAll(/[\s\u0085]+/gu, (space) => (LINE_BREAK.test(space) ? ' ' : space));
}

/**
 * Tidies a text of one line that somebody gives us. Joins its lines, and drops the characters that a terminal obeys or does
 * not show.
 */
export function tidyLine(text: string): string {
  return joinLines(text)
    .replaceAll(KEPT_OR_HIDDEN, (_, kept: string | undefined) => kept ?? '')
    .trim();
}

/** Removes hidden characters from JSON without changing its meaning. Each becomes its escape, such as `\u009b`. */
export function visibleJson(json: string): string {
  return json.replaceAll(KEPT_OR_HIDDEN, (found, kept: string | undefined) => kept ?? escapeCharacter(found));
}

function toPicture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < FIRST_PRINTABLE) return String.fromCodePoint(FIRST_CONTROL_PICTURE + code);
  if (code === DELETE) return String.fromCodePoint(DELETE_PICTURE);
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function escapeCharacter(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
