/**
 * The prefix under which the mail service stores incoming mail. Everything under it is deleted when its retention ends.
 */
export const INCOMING_MAIL = 'mail/';

/** The prefix for copies that a legal hold keeps. They never expire. */
export const HELD_MAIL = 'held/';

/** Mail as it came in. The mail service stores it before anyone reads it. It is deleted when its retention ends. */
export interface RawMail {
  /**
   * Returns the mail, or the copy that a legal hold keeps.
   *
   * @throws ServiceError `not-found` if its retention has ended or it was erased.
   */
  read(key: string): Promise<Uint8Array>;
  /** Erases every version of the mail and of its copy. Idempotent. */
  erase(key: string): Promise<void>;
  /** Makes a copy that outlives the retention. Idempotent. Does nothing if the mail is gone. */
  hold(key: string): Promise<void>;
  /** Deletes that copy. The mail itself stays until its retention ends. Idempotent. */
  release(key: string): Promise<void>;
}
