/** Mail as it came in, stored by the mail service before anything read it; it goes when its retention ends. */
export interface RawMail {
  /** @throws ServiceError `not-found` where its retention has ended, or it was erased. */
  read(key: string): Promise<Uint8Array>;
  /** Every version of it. Idempotent. */
  erase(key: string): Promise<void>;
}
