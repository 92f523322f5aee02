const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/** The byte of each character in windows-1252. "â" is 0xE2 and "€" is 0x80. */
const bytesOf1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [windows1252.decode(Uint8Array.of(byte)), byte]),
);

/** The character that stands for a byte that the declared charset does not have. */
export const REPLACEMENT = '\uFFFD';

/**
 * Repairs UTF-8 text that was declared as a western charset. "WÅ·n" becomes "Wŷn". Text with the right charset does not
 * change, because it is not valid UTF-8.
 */
export function mendMisdeclaredUtf8(text: string): string {
  return text.replace(/[\u0080-\uFFFC]{2,}/gu, (run) => {
    const bytes = Array.from(run, (character) => bytesOf1252.get(character));
    if (bytes.includes(undefined)) return run;
    try {
      return utf8.decode(Uint8Array.from(bytes.filter((byte) => byte !== undefined)));
    } catch {
      return run;
    }
  });
}
