import { isEarlier, startOfLondonDay, type Instant, type PlainDate } from './dates.ts';
import type { RoundId } from './programme.ts';

/** What a personal link opens. The token itself is nowhere stored: only its SHA-256. */
export interface Link {
  readonly tokenHash: string;
  readonly followUpId: string;
  readonly forceId: string;
  readonly round: RoundId;
  readonly contactId: string;
  readonly createdAt: Instant;
  /** Checked in code: an expired link is still answered with help. */
  readonly expiresAt: Instant;
  readonly revokedAt?: Instant;
}

/** A link opens its round for this many days after the round is due, or after today where that is later. */
const LINK_LIFE_DAYS = 45;

/** A link to a round due on 19 April 2016, made in March, opens it until 3 June. */
export function linkExpiresAt(dueOn: PlainDate, now: Instant): Instant {
  const due = startOfLondonDay(dueOn);
  return (isEarlier(now, due) ? due : now).add({ hours: 24 * LINK_LIFE_DAYS });
}

/** Where a reply token in a recipient address leads. It opens no form. */
export interface ReplyAlias {
  readonly tokenHash: string;
  readonly followUpId: string;
  readonly contactId: string;
  readonly round?: RoundId;
}

/** Crockford's base 32: no i, l, o or u, so that nothing looks alike; case does not matter. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Bytes for one token: 140 bits make 28 characters. */
export const TOKEN_CHARACTERS = 28;

/** `7k4m-x2pd-9qwt-h6rv-c3nj-8bfa-2kq7`: 28 characters of five bits each, in groups that survive being read aloud. */
export function formatToken(bytes: Uint8Array): string {
  const characters = Array.from(bytes.slice(0, TOKEN_CHARACTERS), (byte) => ALPHABET.charAt(byte & 31));
  return characters.join('').replace(/(.{4})(?=.)/gu, '$1-');
}

/**
 * The token in what a person or a mail system made of it: upper case, wrapped, with spaces, with a full stop behind it,
 * or with quoted-printable's `=` line ends. Undefined where it cannot be one.
 */
export function canonicalToken(mangled: string): string | undefined {
  const characters = mangled
    .toLowerCase()
    .replace(/=\r?\n/gu, '')
    .replace(/o/gu, '0')
    .replace(/[il]/gu, '1')
    .replace(/[^0-9a-z]/gu, '');
  const token = Array.from(characters).every((character) => ALPHABET.includes(character)) ? characters : '';
  return token.length === TOKEN_CHARACTERS ? token : undefined;
}
