import type { ReceivedMessage } from '../domain/replies/received-message.ts';

export interface MailReader {
  /** Parses a mail. It never throws. The result says if the mail could not be decoded. */
  read(raw: Uint8Array): Promise<ReceivedMessage>;
}
