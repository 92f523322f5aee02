import iconv from 'iconv-lite';
import { bytesIn1252 } from './mend-text.ts';

/** Charsets that change their meaning by signs in the text, and that no library here knows. */
const UNKNOWN_TO_ALL = /^(?:iso-2022-(?:kr|cn|cn-ext)|hz-gb-2312|hz)$/u;
const SIGNS_OF_THOSE = /[\u001B\u000E]|~\{/u;

const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['unicode-1-1-utf-7', 'utf-7'],
  ['csunicode11utf7', 'utf-7'],
  ['x-unicode-2-0-utf-7', 'utf-7'],
]);

/**
 * Decodes a text again whose charset the parser does not know. The parser then takes it for windows-1252, which has a
 * character for each byte, so that no byte is lost. Returns undefined if nobody here can decode it.
 */
export function decodeAgain(text: string, charset: string): string | undefined {
  if (UNKNOWN_TO_ALL.test(charset)) return SIGNS_OF_THOSE.test(text) ? undefined : text;
  const name = OTHER_NAMES.get(charset) ?? charset;
  if (name === '' || isKnownToTheParser(name) || !iconv.encodingExists(name)) return text;
  const bytes = bytesIn1252(text);
  return bytes === undefined ? text : iconv.decode(Buffer.from(bytes), name);
}

function isKnownToTheParser(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

/** Decodes a page again as its own `<meta charset>` says. The header of the part named no charset. */
export function decodeAsPageSays(html: string): string {
  const name = /<meta[^>]{0,200}?charset[ \t]*=[ \t]*["']?([\w:-]{1,40})/iu.exec(html.slice(0, 4_000))?.[1];
  const bytes = name === undefined ? undefined : bytesIn1252(html);
  if (name === undefined || bytes === undefined || !iconv.encodingExists(name)) return html;
  return iconv.decode(Buffer.from(bytes), name);
}

/**
 * Tells whether a text is in a code page that it does not name. Cyrillic or Greek that is read as windows-1252 has
 * words of nothing but accented letters. No language has several of those.
 */
export function isWrongCodePage(text: string): boolean {
  const words =
    text
      .slice(0, 100_000)
      .match(/(?<!\p{L})[\u00C0-\u00FF\u0152\u0153\u0160\u0161\u0178\u017D\u017E]{4,40}(?!\p{L})/gu) ?? [];
  return words.length >= 2;
}

/** Tells whether so many characters could not be decoded that the rest says nothing. */
export function isGarbled(text: string): boolean {
  const bad = text.slice(0, 100_000).match(/[\uFFFD\u0001-\u0008\u000E-\u001F]/gu)?.length ?? 0;
  return bad >= 3 && bad * 10 > Math.min(text.length, 100_000);
}

/** Removes NUL bytes, which are no words. Returns undefined if so many are left out that nobody can say what it was. */
export function withoutNul(text: string): string | undefined {
  if (!text.includes('\0')) return text;
  const rest = text.replaceAll('\0', '');
  return rest.trim() === '' || (text.length - rest.length) * 5 > text.length ? undefined : rest;
}
