import type { Instant } from '../dates.ts';
import type { RoundId } from '../programme.ts';
import type { Receipt } from './receipt.ts';

/** A mail as the inbox keeps it. What it says stays in the raw message, apart, with a retention period of its own. */
export interface IncomingMail {
  /** `2016-04-18-k3j9x2pd`. */
  readonly id: string;
  readonly receiptId: string;
  readonly receivedAt: Instant;
  /** In the bucket for raw mail. */
  readonly rawKey: string;
  readonly place: MailPlace;
  /** Why it is there: one of `heldReasons` for the holding pen. */
  readonly reason: string;
  readonly about?: MailSubject | undefined;
  /** The optimistic lock. */
  readonly version: number;
}

/** `holding-pen`: a human must look; `taken`: read, and whatever followed from it was done; `discarded`: a human said so. */
export const mailPlaces = ['holding-pen', 'taken', 'discarded'] as const;
export type MailPlace = (typeof mailPlaces)[number];

/** What a mail was found to be about. */
export interface MailSubject {
  readonly followUpId: string;
  readonly contactId: string;
  readonly round?: RoundId | undefined;
}

/** The day it came, in UTC, and the first eight characters of its receipt's id: short enough to type, and enough to find it by. */
export function incomingMailId({ id, receivedAt }: Pick<Receipt, 'id' | 'receivedAt'>): string {
  const characters = id.toLowerCase().replace(/[^0-9a-z]/gu, '');
  return `${receivedAt.toString().slice(0, 'yyyy-mm-dd'.length)}-${characters.slice(0, 8).padEnd(8, '0')}`;
}
