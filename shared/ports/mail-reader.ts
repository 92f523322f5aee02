import type { ReceivedMessage } from '../domain/replies/received-message.ts';

export interface MailReader {
  /** Never throws for what a mail may be: of one that cannot be decoded it says so. */
  read(raw: Uint8Array): Promise<ReceivedMessage>;
}
