/** The place of words that are too long for the table. Their keys begin with it. */
export const WORDS_OF_ITEMS = 'words/';

/**
 * The content of the files that bodies attach. The draft holds their names and sizes. Never serve the content inline.
 */
export interface Attachments {
  /** Stores a file. Idempotent, because the same key always holds the same file. */
  put(key: string, file: { readonly contentType: string; readonly content: Uint8Array }): Promise<void>;
  /** @throws ServiceError `not-found` if there is no file under the key. */
  read(key: string): Promise<Uint8Array>;
  /** Returns the files and the long words of a follow-up. Each has the minutes since it was stored. */
  list(followUpId: string): Promise<StoredFile[]>;
  /** Erases every version of a file. Idempotent. */
  erase(key: string): Promise<void>;
}

export interface StoredFile {
  readonly key: string;
  readonly ageMinutes: number;
}

/** Returns the key of an attachment, e.g. `essex-ncpi-2016-03-08/six-week-response/<id>`. */
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
