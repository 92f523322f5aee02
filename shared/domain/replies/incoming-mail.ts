import type { Instant, PlainDate } from '../dates.ts';
import type { RoundId } from '../programme.ts';
import type { Receipt, Verdicts } from './receipt.ts';
import type { ReplyKind } from './told-reply.ts';

/** A mail as the inbox keeps it. What it says stays in the raw message, apart, with a retention period of its own. */
export interface IncomingMail {
  /** `2016-04-18-k3j9x2pd`. */
  readonly id: string;
  readonly receiptId: string;
  readonly receivedAt: Instant;
  /** In the bucket for raw mail. */
  readonly rawKey: string;
  readonly verdicts: Verdicts;
  /** The envelope's sender; empty for automatic mail. */
  readonly envelopeFrom: string;
  readonly place: MailPlace;
  /** Why a human must look, while it is in the holding pen; else what was done with it. */
  readonly reason: HeldReason | TakenReason;
  readonly kind?: ReplyKind;
  /** Why it was called that: one sentence without an address and without an answer. */
  readonly because?: string;
  /** What it was found to be about; a human's `assign` stands above what was found. */
  readonly about?: MailSubject;
  readonly ground?: MatchGround;
  /** Follow-ups that it may be about, where it is not certain. */
  readonly candidates?: readonly string[];
  readonly sender?: { readonly name: string; readonly address: string };
  readonly messageId?: string;
  /** The recommendations under which its words were put. */
  readonly recommendations?: readonly number[];
  readonly files?: readonly MailFile[];
  /** Who is named instead of the sender, or in their absence. */
  readonly named?: { readonly name?: string; readonly email?: string };
  readonly backOn?: PlainDate;
  /** The human who assigned or discarded it. */
  readonly settledBy?: { readonly by: string; readonly at: Instant; readonly note?: string };
  /** Since then nothing of its content and nobody's name is kept. */
  readonly erasedAt?: Instant;
  /** The optimistic lock. */
  readonly version: number;
}

export interface MailFile {
  readonly name: string;
  readonly bytes: number;
  readonly fate: FileFate;
}

/** `kept`: listed with the draft as evidence; the others stay in the raw message only. */
export const fileFates = ['kept', 'type-not-allowed', 'too-large', 'too-many'] as const;
export type FileFate = (typeof fileFates)[number];

/** `holding-pen`: a human must look; `taken`: read, and what followed from it was done; `discarded`: a human said so. */
export const mailPlaces = ['holding-pen', 'taken', 'discarded'] as const;
export type MailPlace = (typeof mailPlaces)[number];

/** What a mail was found to be about. */
export interface MailSubject {
  readonly followUpId: string;
  readonly contactId: string;
  readonly round?: RoundId;
}

export const matchGrounds = ['reply-token', 'thread', 'sender', 'assigned'] as const;
/** How it was found: the token in the address, the email that it answers, who sent it, or a human. */
export type MatchGround = (typeof matchGrounds)[number];

export const heldReasons = [
  'not-read-yet',
  // Its sender, or its content, is not to be trusted.
  'virus',
  'spam',
  'forged',
  'sender-not-proven',
  'not-scanned',
  'no-sender',
  'several-senders',
  // Nobody can say what it is about.
  'nobody-found',
  'several-follow-ups',
  'unknown-sender',
  'not-from-the-force',
  // It is known what it is about, and it cannot be put there.
  'no-round',
  'round-closed',
  'follow-up-ended',
  'too-many',
  // It is for a human.
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
  // Nobody but a human can say what it says.
  'broken',
  'encrypted',
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
  'contact-changed',
  'delivery-recorded',
  'nothing-to-do',
  'duplicate',
  'assigned',
  'discarded',
] as const;
export type TakenReason = (typeof takenReasons)[number];

/** The day it came, in UTC, and the first eight characters of its receipt's id: short enough to type, and enough to find it by. */
export function incomingMailId({ id, receivedAt }: Pick<Receipt, 'id' | 'receivedAt'>): string {
  const characters = id.toLowerCase().replace(/[^0-9a-z]/gu, '');
  return `${receivedAt.toString().slice(0, 'yyyy-mm-dd'.length)}-${characters.slice(0, 8).padEnd(8, '0')}`;
}

/** The mail as it is kept before anything has read it. */
export function unreadMail(receipt: Receipt): IncomingMail {
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
