const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/** The byte of each character in windows-1252. "â" is 0xE2 and "€" is 0x80. */
const bytesOf1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [windows1252.decode(Uint8Array.of(byte)), byte]),
);

/** Returns the bytes of a text that was read as windows-1252, or undefined if it has a character of another charset. */
export function bytesIn1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const byte = bytesOf1252.get(text.charAt(at));
    if (byte === undefined) return undefined;
    bytes[at] = byte;
  }
  return bytes;
}

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
