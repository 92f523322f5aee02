const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/** Which byte windows-1252 shows as each character: "â" is 0xE2, "€" is 0x80. */
const bytesOf1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [windows1252.decode(Uint8Array.of(byte)), byte]),
);

/** The mark of a byte that the declared charset does not have. */
export const REPLACEMENT = '\uFFFD';

/**
 * Text that was UTF-8 and was declared as a western charset: "WÅ·n" becomes "Wŷn". Text that was what it was declared to be
 * stays as it is, because as UTF-8 it makes no sense.
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
