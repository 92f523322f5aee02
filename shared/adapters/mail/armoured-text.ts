import type { ReceivedFile } from '../../domain/replies/received-message.ts';

/** A text without the files and seals that programs put into it. */
export interface UnarmouredText {
  readonly text: string;
  readonly files: readonly ReceivedFile[];
  /** True if a part of the text needs a key that we do not have. */
  readonly isEncrypted: boolean;
  /** True if a part of the text is a file in an old code (yEnc, BinHex). Nobody here reads it. */
  readonly isUndecodable: boolean;
}

/** A block between two lines, such as a file by uuencode. Without its end it is no block. */
interface Block {
  readonly kind: 'file' | 'signed' | 'encrypted' | 'key' | 'unreadable file';
  readonly begins: RegExp;
  readonly ends: RegExp;
}

const BLOCKS: readonly Block[] = [
  { kind: 'file', begins: /^begin(?:-base64)? [0-7]{3,4} (\S.{0,200})$/u, ends: /^(?:end|====)$/u },
  { kind: 'signed', begins: /^-----BEGIN PGP SIGNED MESSAGE-----$/u, ends: /^-----END PGP SIGNATURE-----$/u },
  { kind: 'encrypted', begins: /^-----BEGIN PGP MESSAGE-----$/u, ends: /^-----END PGP MESSAGE-----$/u },
  { kind: 'unreadable file', begins: /^\(This file must be converted with BinHex/u, ends: /:$/u },
  { kind: 'unreadable file', begins: /^=ybegin (?=.{0,200}\bname=)/u, ends: /^=yend\b/u },
  {
    kind: 'key',
    begins: /^-----BEGIN PGP PUBLIC KEY BLOCK-----$/u,
    ends: /^-----END PGP PUBLIC KEY BLOCK-----$/u,
  },
];

/**
 * Takes files and seals out of a text. Old mail programs put a file into the text by uuencode. PGP puts a seal around
 * words, or replaces the words by what only a key opens (RFC 9580, sections 6 and 7).
 *
 * Reads each line a few times at most, whatever the text is, because anybody can send one.
 */
export function readArmour(text: string): UnarmouredText {
  if (!/^begin|^=ybegin|^\(This file must|^-----BEGIN PGP/mu.test(text)) {
    return { text, files: [], isEncrypted: false, isUndecodable: false };
  }
  const lines = text.split(/\r?\n/u);
  const trimmed = lines.map((line) => line.trimEnd());
  /** The last line that may end a block of each kind. No block begins below it. */
  const lastEnd = new Map(
    BLOCKS.map((block) => [block, trimmed.findLastIndex((line) => block.ends.test(line))]),
  );
  const files: ReceivedFile[] = [];
  const kept: string[] = [];
  let isEncrypted = isCutOff(trimmed);
  let isUndecodable = false;
  for (let at = 0; at < lines.length; at += 1) {
    const block = BLOCKS.find((one) => at < (lastEnd.get(one) ?? -1) && one.begins.test(trimmed[at] ?? ''));
    const end = block === undefined ? -1 : nextLine(trimmed, { from: at + 1, matching: block.ends });
    if (block === undefined || end === -1) {
      kept.push(lines[at] ?? '');
      continue;
    }
    const inside = lines.slice(at + 1, end);
    if (block.kind === 'signed') kept.push(...signedWords(inside));
    else if (block.kind === 'encrypted') isEncrypted = true;
    else if (block.kind === 'unreadable file') isUndecodable = true;
    else if (block.kind === 'file') {
      const file = readFile(trimmed[at] ?? '', inside);
      if (file === undefined) kept.push(...lines.slice(at, end + 1));
      else files.push(file);
    }
    at = end;
  }
  return { text: kept.join('\n'), files, isEncrypted, isUndecodable };
}

/** Tells whether the text ends within something encrypted. A server cut it off. */
function isCutOff(lines: readonly string[]): boolean {
  const begin = lines.lastIndexOf('-----BEGIN PGP MESSAGE-----');
  if (begin === -1 || lines.includes('-----END PGP MESSAGE-----', begin)) return false;
  const inside = lines.slice(begin + 1).filter((line) => line !== '' && !/^[A-Za-z]{4,12}: /u.test(line));
  return inside.length > 0 && inside.every((line) => /^[A-Za-z0-9+/=]{1,80}$/u.test(line));
}

function nextLine(lines: readonly string[], { from, matching }: { from: number; matching: RegExp }): number {
  for (let at = from; at < lines.length; at += 1) if (matching.test(lines[at] ?? '')) return at;
  return -1;
}

/** Returns the words of a signed message, without its headers and its signature. */
function signedWords(inside: readonly string[]): string[] {
  const start = inside.findIndex((line) => line.trim() === '') + 1;
  const signature = inside.findIndex((line) => line.startsWith('-----BEGIN PGP SIGNATURE-----'));
  return inside
    .slice(start, signature === -1 ? undefined : signature)
    .map((line) => line.replace(/^- /u, ''));
}

function readFile(begin: string, inside: readonly string[]): ReceivedFile | undefined {
  const name = /^begin\S* [0-7]{3,4} (.*)$/u.exec(begin)?.[1]?.trim() ?? '';
  const content = begin.startsWith('begin-base64')
    ? Buffer.from(inside.join(''), 'base64')
    : decodeUuencoded(inside);
  return content === undefined ? undefined : { name, contentType: 'application/octet-stream', content };
}

/** Decodes the lines of a uuencoded file. Returns undefined if they are none. */
function decodeUuencoded(lines: readonly string[]): Uint8Array | undefined {
  const chunks: Uint8Array[] = [];
  for (const line of lines) {
    if (line === '') continue;
    const length = valueOf(line, 0);
    if (length === 0) continue;
    if (length > 45 || line.length < 1 + Math.ceil((length * 4) / 3)) return undefined;
    const decoded: number[] = [];
    for (let at = 1; at < line.length && decoded.length < length; at += 4) {
      const a = valueOf(line, at);
      const b = valueOf(line, at + 1);
      const c = valueOf(line, at + 2);
      decoded.push(
        ((a << 2) | (b >> 4)) & 255,
        ((b << 4) | (c >> 2)) & 255,
        ((c << 6) | valueOf(line, at + 3)) & 255,
      );
    }
    chunks.push(Uint8Array.from(decoded.slice(0, length)));
  }
  return chunks.length === 0 ? undefined : Buffer.concat(chunks);
}

function valueOf(line: string, at: number): number {
  return ((line.charCodeAt(at) || 32) - 32) & 63;
}
