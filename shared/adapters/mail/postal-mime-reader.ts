import { decodeWords, type Attachment, type Email } from 'postal-mime';
import type {
  CalendarPart,
  MessageHeader,
  MessageReport,
  ReceivedFile,
  ReceivedMessage,
} from '../../domain/replies/received-message.ts';
import type { MailReader } from '../../ports/mail-reader.ts';
import { readHtml } from './html-words.ts';
import { readArmour } from './armoured-text.ts';
import { decodeAgain, decodeAsPageSays, isGarbled, isWrongCodePage, withoutNul } from './charsets.ts';
import { mendMisdeclaredUtf8 } from './mend-text.ts';
import { mailboxesIn, sendersIn } from './mailboxes.ts';
import { parseTolerantly, type ParsedMail } from './parse-tolerantly.ts';
import { openSealed } from './signed-mail.ts';
import { readTnefFiles } from './tnef.ts';

export function createMailReader(): MailReader {
  return { read: readMessage };
}

async function readMessage(raw: Uint8Array): Promise<ReceivedMessage> {
  const outer = await parseTolerantly(raw);
  if (outer === undefined) return { ...empty, readable: 'broken' };
  const headers = outer.email.headers.map((header): MessageHeader => ({
    name: header.key,
    value: decode(header.value),
  }));
  const unread = { ...empty, ...envelopeOf(headers, outer.email) };
  if (outer.structure.excess !== undefined) return { ...unread, readable: 'over-limits' };
  const { parsed, seal, around } = await openSeals(outer);
  const parts = parsed.email.attachments.map((part): Part => ({ part, content: bytesOf(part) }));
  const body = bodyOf(parsed);
  const armour = [body.text, body.otherText ?? ''].map(readArmour);
  const [own, other] = armour;
  const calendar = parts.find(({ part }) => part.mimeType === 'text/calendar');
  const files = [...(own?.files ?? []), ...parts.flatMap(filesOf)];
  const text = own?.text ?? '';
  const read = {
    ...unread,
    text,
    otherText: body.otherText === undefined ? undefined : other?.text,
    unshown: [body.unshown, parsed.structure.outside, around]
      .filter((words) => /\p{L}/u.test(words))
      .join('\n'),
    files,
    hasPicture: parts.some(isPicture),
    report: reportOf(parts, headers),
    calendar: calendar === undefined ? undefined : calendarOf(calendar),
  };
  const isEncrypted = armour.some((one) => one.isEncrypted);
  const isLost = body.isUndecodable || armour.some((one) => one.isUndecodable);
  const readable = isEncrypted
    ? 'encrypted'
    : isLost
      ? 'broken'
      : (seal ?? findReadability({ read, email: parsed.email, parts, raw }));
  return { ...read, readable };
}

function envelopeOf(
  headers: readonly MessageHeader[],
  { headers: raw }: Email,
): Pick<ReceivedMessage, 'headers' | 'from' | 'addressedTo' | 'subject' | 'messageId' | 'answers'> {
  return {
    headers,
    from: sendersIn(raw),
    addressedTo: ['to', 'cc', 'delivered-to', 'x-original-to', 'resent-to']
      .flatMap((name) => mailboxesIn(raw, name))
      .map((mailbox) => mailbox.address),
    subject: (headers.find(({ name }) => name === 'subject')?.value ?? '').slice(0, LONGEST_LINE).trim(),
    messageId: messageIdsIn(headers, 'message-id')[0],
    answers: [
      ...new Set([...messageIdsIn(headers, 'in-reply-to'), ...messageIdsIn(headers, 'references').reverse()]),
    ],
  };
}

/** How often a signed mail may be inside another one. */
const MOST_SEALS = 3;

/**
 * Opens a mail that is signed as a whole. Its words are then inside the signature. Says what stays shut, if anything
 * does.
 */
async function openSeals(
  outer: ParsedMail,
): Promise<{ parsed: ParsedMail; around: string; seal?: 'encrypted' | 'signed-unopened' | 'over-limits' }> {
  let parsed = outer;
  let around = '';
  for (let opened = 0; opened <= MOST_SEALS; opened += 1) {
    const sealed = parsed.email.attachments.find(isSealed);
    if (sealed === undefined) return { parsed, around };
    const { kind, ...found } = openSealed(bytesOf(sealed));
    if (kind === 'unknown') {
      const type = outer.email.headers.find(({ key }) => key === 'content-type')?.value ?? '';
      return {
        parsed,
        around,
        seal: /smime-type[ \t]*=[ \t]*"?signed/iu.test(type) ? 'signed-unopened' : 'encrypted',
      };
    }
    if (kind !== 'signed' || !('content' in found))
      return { parsed, around, seal: kind === 'encrypted' ? kind : 'signed-unopened' };
    const inner = await parseTolerantly(found.content);
    if (inner === undefined) return { parsed, around, seal: 'signed-unopened' };
    if (inner.structure.excess !== undefined) return { parsed, around, seal: 'over-limits' };
    // What a gateway wrote beside the sealed part.
    around += bodyOf(parsed).text;
    parsed = inner;
  }
  return { parsed, around, seal: 'signed-unopened' };
}

function isSealed({ mimeType, filename }: Attachment): boolean {
  return (
    (/^application\/(?:x-)?pkcs7-mime$/u.test(mimeType) &&
      filename?.toLowerCase().endsWith('.p7c') !== true) ||
    filename?.toLowerCase() === 'smime.p7m'
  );
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
  hasPicture: false,
  readable: 'yes',
};

interface Part {
  readonly part: Attachment;
  readonly content: Uint8Array;
}

type Body = Pick<ReceivedMessage, 'text' | 'otherText' | 'unshown'> & { readonly isUndecodable: boolean };

/** The most characters of text and of a page that are read. Longer text fits no form. */
const LONGEST_TEXT = 2_000_000;
const LONGEST_PAGE = 8_000_000;

/** Chooses the version of the body that the sender wrote. Returns the other version and unseen text too. */
function bodyOf({ email, structure, isRedeclared }: ParsedMail): Body {
  const decoding = { structure, isRedeclared };
  const plain = decodeBody(email.text?.slice(0, LONGEST_TEXT) ?? '', decoding);
  if (email.html === undefined) {
    return { text: plain ?? '', unshown: '', isUndecodable: plain === undefined };
  }
  const page = decodeBody(email.html.slice(0, LONGEST_PAGE), { ...decoding, isPage: true });
  const html = readHtml(withItsLines(page ?? ''));
  const isUndecodable = page === undefined || plain === undefined;
  const said = plain ?? '';
  const { unshown } = html;
  if (said.trim() === '') return { text: html.text, unshown, isUndecodable };
  return saysClearlyMore(html.text, said)
    ? { text: html.text, otherText: said, unshown, isUndecodable }
    : { text: said, otherText: html.text, unshown, isUndecodable };
}

/** Keeps the lines of a page without any tag. It is plain text that a program called HTML. */
function withItsLines(page: string): string {
  return /<[a-z!/?]/iu.test(page) ? page : `<pre>${page}</pre>`;
}

/** Decodes a text as it was meant. Returns undefined if it is in a charset that nobody here can tell or read. */
function decodeBody(
  text: string,
  {
    structure,
    isRedeclared,
    isPage = false,
  }: Pick<ParsedMail, 'structure' | 'isRedeclared'> & { isPage?: boolean },
): string | undefined {
  const named = [...new Set(structure.charsets)];
  // The parser joins the parts. If only some of them need another charset, nobody can take them apart.
  const again = named.map((charset) => decodeAgain(text, charset));
  if (again.some((decoded) => decoded !== text) && named.length > 1) return undefined;
  const [decoded = text] = again;
  if (again.includes(undefined)) return undefined;
  const shown = isRedeclared && isPage ? decodeAsPageSays(decoded) : mendMisdeclaredUtf8(decoded);
  return isWrongCodePage(shown) || isGarbled(shown)
    ? undefined
    : withoutNul(shown)?.replace(/\r(?!\n)/gu, '\n');
}

/**
 * Tells whether the HTML says clearly more than the plain text. The plain text is then only a placeholder, such as "This
 * message is in HTML format", or a program cut it.
 */
function saysClearlyMore(shown: string, plain: string): boolean {
  const words = wordsIn(plain);
  const others = wordsIn(shown);
  const known = new Set(others);
  const same = words.filter((word) => known.has(word)).length;
  const isPlaceholder = words.length <= LONGEST_PLACEHOLDER && others.length > 0 && same * 2 < words.length;
  return isPlaceholder || (same === words.length && others.length > words.length + CLEARLY_MORE_WORDS);
}

const LONGEST_PLACEHOLDER = 40;
const CLEARLY_MORE_WORDS = 3;

function wordsIn(text: string): string[] {
  return (
    text
      .slice(0, 300_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function decode(value: string): string {
  return mendMisdeclaredUtf8(decodeWords(value));
}

function messageIdsIn(headers: readonly MessageHeader[], name: string): string[] {
  return headers
    .filter((header) => header.name === name)
    .flatMap((header) => header.value.split(/[\s<>,;"()]+/u))
    .filter((id) => /^[^@]{1,500}@./u.test(id) && id.length <= LONGEST_LINE);
}

/** A line of a header has at most 998 characters (RFC 5322, section 2.1.1). */
const LONGEST_LINE = 998;

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
  'text/x-amp-html',
  'text/watch-html',
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
  if (isSignatureFile(name)) return [];
  if (isForOutlook({ part, content })) {
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

/** Tells whether a file only proves who signed the mail, whatever type it is called. */
function isSignatureFile(name: string): boolean {
  return /^(?:smime\.p7s|signature\.asc|openpgp_digital_signature\.asc)$/iu.test(name);
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

function findReadability({
  read,
  email,
  parts,
  raw,
}: {
  read: Omit<ReceivedMessage, 'readable'>;
  email: Email;
  parts: readonly Part[];
  raw: Uint8Array;
}): ReceivedMessage['readable'] {
  if (parts.some(({ part }) => part.mimeType === 'application/pgp-encrypted')) return 'encrypted';
  if (read.text.trim() === '' && read.unshown !== '') return 'broken';
  if (read.text.trim() === '' && parts.some(isForOutlook)) {
    return read.files.every(({ name }) => name === 'winmail.dat') ? 'outlook-only' : 'yes';
  }
  if (email.text !== undefined || email.html !== undefined || parts.length > 0) return 'yes';
  return hasBody(raw) ? 'broken' : 'yes';
}

/** The most bytes of a picture that is only a logo. */
const LARGEST_LOGO = 20_000;

/** Tells whether a part is a picture in the text, such as a copy of a screen. It may be all that its sender says. */
function isPicture({ part, content }: Part): boolean {
  return part.mimeType.startsWith('image/') && content.byteLength > LARGEST_LOGO;
}

function isForOutlook({ part }: Part): boolean {
  return tnefTypes.has(part.mimeType) || part.filename?.toLowerCase() === 'winmail.dat';
}

/** Tells whether the mail has any text after its headers. Without headers the whole mail counts. */
function hasBody(raw: Uint8Array): boolean {
  const text = Buffer.from(raw).toString('latin1');
  const end = /\r?\n\r?\n/u.exec(text);
  const isHeaded = /^[!-9;-~]+:/u.test(text);
  return /\S/u.test(isHeaded ? text.slice(end === null ? text.length : end.index) : text);
}
