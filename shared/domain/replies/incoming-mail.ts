import type { Instant, PlainDate } from '../dates.ts';
import type { RoundId } from '../programme.ts';
import type { Receipt, Verdicts } from './receipt.ts';
import type { ReplyKind } from './classified-reply.ts';

/** An email as the inbox keeps it. Its content stays in the raw message, which has its own retention period. */
export interface IncomingMail {
  /** The id, such as `2016-04-18-k3j9x2pd`. */
  readonly id: string;
  readonly receiptId: string;
  readonly receivedAt: Instant;
  /** The key in the bucket for raw mail. */
  readonly rawKey: string;
  readonly verdicts: Verdicts;
  /** The sender on the envelope. It is empty for automatic mail. */
  readonly envelopeFrom: string;
  readonly place: MailPlace;
  /**
   * For an email in the holding pen, the reason why a human must look at it. For any other email, what was done with
   * it.
   */
  readonly reason: HeldReason | TakenReason;
  readonly kind?: ReplyKind;
  /** The reason for its kind, without addresses or answers. */
  readonly because?: string;
  /** What speaks for its kind and its place, as sentences without addresses or answers. */
  readonly evidence?: readonly string[];
  /** What the email is about, as Revisit found it. If a human used `assign`, this is what the human said. */
  readonly about?: MailSubject;
  readonly ground?: MatchGround;
  /** The follow-ups that it may be about, if Revisit is not certain. */
  readonly candidates?: readonly string[];
  readonly sender?: { readonly name: string; readonly address: string };
  readonly messageId?: string;
  /** The numbers of the recommendations that got its words. */
  readonly recommendations?: readonly number[];
  readonly files?: readonly MailFile[];
  /** The person to ask instead of the sender, or while the sender is away. */
  readonly named?: { readonly name?: string; readonly email?: string };
  readonly backOn?: PlainDate;
  /** The human who assigned or discarded it. */
  readonly settledBy?: { readonly by: string; readonly at: Instant; readonly note?: string };
  /** When Revisit erased it. Since then it keeps no content and no names. */
  readonly erasedAt?: Instant;
  /** The optimistic lock. */
  readonly version: number;
}

export interface MailFile {
  readonly name: string;
  readonly bytes: number;
  readonly fate: FileFate;
}

/**
 * What happened to a file. A `kept` file is listed with the draft as evidence. All other files stay only in the raw
 * message. A file is `not-filed` if its email went into no form, so that nobody refused the file.
 */
export const fileFates = ['kept', 'not-filed', 'type-not-allowed', 'too-large', 'too-many'] as const;
export type FileFate = (typeof fileFates)[number];

/**
 * The place of an email. In the `holding-pen`, a human must look at it. If it is `taken`, Revisit has read it and done
 * what follows from it. If it is `discarded`, a human said so.
 */
export const mailPlaces = ['holding-pen', 'taken', 'discarded'] as const;
export type MailPlace = (typeof mailPlaces)[number];

/** The follow-up and the contact that an email was found to be about. */
export interface MailSubject {
  readonly followUpId: string;
  readonly contactId: string;
  readonly round?: RoundId;
}

export const matchGrounds = ['reply-token', 'thread', 'sender', 'assigned'] as const;
/**
 * How Revisit found it. It used the token in the address, the email that this one answers, or the sender. Otherwise a
 * human said it.
 */
export type MatchGround = (typeof matchGrounds)[number];

export const heldReasons = [
  'not-read-yet',
  // The sender or the content cannot be trusted.
  'virus',
  'spam',
  'forged',
  'sender-not-proven',
  'not-scanned',
  'no-sender',
  'several-senders',
  // Nobody can say what the email is about.
  'nobody-found',
  'several-follow-ups',
  'unknown-sender',
  'not-from-the-force',
  // The email's follow-up is known, but Revisit cannot put its words there.
  'no-round',
  'round-closed',
  'follow-up-ended',
  'too-many',
  // The email is for a human.
  'names-somebody-else',
  'more-time',
  'sent-another-way',
  'an-answer',
  'a-meeting',
  'to-withdraw-an-answer',
  'to-answer-later',
  'help-with-the-form',
  'an-attachment-that-is-missing',
  'unmatched-report',
  // Only a human can tell what the email says.
  'broken',
  'encrypted',
  'signed-unopened',
  'outlook-only',
  'over-limits',
  'inside-quote',
  'in-the-subject',
  'forwarded',
  'too-long',
  'automatic-and-answers',
] as const;
export type HeldReason = (typeof heldReasons)[number];

export function isHeldReason(reason: string): reason is HeldReason {
  return heldReasons.some((held) => held === reason);
}

export const takenReasons = [
  'put-into-draft',
  'absence-recorded',
  'more-time-asked',
  'contact-changed',
  'delivery-recorded',
  'nothing-to-do',
  'duplicate',
  'assigned',
  'discarded',
] as const;
export type TakenReason = (typeof takenReasons)[number];

/**
 * Returns an id for an email. It combines the day when the email came, in UTC, and the first eight characters of its
 * receipt's id. It is short enough to type, and long enough to find the email.
 */
export function incomingMailId({ id, receivedAt }: Pick<Receipt, 'id' | 'receivedAt'>): string {
  const characters = id.toLowerCase().replace(/[^0-9a-z]/gu, '');
  return `${receivedAt.toString().slice(0, 'yyyy-mm-dd'.length)}-${characters.slice(0, 8).padEnd(8, '0')}`;
}

/** Tells whether an address sent an email. If Revisit could not read its sender, the envelope counts. */
export function isSentBy({ sender, envelopeFrom }: IncomingMail, address: string): boolean {
  return isSameAddress(sender?.address ?? envelopeFrom, address);
}

/** Tells whether an email has an address as its sender or on its envelope. */
export function carriesAddress({ sender, envelopeFrom }: IncomingMail, address: string): boolean {
  return [sender?.address, envelopeFrom].some((carried) => isSameAddress(carried ?? '', address));
}

function isSameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Returns the email as Revisit keeps it before it reads it. */
export function buildUnreadMail(receipt: Receipt): IncomingMail {
  return {
    id: incomingMailId(receipt),
    receiptId: receipt.id,
    receivedAt: receipt.receivedAt,
    rawKey: receipt.rawKey,
    verdicts: receipt.verdicts,
    envelopeFrom: receipt.envelopeFrom,
    place: 'holding-pen',
    reason: 'not-read-yet',
    version: 1,
  };
}
