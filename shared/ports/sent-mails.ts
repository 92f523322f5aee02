/** Emails that left, found by the id under which the mail service sent them: what a reply names in its headers. */
export interface SentMails {
  mailIdOf(sesMessageId: string): Promise<string | undefined>;
}
