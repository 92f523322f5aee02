/**
 * The heading above quoted text. It is a run of lines that someone else wrote before, or that a program put there. The
 * run is `length` lines long.
 */
export interface QuoteHead {
  readonly length: number;
}

/**
 * Tells whether a line is marked as quoted with ">", as in most programs. If a line starts with a figure such as "> 90%
 * of staff", those are the sender's own words.
 */
export function isMarked(line: string): boolean {
  return /^\s{0,3}(?:>|&gt;)/u.test(line) && !/^\s{0,3}>\s?\d[\d.,]*\s?(?:%|per ?cent)/iu.test(line);
}

/**
 * Finds a heading such as "On 22 March 2016, at 10:00, Inspectorate follow-up team <…> wrote:". A program may break it
 * into several lines.
 */
export function findAttribution(lines: readonly string[], start: number): QuoteHead | undefined {
  if (!MAY_BEGIN_ATTRIBUTION.test(lines[start] ?? '')) return undefined;
  let joined = '';
  for (let length = 1; length <= LONGEST_ATTRIBUTION_LINES; length += 1) {
    const line = lines[start + length - 1];
    if (line === undefined || (length > 1 && line.trim() === '')) return undefined;
    joined = `${joined} ${line.trim()}`.trim().slice(0, LONGEST_ATTRIBUTION);
    if (ATTRIBUTIONS.some((attribution) => attribution.test(joined))) return { length };
  }
  return undefined;
}

/**
 * Finds the lines right above a quotation that say who wrote it, in any language. They name an address outside
 * the sender's own domain, and a date or a title of headers, and they are no sentence.
 */
export function findHeadAbove(
  lines: readonly string[],
  { marks, start, sender }: { marks: readonly boolean[]; start: number; sender: string | undefined },
): QuoteHead | undefined {
  if ((lines[start] ?? '').trim() === '' || marks[start] === true) return undefined;
  const isEnd = (line: string | undefined, at: number): boolean =>
    line === undefined || line.trim() === '' || marks[at] === true;
  let length = 1;
  while (length <= LONGEST_HEAD && !isEnd(lines[start + length], start + length)) length += 1;
  const below = nextWithText(lines, start + length);
  if (length > LONGEST_HEAD || below === undefined) return undefined;
  const head = lines.slice(start, start + length);
  const joined = head.join(' ');
  if (joined.length > LONGEST_HEAD_TEXT) return undefined;
  const address = /[^\s<>()[\]:;,"]{1,64}@[\p{L}\p{N}.-]{1,255}/u.exec(joined)?.[0];
  if (address === undefined || isSameDomain(address, sender)) return undefined;
  const isDated = /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b(?:19|20)\d\d\b/u.test(joined);
  const isHeaders = head.length > 1 && head.every((line) => /^[^\s:][^:]{0,30}:\s/u.test(line));
  // Below a whole block of headers, a quotation needs no marks.
  if (marks[below] !== true && !(isHeaders && isDated && head.length >= LEAST_HEADERS)) return undefined;
  const others = joined.replace(address, ' ').match(/\p{L}{2,}/gu) ?? [];
  const isSentence = !isHeaders && (others.length > MOST_WORDS_IN_HEAD || /[.!?]["”’')]*$/u.test(joined));
  return (isDated || isHeaders) && !isSentence ? { length } : undefined;
}

/** Returns the first line from `from` on that is not blank. */
export function nextWithText(lines: readonly string[], from: number): number | undefined {
  for (let at = from; at < lines.length; at += 1) if ((lines[at] ?? '').trim() !== '') return at;
  return undefined;
}

function isSameDomain(address: string, sender: string | undefined): boolean {
  const domainOf = (written: string): string => written.slice(written.lastIndexOf('@') + 1).toLowerCase();
  return sender !== undefined && domainOf(address) === domainOf(sender);
}

const LONGEST_HEAD = 8;
const MOST_WORDS_IN_HEAD = 14;
/** The most characters in a heading. Longer text is somebody's words, and patterns would be slow on it. */
const LONGEST_HEAD_TEXT = 1_000;

const LONGEST_ATTRIBUTION_LINES = 4;
const LONGEST_ATTRIBUTION = 400;

const MAY_BEGIN_ATTRIBUTION = /\d|@|<|wrote|^\s*(?:On|Ar|Le|Am|El)\s/u;

const ATTRIBUTIONS = [
  /^(?:-{2,}\s?)?On\s(?=.{0,200}[\d@]).{6,300}\swrote\s?:?$/iu,
  /^Ar\s.{6,300}\sysgrifennodd.{0,120}:$/iu,
  /^(?:Le|Am|El)\s.{6,300}\s(?:a écrit|schrieb|escribió)\s?.{0,80}:$/iu,
  /^.{0,160}<[^<>\s]+@[^<>\s]+>\s+(?:wrote|writes|ysgrifennodd)\b.{0,80}:$/iu,
  /^[^.!?]{2,120}\swrote on\s.{6,60}:?$/iu,
  /^\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s.{2,160}\s(?:wrote|ysgrifennodd)\s?:$/iu,
  /^-{3,}\s?.{3,300}\swrote:?\s?-{3,}$/iu,
];

/** Finds "-----Original Message-----", a block of From, Sent, To and Subject, or what other programs write instead. */
export function findSeparator(lines: readonly string[], start: number): QuoteHead | undefined {
  const line = (lines[start] ?? '').trim();
  if (SEPARATORS.some((separator) => separator.test(line))) {
    return { length: 1 + headersFrom(lines, start + 1) };
  }
  if (FIRST_HEADER.test(line)) {
    const length = headersFrom(lines, start);
    const labels = new Set(
      lines.slice(start, start + length).flatMap((header) => labelOf(header)?.toLowerCase() ?? []),
    );
    const isOfEmail =
      /@|</u.test(lines.slice(start, start + length).join('')) ||
      labels.has('sent') ||
      labels.has('anfonwyd') ||
      // A period of time may also have a From, a To and a Date. Only an email has a subject as well.
      (labels.has('date') && labels.has('subject'));
    if (labels.size >= LEAST_HEADERS && isOfEmail) return { length };
  }
  if (/^original message$/iu.test(line)) {
    const length = headersFrom(lines, start + 1);
    if (length > 0) return { length: length + 1 };
  }
  return notesTableAt(lines, start);
}

const SEPARATORS = [
  /^-{2,}\s*(?:original|forwarded|reply) (?:message|appointment)(?: from .{1,80})?\s*-{2,}$/iu,
  /^-{2,}\s*neges wreiddiol\s*-{2,}$/iu,
  /^begin forwarded message:$/iu,
  /^>>> .{3,200}\d.{0,20}>>>$/u,
  /^-{5,}\s?forwarded by .{3,160}-{0,}$/iu,
];

const LABEL =
  /^\s*\*?(from|sent|to|cc|bcc|date|subject|importance|sensitivity|reply-to|attachments|oddi wrth|anfonwyd|at|dyddiad|pwnc)\s*:\*?(?:\s|$)/iu;
const FIRST_HEADER = /^\*?(?:from|oddi wrth|to|sent|date)\s*:\*?\s+\S/iu;
const LEAST_HEADERS = 3;

function labelOf(line: string): string | undefined {
  return LABEL.exec(line)?.[1];
}

const LONGEST_HEADERS = 40;

/** Returns how many lines from `start` on are headers, with the lines that continue them. */
function headersFrom(lines: readonly string[], start: number): number {
  let end = start;
  let position = start;
  // Programs leave a blank line above the block. A long list of recipients takes several lines.
  let others = 0;
  while (position < Math.min(lines.length, start + LONGEST_HEADERS) && others <= 2) {
    if (labelOf(lines[position] ?? '') === undefined) others += 1;
    else {
      others = 0;
      end = position + 1;
    }
    position += 1;
  }
  return end - start;
}

/** What gateways put above an email from outside. */
const BANNER =
  /^[^\p{L}]*(?:caution|warning|external(?: e-?mail| sender)?|rhybudd)\b.{0,120}\b(?:outside|external|originat\w+|y tu allan)\b|^\[?you don['’]t often get e-?mail from\b|^do not (?:click|open|follow)\b.{0,120}\b(?:links?|attachments?)\b/iu;

/** Removes the lines that a gateway put above an email from outside. */
export function removeBanners(text: string): string {
  return text
    .split('\n')
    .filter((line) => !isBanner(line))
    .join('\n');
}

/** Tells whether a gateway put a line above an email from outside. */
export function isBanner(line: string): boolean {
  return BANNER.test(line.trim());
}

/** Finds the table that IBM Notes makes of From, To, cc and Subject. */
function notesTableAt(lines: readonly string[], start: number): QuoteHead | undefined {
  if (!/^\s{6,}\S/u.test(lines[start] ?? '') || (lines[start - 1] ?? '').trim() !== '') return undefined;
  const block = lines.slice(start, start + 14);
  const at = (label: RegExp): number => block.findIndex((line) => label.test(line));
  const to = at(/\s{6,}To\s*$/u);
  const copy = at(/^\s{12,}cc\s*$/u);
  const subject = at(/^\s{12,}Subject\s*$/u);
  return to !== -1 && to < copy && copy < subject ? { length: subject + 2 } : undefined;
}

/**
 * Tells whether a text has lines from one of our emails. If so, Revisit could not separate the quotation from the
 * sender's words. Every email of ours has at least one of these sentences. A test compares them with the wording.
 */
export function quotesOurEmail(text: string): boolean {
  return OUR_LINES.some((line) => line.test(text));
}

const OUR_LINES = [
  /\/f\/[0-9a-z]{4}(?:-[0-9a-z]{4}){4,}/iu,
  /^OFFICIAL\s*\n+\s*Dear\s/mu,
  /To check (?:that )?this is genuine/iu,
  /follow-up team, [0-9 ]{9,}/iu,
  /are useful answers\./iu,
  /Please do not name or describe any child/iu,
];
