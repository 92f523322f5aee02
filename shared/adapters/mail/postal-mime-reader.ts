import PostalMime, { addressParser, decodeWords, type Attachment, type Email } from 'postal-mime';
import type {
  CalendarPart,
  Mailbox,
  MessageHeader,
  MessageReport,
  ReceivedFile,
  ReceivedMessage,
} from '../../domain/replies/received-message.ts';
import type { MailReader } from '../../ports/mail-reader.ts';
import { readHtml } from './html-words.ts';
import { readArmour } from './armoured-text.ts';
import { mendMisdeclaredUtf8, REPLACEMENT } from './mend-text.ts';
import { readTnefFiles } from './tnef.ts';

export function createMailReader(): MailReader {
  return { read: readMessage };
}

async function readMessage(raw: Uint8Array): Promise<ReceivedMessage> {
  const parsed = await parseTolerantly(raw);
  if (parsed === undefined) return { ...empty, readable: 'broken' };
  const headers = parsed.headers.map((header): MessageHeader => ({
    name: header.key,
    value: decode(header.value),
  }));
  const parts = parsed.attachments.map((part): Part => ({ part, content: bytesOf(part) }));
  const armoured = bodyOf(parsed);
  const { text, files: filesInText, isEncrypted } = readArmour(armoured.text);
  const body = { ...armoured, text };
  const files = [...filesInText, ...parts.flatMap(filesOf)];
  const report = reportOf(parts, headers);
  const calendar = parts.find(({ part }) => part.mimeType === 'text/calendar');
  return {
    headers,
    from: mailboxesIn(headers, 'from'),
    addressedTo: ['to', 'cc', 'delivered-to', 'x-original-to', 'resent-to']
      .flatMap((name) => mailboxesIn(headers, name))
      .map((mailbox) => mailbox.address),
    subject: (headers.find(({ name }) => name === 'subject')?.value ?? '').trim(),
    messageId: messageIdsIn(headers, 'message-id')[0],
    answers: [
      ...new Set([...messageIdsIn(headers, 'in-reply-to'), ...messageIdsIn(headers, 'references').reverse()]),
    ],
    ...body,
    files,
    report,
    calendar: calendar === undefined ? undefined : calendarOf(calendar),
    readable: isEncrypted
      ? 'encrypted'
      : saysOnlyUnshown(body)
        ? 'broken'
        : findReadability({ parsed, parts, raw }),
  };
}

const empty: ReceivedMessage = {
  headers: [],
  from: [],
  addressedTo: [],
  subject: '',
  answers: [],
  text: '',
  unshown: '',
  files: [],
  readable: 'yes',
};

interface Part {
  readonly part: Attachment;
  readonly content: Uint8Array;
}

/** Parses a mail. The parser gives up on very few mails. Some others it reads better after a repair. */
async function parseTolerantly(raw: Uint8Array): Promise<Email | undefined> {
  const parsed = await parse(raw);
  if (parsed === undefined) return undefined;
  if (!saysAnything(parsed)) {
    for (const repaired of [withFoldedParameters(raw), withBoundary(raw)]) {
      const again = repaired === undefined ? undefined : await parse(repaired);
      if (again !== undefined && saysAnything(again)) return again;
    }
    return parsed;
  }
  if (!`${parsed.text ?? ''}${parsed.html ?? ''}`.includes(REPLACEMENT)) return parsed;
  // Some gateways declare UTF-8 but write in the Windows charset. That charset has a character for every byte.
  const redeclared = await parse(asWindows1252(raw));
  return redeclared !== undefined && !isMisread(redeclared) ? redeclared : parsed;
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
  const declared = /^content-type:\s*multipart\/[a-z-]+[^\r\n]*/imu.exec(text)?.[0];
  const boundary = /^--(\S{1,70})\r?$/mu.exec(text)?.[1];
  if (declared === undefined || boundary === undefined) return undefined;
  const type = /^content-type:\s*multipart\/[a-z-]+/iu.exec(declared)?.[0] ?? declared;
  return Buffer.from(text.replace(declared, `${type}; boundary="${boundary}"`), 'latin1');
}

function asWindows1252(raw: Uint8Array): Uint8Array {
  const text = Buffer.from(raw).toString('latin1');
  return Buffer.from(text.replace(/charset="?(?:utf-?8|us-ascii)"?/giu, 'charset="windows-1252"'), 'latin1');
}

/** Tells whether UTF-8 was read as the Windows charset. Two or three accented capitals then stand for one character. */
function isMisread(email: Email): boolean {
  const text = `${email.text ?? ''}${email.html ?? ''}`;
  return mendMisdeclaredUtf8(text) !== text;
}

type Body = Pick<ReceivedMessage, 'text' | 'otherText' | 'unshown'>;

/** Chooses the version of the body that the sender wrote. Returns the other version and unseen text too. */
function bodyOf(email: Email): Body {
  const plain = mendMisdeclaredUtf8(email.text ?? '');
  if (email.html === undefined) return { text: plain, unshown: '' };
  const html = readHtml(email.html);
  const shown = mendMisdeclaredUtf8(html.text);
  const unshown = mendMisdeclaredUtf8(html.unshown);
  if (plain.trim() === '') return { text: shown, unshown };
  return isPlaceholder(plain, shown)
    ? { text: shown, otherText: plain, unshown }
    : { text: plain, otherText: shown, unshown };
}

/**
 * Tells whether the plain text is only a placeholder, e.g. "This message is in HTML format". A placeholder is short, and
 * most of its words are not in the HTML.
 */
function isPlaceholder(plain: string, shown: string): boolean {
  const words = wordsIn(plain);
  const others = new Set(wordsIn(shown));
  const same = words.filter((word) => others.has(word)).length;
  return words.length <= LONGEST_PLACEHOLDER && others.size > 0 && same * 2 < words.length;
}

const LONGEST_PLACEHOLDER = 40;

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function saysOnlyUnshown({ text, unshown }: Body): boolean {
  return text.trim() === '' && unshown !== '';
}

function decode(value: string): string {
  return mendMisdeclaredUtf8(decodeWords(value));
}

function mailboxesIn(headers: readonly MessageHeader[], name: string): Mailbox[] {
  return headers
    .filter((header) => header.name === name)
    .flatMap((header) => addressParser(header.value, { flatten: true }))
    .flatMap((mailbox) =>
      mailbox.address?.includes('@') === true
        ? [{ name: mailbox.name, address: quoteAddress(mailbox.address.toLowerCase()) }]
        : [],
    );
}

/** Matches a part before the @ that needs no quotes, or that has them. */
const COMPLETE_LOCAL_PART = /^(?:[^\s"(),:;<>@[\\\]]+|"(?:[^"\\]|\\.)*")$/u;

/**
 * Puts back the quotes that the parser removes in `From: "a b"@force.example`. Without them, it would be another address.
 */
function quoteAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  return COMPLETE_LOCAL_PART.test(local)
    ? address
    : `"${local.replaceAll(/["\\]/gu, String.raw`\$&`)}"${address.slice(at)}`;
}

function messageIdsIn(headers: readonly MessageHeader[], name: string): string[] {
  return headers
    .filter((header) => header.name === name)
    .flatMap((header) => header.value.match(/[^\s<>,;"()]+@[^\s<>,;"()]+/gu) ?? []);
}

function bytesOf(part: Attachment): Uint8Array {
  if (typeof part.content === 'string') return new TextEncoder().encode(part.content);
  return part.content instanceof Uint8Array ? part.content : new Uint8Array(part.content);
}

/** Parts that only programs read. */
const notForPeople = new Set([
  'message/delivery-status',
  'message/disposition-notification',
  'message/feedback-report',
  'text/rfc822-headers',
  'text/calendar',
  'text/vnd.google.email-reaction+json',
  'application/ics',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'application/pgp-signature',
  'application/pgp-keys',
]);

const tnefTypes = new Set(['application/ms-tnef', 'application/vnd.ms-tnef']);

function filesOf({ part, content }: Part): ReceivedFile[] {
  const name = part.filename ?? '';
  if (tnefTypes.has(part.mimeType) || name.toLowerCase() === 'winmail.dat') {
    const files = readTnefFiles(content).map((file) => ({
      ...file,
      contentType: 'application/octet-stream',
    }));
    // If it cannot be read, it is listed as it is. Otherwise people would think that there was no file.
    return files.length > 0 ? files : [{ name: 'winmail.dat', contentType: part.mimeType, content }];
  }
  if (notForPeople.has(part.mimeType) || content.byteLength === 0) return [];
  const pictured = part.mimeType.startsWith('image/') && part.contentId !== undefined;
  if (pictured && (part.related === true || part.disposition !== 'attachment')) return [];
  return [{ name: name === '' ? defaultName(part) : name, contentType: part.mimeType, content }];
}

function defaultName(part: Attachment): string {
  return part.mimeType === 'message/rfc822' ? 'forwarded message.eml' : 'attachment';
}

function reportOf(parts: readonly Part[], headers: readonly MessageHeader[]): MessageReport | undefined {
  const fields = parts.find(({ part }) => reportKinds.has(part.mimeType));
  const kind = fields === undefined ? undefined : reportKinds.get(fields.part.mimeType);
  if (fields === undefined || kind === undefined) {
    const type = headers.find(({ name }) => name === 'content-type')?.value ?? '';
    return /^\s*multipart\/report\b/iu.test(type)
      ? { kind: 'other', fields: '', returnedHeaders: '' }
      : undefined;
  }
  const returned = parts.find(({ part }) => /^(?:message\/rfc822|text\/rfc822-headers)/u.test(part.mimeType));
  return {
    kind,
    fields: utf8Of(fields.content),
    returnedHeaders: returned === undefined ? '' : headersOf(utf8Of(returned.content)),
  };
}

const reportKinds = new Map<string, MessageReport['kind']>([
  ['message/delivery-status', 'delivery-status'],
  ['message/global-delivery-status', 'delivery-status'],
  ['message/disposition-notification', 'disposition-notification'],
]);

function headersOf(message: string): string {
  return message.split(/\r?\n\r?\n/u, 1)[0] ?? '';
}

function utf8Of(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}

function calendarOf({ part, content }: Part): CalendarPart {
  const text = utf8Of(content).replace(/\r?\n[\t ]/gu, '');
  return { method: (part.method ?? /^METHOD:(\S+)/imu.exec(text)?.[1] ?? '').toUpperCase(), text };
}

const encryptedTypes = new Set(['application/pgp-encrypted']);

function findReadability({
  parsed,
  parts,
  raw,
}: {
  parsed: Email;
  parts: readonly Part[];
  raw: Uint8Array;
}): ReceivedMessage['readable'] {
  if (parts.some(({ part }) => encryptedTypes.has(part.mimeType) || isEnveloped(part))) return 'encrypted';
  if (parsed.text !== undefined || parsed.html !== undefined || parts.length > 0) return 'yes';
  return hasBody(raw) ? 'broken' : 'yes';
}

function isEnveloped(part: Attachment): boolean {
  return /^application\/(?:x-)?pkcs7-mime$/u.test(part.mimeType) && part.filename?.endsWith('.p7m') !== false;
}

/** Tells whether the mail has any text after its headers. Without headers the whole mail counts. */
function hasBody(raw: Uint8Array): boolean {
  const text = Buffer.from(raw).toString('latin1');
  const end = /\r?\n\r?\n/u.exec(text);
  const isHeaded = /^[!-9;-~]+:/u.test(text);
  return /\S/u.test(isHeaded ? text.slice(end === null ? text.length : end.index) : text);
}
