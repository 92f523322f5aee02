/**
 * Removes line breaks and marks of the reading direction from a text that someone else typed. A line break could begin
 * a line or a header of its own. A mark could make the text look like another text.
 */
export function putOnOneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();
}
