/** The content of the files that forces attach; what is known of each is kept with the draft. Never served inline. */
export interface Attachments {
  /** Idempotent: the same file under the same key. */
  put(key: string, file: { readonly contentType: string; readonly content: Uint8Array }): Promise<void>;
  /** @throws ServiceError `not-found`. */
  read(key: string): Promise<Uint8Array>;
  /** Every version of it. Idempotent. */
  erase(key: string): Promise<void>;
}

/** `essex-ncpi-2016-03-08/six-week-response/<id>`. */
export function attachmentKey({
  followUpId,
  round,
  id,
}: {
  followUpId: string;
  round: string;
  id: string;
}): string {
  return `${followUpId}/${round}/${id}`;
}
