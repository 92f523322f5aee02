/** One email to one recipient. Links are personal, so a copy is an email of its own and never a Cc. */
export interface OutgoingEmail {
  readonly mailId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The address that takes replies, with the reply token. If absent, replies go to the From address. */
  readonly replyTo?: string;
  /** SES's message ids of the earlier emails in the thread, oldest first. */
  readonly thread: readonly string[];
  /** Every mail event carries them. They settle a claim whose sender died. Values must match `[A-Za-z0-9_-]{1,256}`. */
  readonly tags: { readonly followup: string; readonly mail: string; readonly attempt: string };
  /**
   * True if the email answers someone's action, such as a receipt or a code. The header is then
   * `Auto-Submitted: auto-replied`, otherwise `auto-generated`.
   */
  readonly answersSomebody: boolean;
}

export interface Mailer {
  /**
   * Hands an email to the mail service once. Nothing below this call repeats it.
   *
   * - `throttled` and `unreachable`: the service did not take it. Try again later.
   * - `refused` and `fenced`: the service did not take it. A human must look.
   * - `outcome-unknown`: nobody can know whether the service took it.
   *
   * @returns the id under which the service reports what became of the email.
   * @throws ServiceError of one of these kinds.
   */
  send(email: OutgoingEmail): Promise<{ sesMessageId: string }>;
}
