/** Where the mail service puts what comes in; whatever is below it goes when its retention ends. */
export const INCOMING_MAIL = 'mail/';

/** Copies that nothing expires, of what a legal hold keeps. */
export const HELD_MAIL = 'held/';

/** Mail as it came in, stored by the mail service before anything read it; it goes when its retention ends. */
export interface RawMail {
  /** The mail, or the copy that a legal hold keeps. @throws ServiceError `not-found` where its retention has ended, or it was erased. */
  read(key: string): Promise<Uint8Array>;
  /** Every version of it, and of a copy that is kept. Idempotent. */
  erase(key: string): Promise<void>;
  /** Keeps a copy beyond the retention. Idempotent; where nothing is left to keep, nothing happens. */
  hold(key: string): Promise<void>;
  /** Lets that copy go: the mail itself stays for as long as its retention lasts. Idempotent. */
  release(key: string): Promise<void>;
}
