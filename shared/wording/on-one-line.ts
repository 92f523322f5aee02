/**
 * A name typed elsewhere may hold a line break, which would start a line (or a header) of its own, or a mark that turns
 * the reading direction and so shows another text than it holds.
 */
export function onOneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();
}
