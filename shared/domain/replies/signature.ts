import { looksLikeHeading } from './heading.ts';
import { statesPlainly } from './plain-status.ts';

/** The person who signs, as far as Revisit knows them. Their address may spell their name. */
export interface Signatory {
  readonly name: string;
  readonly address: string;
}

/**
 * Returns a text without the marking, the signature and the disclaimers that a program or a habit adds. If the sender
 * said something above the text, all of it may be a signature: `isBelowWords`.
 */
export function removeSignature(
  text: string,
  signatory?: Signatory,
  { isBelowWords = false }: { isBelowWords?: boolean } = {},
): string {
  let lines = text.split('\n').map((line) => line.trimEnd());
  lines = withoutBlankEnds(withoutMarkings(lines));
  lines = withoutMarkings(withoutDisclaimers(lines));
  lines = withoutDelimitedSignature(lines);
  lines = lines.filter((line) => !SENT_FROM.test(line.trim()));
  lines = withoutSignOff(withoutBlankEnds(lines));
  if (signatory !== undefined) lines = withoutName(lines, signatory, { isBelowWords });
  lines = withoutBlankEnds(withoutMarkings(withoutRules(lines)));
  return lines.join('\n');
}

function withoutBlankEnds(lines: readonly string[]): string[] {
  const isBlank = (line: string): boolean => line.trim() === '';
  const first = lines.findIndex((line) => !isBlank(line));
  if (first === -1) return [];
  const last = lines.findLastIndex((line) => !isBlank(line));
  return lines.slice(first, last + 1);
}

/** A marking on a line of its own. It follows the Government Security Classifications, or the scheme before them. */
const MARKING =
  /^[\s*[\]()_=-]*(?:(?:classification|marking|gsc|protective marking)\s*:?\s*)?(?:official(?:\s*[-–:[(]*\s*(?:sensitive|public|operational|partners|police)\b.*)?|not protectively marked|restricted|protect|unclassified|swyddogol(?:\s*[-–]\s*sensitif)?)[\s*[\]()_=-]*$/iu;

/** What add-ins write beside a marking. */
const HANDLING =
  /^(?:handling(?: instructions?| caveats?)?|descriptor|distribution|visual marking|publication|dissemination)\s*:/iu;

function withoutMarkings(lines: readonly string[]): string[] {
  const isMarked = lines.some((line) => MARKING.test(line));
  const isBare = (line: string): boolean =>
    line.trim() === '' || MARKING.test(line) || (isMarked && HANDLING.test(line.trim()));
  const first = lines.findIndex((line) => !isBare(line));
  if (first === -1) return [];
  const last = lines.findLastIndex((line) => !isBare(line));
  return lines.slice(first, last + 1);
}

/** Removes the lines that a program draws above a quotation. */
function withoutRules(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '' && !/^\s*[_=*~—–-]{5,}\s*$/u.test(line));
  return lines.slice(0, last + 1);
}

const SENT_FROM =
  /^(?:sent with .{2,40} (?:secure )?e-?mail\.?|sent (?:from|via|using) (?:my |the )?(?:iphone|ipad|samsung|galaxy|android|blackberry|outlook|mail for windows|yahoo mail|proton mail|workspace one|windows phone|mobile|phone|huawei|sony|nokia|o2|vodafone|ee)\b.{0,60}|get \[?outlook\]? for (?:ios|android).{0,60}|download outlook for .{0,60}|anfonwyd o(?:'|’)?[\w' ]{0,30}(?:iphone|ipad).{0,20}|(?:envoyée?|gesendet|von|enviad[oa]|inviato|verzonden|verstuurd|wysłan[eo]|skickat|sendt|trimis|odesláno)(?: \p{L}+){1,3} (?:iphone|ipad|samsung|galaxy|android|blackberry|huawei)(?: \p{L}+){0,3}\.?)$/iu;

const DISCLAIMER =
  /\b(?:intended (?:solely )?(?:only )?for the (?:use of the )?(?:addressee|individual|named|recipient|intended)|intended recipient|if you (?:have|are not).{0,60}(?:received|recipient).{0,60}(?:error|mistake|recipient)|(?:e-?mail|message|communication|transmission).{0,60}(?:is|are|may be|contains?|contain).{0,40}(?:confidential|privileged)|confidential and (?:may be )?(?:legally )?privileged|internet e-?mail is not|scanned (?:for|by|and)|swept for|virus(?:es)? (?:by|free)|may be (?:monitored|recorded|intercepted)|monitored (?:for|and)|views (?:or opinions )?expressed|(?:consider|think about) the environment|do not print this|GCSx|pnn\.police|registered office|mimecast|messagelabs|mae'r e-?bost hwn)\b/iu;

const DISCLAIMER_TITLE =
  /^[\s*_]*(?:(?:e-?mail )?disclaimer|(?:confidentiality|legal|important|privacy) notice)[\s*_:.]*$/iu;

/** The fewest words in a disclaimer that stands alone. */
const LEAST_DISCLAIMER = 25;

/** Removes the paragraphs at the end that lawyers and filters wrote, with the rules and addresses between them. */
function withoutDisclaimers(lines: readonly string[]): string[] {
  let end = lines.length;
  let next = lines.length;
  for (const start of paragraphStarts(lines).reverse()) {
    const paragraph = lines.slice(start, next).join(' ').trim();
    // If an email has only a few words, they may be an answer that mentions confidence.
    if (start === 0 && paragraph.split(/\s+/u).length < LEAST_DISCLAIMER) break;
    if (isDisclaimer(paragraph) || (end === next && DISCLAIMER_TITLE.test(paragraph))) end = start;
    else if (!/^(?:[\s_=*#~—–-]*|https?:\/\/\S+|www\.\S+)$/iu.test(paragraph)) break;
    next = start;
  }
  return withoutBlankEnds(lines.slice(0, end));
}

/**
 * Tells whether a paragraph is a disclaimer from its first sentence on. Some programs put the disclaimer behind the last
 * words, in the same paragraph. Then nobody knows where the words end.
 */
function isDisclaimer(paragraph: string): boolean {
  return DISCLAIMER.test(paragraph.split(/(?<=[.!?])\s/u, 1)[0] ?? '');
}

function paragraphStarts(lines: readonly string[]): number[] {
  return lines.flatMap((line, index) =>
    line.trim() !== '' &&
    (index === 0 || (lines[index - 1] ?? '').trim() === '' || isRule(lines[index - 1] ?? ''))
      ? [index]
      : [],
  );
}

function isRule(line: string): boolean {
  return /^\s*[_=*#~—–-]{5,}\s*$/u.test(line);
}

/** The most lines in a signature. */
const LONGEST_SIGNATURE = 20;

/** Removes a signature that starts with a line of two hyphens, as in RFC 3676. */
function withoutDelimitedSignature(lines: readonly string[]): string[] {
  const delimiter = lines.findLastIndex((line) => /^--\s*$/u.test(line) || /^__+$/u.test(line));
  if (delimiter === -1 || lines.length - delimiter > LONGEST_SIGNATURE) return [...lines];
  return lines.slice(delimiter + 1).some(saysSomething)
    ? [...lines]
    : withoutBlankEnds(lines.slice(0, delimiter));
}

const SIGN_OFF =
  /^(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many)?\s*(?:regards|wishes)|many thanks|thanks(?: again| and (?:kind )?regards| very much| in advance)?|thank you(?: very much)?|thx|cheers|rgds|kr|br|all the best|best|yours(?: (?:sincerely|faithfully|truly|aye))?|sincerely|respectfully|cofion(?: (?:gorau|cynnes))?|yn gywir|yr eiddoch yn gywir|diolch(?: yn fawr)?(?: \p{L}{2,})?|ta)\s*[,.!]*$/iu;

/** Removes a sign-off such as "Kind regards", if only a name and contact details follow it. */
function withoutSignOff(lines: readonly string[]): string[] {
  for (let index = Math.max(0, lines.length - LONGEST_SIGNATURE); index < lines.length; index += 1) {
    if (!SIGN_OFF.test((lines[index] ?? '').trim())) continue;
    const after = lines.slice(index + 1).filter((line) => line.trim() !== '');
    if (after.some(saysSomething)) continue;
    // Some replies say only "Thanks". A later step recognises them.
    const isAll =
      index === 0 && /^(?:many )?(?:thank|thx|cheers|diolch|ta\b)/iu.test((lines[index] ?? '').trim());
    return withoutBlankEnds(lines.slice(0, isAll ? 1 : index));
  }
  return [...lines];
}

/** Removes a signature that starts with the sender's own name on its own line, if only contact details follow it. */
function withoutName(
  lines: readonly string[],
  { name, address }: Signatory,
  { isBelowWords }: { isBelowWords: boolean },
): string[] {
  const known = new Set(
    `${name} ${address.split('@', 1)[0] ?? ''}`
      .toLowerCase()
      .match(/\p{L}{2,}/gu)
      ?.filter(isNoRank) ?? [],
  );
  const first = Math.max(isBelowWords ? 0 : 1, lines.length - LONGEST_SIGNATURE);
  for (let index = first; index < lines.length; index += 1) {
    const words = (lines[index] ?? '').match(/\p{L}[\p{L}'’-]*/gu) ?? [];
    const isName =
      isInitials(lines[index] ?? '', name) ||
      (words.length > 0 &&
        words.length <= 6 &&
        words.every((word) => /^\p{Lu}/u.test(word)) &&
        words.some((word) => known.has(word.toLowerCase())));
    if (!isName || (lines[index - 1] ?? '').trim() !== '') continue;
    if (!lines.slice(index + 1).some(saysSomething) && !/[.:!?]$/u.test((lines[index] ?? '').trim())) {
      return withoutBlankEnds(lines.slice(0, index));
    }
  }
  return [...lines];
}

/** Tells whether a line has the initials of a name, such as "DS" for David Shaw. */
function isInitials(line: string, name: string): boolean {
  const initials = (name.match(/\p{L}[\p{L}'’-]*/gu) ?? []).filter((word) => isNoRank(word.toLowerCase()));
  const letters = line.trim().replace(/[. ]/gu, '');
  return letters.length >= 2 && letters === initials.map((word) => word.charAt(0)).join('');
}

/** Tells whether a word is part of a name. It says no to a rank, because many names have one in front. */
function isNoRank(word: string): boolean {
  return !/^(?:chief|superintendent|supt|inspector|detective|det|assistant|deputy|constable|sergeant|lead|liaison|essex|police|inspection|mr|mrs|ms|miss|dr)$/u.test(
    word,
  );
}

const ONE_WORD_ANSWER =
  /^(?:all )?(?:done|completed?|finished|implemented|started|ongoing|yes|no|none|agreed|nothing)[.!]*$/iu;

/** Tells whether a line has more than a name, a rank, a number or an address. */
function saysSomething(line: string): boolean {
  const text = line.trim();
  if (text === '' || isRule(text)) return false;
  if (looksLikeHeading(text)) return true;
  if (/^(?:ps|p\.s\.|nb|n\.b\.)\b/iu.test(text) || ONE_WORD_ANSWER.test(text) || statesPlainly(text))
    return true;
  if (/\s[|•]\s|\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b/u.test(text)) return false;
  if (
    /@|\b(?:tel|telephone|mob|mobile|ext|fax|phone|email|e-mail|web|twitter|dd|m|t|e|w|f)\b\s*[:.]|www\.|https?:|\+?\d[\d ()-]{7,}/iu.test(
      text,
    )
  ) {
    return false;
  }
  const words = text.split(/\s+/u).length;
  return words > 9 || (/[.!?]$/u.test(text) && words > 4);
}
