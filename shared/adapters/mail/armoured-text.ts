import type { ReceivedFile } from '../../domain/replies/received-message.ts';

/** A text without the files and seals that programs put into it. */
export interface UnarmouredText {
  readonly text: string;
  readonly files: readonly ReceivedFile[];
  /** True if a part of the text needs a key that we do not have. */
  readonly isEncrypted: boolean;
}

const UUENCODED = /^begin(?:-base64)? [0-7]{3,4} (\S[^\r\n]{0,200})\r?\n([\s\S]*?)^(?:end|====)[ \t]*\r?$/gmu;

const CLEAR_SIGNED =
  /^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\r?\n(?:[A-Za-z]+:[^\r\n]*\r?\n)*\r?\n([\s\S]*?)\r?\n?^-----BEGIN PGP SIGNATURE-----[\s\S]*?^-----END PGP SIGNATURE-----[ \t]*\r?$/gmu;

const ENCRYPTED = /^-----BEGIN PGP MESSAGE-----[\s\S]*?^-----END PGP MESSAGE-----[ \t]*\r?$/gmu;

const KEY = /^-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?^-----END PGP PUBLIC KEY BLOCK-----[ \t]*\r?$/gmu;

/**
 * Takes files and seals out of a text. Old mail programs put a file into the text by uuencode. PGP puts a seal around
 * words, or replaces the words by what only a key opens (RFC 9580, sections 6 and 7).
 */
export function readArmour(text: string): UnarmouredText {
  if (!/^begin|^-----BEGIN PGP/mu.test(text)) return { text, files: [], isEncrypted: false };
  const files: ReceivedFile[] = [];
  const withoutFiles = text.replace(UUENCODED, (whole, name: string, lines: string) => {
    const content = whole.startsWith('begin-base64') ? Buffer.from(lines, 'base64') : decodeUuencoded(lines);
    if (content === undefined) return whole;
    files.push({ name: name.trim(), contentType: 'application/octet-stream', content });
    return '';
  });
  const opened = withoutFiles
    .replace(CLEAR_SIGNED, (_, words: string) => words.replace(/^- /gmu, ''))
    .replace(KEY, '');
  const readable = opened.replace(ENCRYPTED, '');
  return { text: readable, files, isEncrypted: readable !== opened };
}

/** Decodes the lines of a uuencoded file. Returns undefined if they are none. */
function decodeUuencoded(lines: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const line of lines.split(/\r?\n/u)) {
    if (line === '') continue;
    const length = valueOf(line, 0);
    if (length === 0) continue;
    if (length > 45 || line.length < 1 + Math.ceil((length * 4) / 3)) return undefined;
    const decoded: number[] = [];
    for (let at = 1; at < line.length; at += 4) {
      const [a, b, c, d] = [
        valueOf(line, at),
        valueOf(line, at + 1),
        valueOf(line, at + 2),
        valueOf(line, at + 3),
      ];
      decoded.push(((a << 2) | (b >> 4)) & 255, ((b << 4) | (c >> 2)) & 255, ((c << 6) | d) & 255);
    }
    bytes.push(...decoded.slice(0, length));
  }
  return bytes.length === 0 ? undefined : Uint8Array.from(bytes);
}

function valueOf(line: string, at: number): number {
  return ((line.charCodeAt(at) || 32) - 32) & 63;
}
