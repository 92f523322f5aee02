import type { OutgoingEmail } from './mailer.ts';

/** Builds the message that would leave, without sending it. */
export interface MailWriter {
  write(email: OutgoingEmail): Promise<Uint8Array>;
}
