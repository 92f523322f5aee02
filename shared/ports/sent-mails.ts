/** Emails that left. SES's message id is the key, because the headers of a reply name it. */
export interface SentMails {
  mailIdOf(sesMessageId: string): Promise<string | undefined>;
}
