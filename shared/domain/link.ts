import { isEarlier, startOfLondonDay, type Instant, type PlainDate } from './dates.ts';
import type { RoundId } from './programme.ts';

/** What a personal link opens. Revisit does not store the token. It stores only its SHA-256. */
export interface Link {
  readonly tokenHash: string;
  readonly followUpId: string;
  readonly forceId: string;
  readonly round: RoundId;
  readonly contactId: string;
  readonly createdAt: Instant;
  /** The code checks this itself, because someone who opens an expired link still gets help. */
  readonly expiresAt: Instant;
  readonly revokedAt?: Instant;
}

/** A link opens its round for this many days after the due date, or after today if today is later. */
const LINK_LIFE_DAYS = 45;

/**
 * Returns the instant when a link expires. A link made in March for a round due on 19 April 2016 works until 3 June.
 */
export function findLinkExpiry(dueOn: PlainDate, now: Instant): Instant {
  const due = startOfLondonDay(dueOn);
  return (isEarlier(now, due) ? due : now).add({ hours: 24 * LINK_LIFE_DAYS });
}

/** The follow-up and contact that a reply token in a recipient address leads to. It does not open a form. */
export interface ReplyAlias {
  readonly tokenHash: string;
  readonly followUpId: string;
  readonly contactId: string;
  readonly round?: RoundId;
}

/** Crockford's base 32. It has no i, l, o or u, so no two characters look alike. Case does not matter. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** How many random bytes one token needs. Each gives one character of five bits, so 28 characters hold 140 bits. */
export const TOKEN_CHARACTERS = 28;

/**
 * Writes a token such as `7k4m-x2pd-9qwt-h6rv-c3nj-8bfa-2kq7`. Its 28 characters are in groups, so people can read it
 * aloud.
 */
export function formatToken(bytes: Uint8Array): string {
  const characters = Array.from(bytes.slice(0, TOKEN_CHARACTERS), (byte) => ALPHABET.charAt(byte & 31));
  return characters.join('').replace(/(.{4})(?=.)/gu, '$1-');
}

/**
 * Finds the token in text that a person or a mail system may have altered. The text may be in upper case, be wrapped or
 * contain spaces. It may end in a full stop or contain the `=` line ends of quoted-printable. Returns undefined if the
 * text cannot be a token.
 */
export function readToken(mangled: string): string | undefined {
  const characters = mangled
    .toLowerCase()
    .replace(/=\r?\n/gu, '')
    .replace(/o/gu, '0')
    .replace(/[il]/gu, '1')
    .replace(/[^0-9a-z]/gu, '');
  const token = Array.from(characters).every((character) => ALPHABET.includes(character)) ? characters : '';
  return token.length === TOKEN_CHARACTERS ? token : undefined;
}
