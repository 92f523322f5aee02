import { addressParser, type Header } from 'postal-mime';
import type { Mailbox } from '../../domain/replies/received-message.ts';
import { mendMisdeclaredUtf8 } from './mend-text.ts';

/** The most characters of an address (RFC 5321, section 4.5.3.1) and of the name that is kept with it. */
const LONGEST_ADDRESS = 320;
const LONGEST_NAME = 200;

/**
 * Returns the mailboxes in each header of this name. Encoded words are decoded only after the addresses are found (RFC
 * 2047, section 6.2). Otherwise a name could hold an address that takes the place of the real one.
 */
export function mailboxesIn(headers: readonly Header[], name: string): Mailbox[] {
  return headers
    .filter((header) => header.key === name)
    .flatMap(({ value }) => {
      const written = value.toLowerCase();
      return addressParser(value, { flatten: true }).flatMap(({ name: shown, address = '' }) => {
        const lower = quoteAddress(address.toLowerCase());
        // An address stands there as it is. If it was in an encoded word, it was only somebody's name.
        const isAddress = lower.includes('@') && lower.length <= LONGEST_ADDRESS && written.includes(lower);
        return isAddress ? [{ name: mendMisdeclaredUtf8(shown).slice(0, LONGEST_NAME), address: lower }] : [];
      });
    });
}

/**
 * Returns who wrote a mail. If its From can be read in several ways, returns several mailboxes, because another program
 * may have proven another one of them.
 */
export function sendersIn(headers: readonly Header[]): Mailbox[] {
  const senders = mailboxesIn(headers, 'from');
  const [only] = senders;
  const isAmbiguous = headers.some(({ key, value }) => key === 'from' && hasSeveralReadings(value));
  return isAmbiguous && senders.length === 1 && only !== undefined ? [only, only] : senders;
}

/** Tells whether a From has two addresses in brackets, an address after them, or a group. */
function hasSeveralReadings(value: string): boolean {
  const bare = withoutQuotes(value);
  const first = bare.indexOf('>');
  return (
    bare.indexOf('<') !== bare.lastIndexOf('<') ||
    (first !== -1 && bare.includes('@', first)) ||
    /[:;]/u.test(bare)
  );
}

/** Takes out quoted words and comments. Reads each character once. */
function withoutQuotes(value: string): string {
  let bare = '';
  let isQuoted = false;
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === '\\') {
      at += 1;
      continue;
    }
    if (character === '"' && depth === 0) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '(') depth += 1;
    else if (character === ')' && depth > 0) depth -= 1;
    else if (depth === 0) bare += character;
  }
  return bare;
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
