import { styleText } from 'node:util';
import { visibleText } from '../../shared/domain/visible-text.ts';

/**
 * Marks our own styles, to tell them from the control characters in other people's text.
 *
 * The CLI prints names, subjects and whole emails that other people wrote. Each of our styles therefore carries a random
 * seal that only this process knows. Every text passes through `forTerminal` on its way to the terminal. That turns sealed
 * styles into real ones and shows every other control character as a visible sign. A command cannot forget this, and no
 * text can guess the seal. It is made for the first style. Before that, no text has a style.
 */
let seal: { readonly text: string; readonly sealed: RegExp } | undefined;

function sealOf(): { readonly text: string; readonly sealed: RegExp } {
  return (seal ??= createSeal());
}

function createSeal(): { readonly text: string; readonly sealed: RegExp } {
  const { randomInt } = process.getBuiltinModule('node:crypto');
  const text = Array.from({ length: 3 }, () => String(randomInt(1000, 10_000))).join(';');
  return { text, sealed: new RegExp(String.raw`\u001B\[(\d{1,2});${text}m`, 'u') };
}

const REAL = /\u001B\[(\d{1,2})m/gu;

/** Returns the text in a sealed style, such as `bold`. `forTerminal` later makes the style real. */
export function addStyle(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, STYLED, { validateStream: false }).split(STYLED).map(sealStyles).join(text);
}

const STYLED = 'x';
const BYTE_ORDER_MARK = '\uFEFF';

/** Seals the real styles of a text again. Use it only for text that `forTerminal` returned. */
export function sealStyles(text: string): string {
  return text.replaceAll(REAL, (_, style: string) => `\u001B[${style};${sealOf().text}m`);
}

/** Returns text that is safe to write to a terminal. Sealed styles become real. Other control characters become visible. */
export function forTerminal(text: string): string {
  // Excel needs the mark at the beginning to know the encoding of a list. Anywhere else it is a hidden character.
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const rest = text.slice(mark.length);
  if (seal === undefined) return `${mark}${visibleText(rest)}`;
  const parts = rest
    .split(seal.sealed)
    .map((part, place) => (place % 2 === 0 ? visibleText(part) : `\u001B[${part}m`));
  return `${mark}${parts.join('')}`;
}
