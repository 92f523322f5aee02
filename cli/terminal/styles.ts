import { randomInt } from 'node:crypto';
import { styleText } from 'node:util';
import { visibleText } from '../../shared/domain/visible-text.ts';

/**
 * Our own styles, told apart from everybody else's control characters.
 *
 * What the CLI prints is composed of our words and of other people's: names, subjects, whole mails. So a style carries a
 * seal that only this process knows, and the one place that writes to the terminal turns sealed styles into real ones and
 * shows every other control character as a picture. No command can forget it, and no text can guess the seal.
 */
const SEAL = Array.from({ length: 3 }, () => String(randomInt(1000, 10_000))).join(';');

const SEALED = new RegExp(String.raw`\u001B\[(\d{1,2});${SEAL}m`, 'u');
const REAL = /\u001B\[(\d{1,2})m/gu;

/** The text in a style, e.g. `bold`, for `forTerminal` to make real. */
export function styled(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, STYLED, { validateStream: false }).split(STYLED).map(sealed).join(text);
}

const STYLED = 'x';
const BYTE_ORDER_MARK = '\uFEFF';

/** The same text with its real styles sealed: only for what `forTerminal` made before. */
export function sealed(text: string): string {
  return text.replaceAll(REAL, `\u001B[$1;${SEAL}m`);
}

/** What may be written to a terminal: sealed styles are real, every other control character is shown. */
export function forTerminal(text: string): string {
  // By it Excel knows the encoding of a list; anywhere else it is a hidden character.
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const parts = text
    .slice(mark.length)
    .split(SEALED)
    .map((part, place) => (place % 2 === 0 ? visibleText(part) : `\u001B[${part}m`));
  return `${mark}${parts.join('')}`;
}
