import PostalMime, { type Email } from 'postal-mime';
import { scanStructure, type MailStructure } from './mail-structure.ts';
import { mendMisdeclaredUtf8, REPLACEMENT } from './mend-text.ts';

/** A parsed mail, and what its lines say about its parts. */
export interface ParsedMail {
  readonly email: Email;
  readonly structure: MailStructure;
  /** True if a text part named no charset or a wrong one, so that windows-1252 was tried. */
  readonly isRedeclared: boolean;
}

/**
 * Parses a mail. Some mails it reads better after a repair. If a mail is over a limit, reads the headers alone, so that
 * somebody can tell whose it is. Then `structure.excess` says why.
 */
export async function parseTolerantly(given: Uint8Array): Promise<ParsedMail | undefined> {
  const raw = withLineFeeds(given);
  const structure = scanStructure(raw);
  if (structure.excess !== undefined) return headersAlone(raw, structure);
  const email = await parse(raw);
  // The parser gives up only on a mail that is over one of its own limits.
  if (email === undefined) return headersAlone(raw, { ...structure, excess: 'headers' });
  if (!saysAnything(email)) {
    for (const repaired of [withFoldedParameters(raw), withBoundary(raw)]) {
      const again = repaired === undefined ? undefined : await parse(repaired);
      if (repaired === undefined || again === undefined || !saysAnything(again)) continue;
      return { email: again, structure: scanStructure(repaired), isRedeclared: false };
    }
    return { email, structure, isRedeclared: false };
  }
  const parsed = { email, structure, isRedeclared: false };
  if (!`${email.text ?? ''}${email.html ?? ''}`.includes(REPLACEMENT)) return parsed;
  // Some gateways declare UTF-8 but write in the Windows charset. That charset has a character for every byte.
  const redeclared = await parse(asWindows1252(raw, structure));
  return redeclared !== undefined && !isMisread(redeclared)
    ? { email: redeclared, structure, isRedeclared: true }
    : parsed;
}

/** Ends lines as the parser expects. Some old programs end them with a carriage return alone. */
function withLineFeeds(raw: Uint8Array): Uint8Array {
  const isOfReturns = !raw.subarray(0, HEADERS_READ).includes(LINE_FEED) && raw.includes(CARRIAGE_RETURN);
  return isOfReturns ? raw.map((byte) => (byte === CARRIAGE_RETURN ? LINE_FEED : byte)) : raw;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The most bytes of headers that are read of a mail over the limits. */
const HEADERS_READ = 64 * 1024;

async function headersAlone(raw: Uint8Array, structure: MailStructure): Promise<ParsedMail | undefined> {
  const start = Buffer.from(raw.subarray(0, HEADERS_READ)).toString('latin1');
  const end = /\r?\n\r?\n/u.exec(start)?.index ?? start.lastIndexOf('\n');
  const headers = start
    .slice(0, Math.max(end, 0))
    .replace(/^content-[a-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*/gimu, '');
  const email = await parse(Buffer.from(`${headers}\r\n\r\n`, 'latin1'));
  return email === undefined ? undefined : { email, structure, isRedeclared: false };
}

async function parse(raw: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(raw, { forceRfc822Attachments: true });
  } catch {
    return undefined;
  }
}

/**
 * Folds a parameter of a header that stands on a line of its own, such as `boundary="b"` below `Content-Type: …;`. Some
 * programs leave out the space in front of it.
 */
function withFoldedParameters(raw: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(raw).toString('latin1');
  const folded = text.replace(/^(content-[a-z-]+:[^\r\n]*;[ \t]*\r?\n)(?=[a-z-]+\*?=)/gimu, '$1 ');
  return folded === text ? undefined : Buffer.from(folded, 'latin1');
}

function saysAnything({ text, html, attachments }: Email): boolean {
  return text !== undefined || html !== undefined || attachments.length > 0;
}

/** Puts back a boundary that the header of a multipart lost. The first line that begins with two hyphens names it. */
function withBoundary(raw: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(raw).toString('latin1');
  const declared = /^content-type:[ \t]*multipart\/[a-z-]+[^\r\n]*/imu.exec(text)?.[0];
  const boundary = /^--(\S{1,70})\r?$/mu.exec(text)?.[1];
  if (declared === undefined || boundary === undefined) return undefined;
  const type = /^content-type:[ \t]*multipart\/[a-z-]+/iu.exec(declared)?.[0] ?? declared;
  return Buffer.from(
    text.replace(declared, () => `${type}; boundary="${boundary}"`),
    'latin1',
  );
}

/** Charsets under which other text is sent by mistake. */
const OFTEN_WRONG: ReadonlySet<string> = new Set(['', 'utf-8', 'utf8', 'us-ascii']);

/** Names windows-1252 for each text part, if all of them name nothing or what is often wrong. */
function asWindows1252(raw: Uint8Array, { charsets }: MailStructure): Uint8Array {
  const text = Buffer.from(raw).toString('latin1');
  if (charsets.some((name) => !OFTEN_WRONG.has(name))) {
    return Buffer.from(
      text.replace(/charset="?(?:utf-?8|us-ascii)"?/giu, 'charset="windows-1252"'),
      'latin1',
    );
  }
  // The parser takes the first of several parameters.
  const named = text.replace(/^(content-type:[ \t]*text\/(?:plain|html)\b)/gimu, '$1; charset=windows-1252');
  return Buffer.from(
    named === text ? `Content-Type: text/plain; charset=windows-1252\r\n${text}` : named,
    'latin1',
  );
}

/** Tells whether UTF-8 was read as the Windows charset. Two or three accented capitals then stand for one character. */
function isMisread(email: Email): boolean {
  const text = `${email.text ?? ''}${email.html ?? ''}`;
  return mendMisdeclaredUtf8(text) !== text;
}
