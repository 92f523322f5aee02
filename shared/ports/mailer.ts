/** One email to one recipient: links are personal, so a copy is another email and never a Cc. */
export interface OutgoingEmail {
  readonly mailId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The address that takes replies, with the reply token. Absent: replies go to the From address. */
  readonly replyTo?: string;
  /** SES's message ids of the emails before this one in the thread, oldest first. */
  readonly thread: readonly string[];
  /** Carried by every mail event, to settle a claim whose sender died. Only `[A-Za-z0-9_-]{1,256}`. */
  readonly tags: { readonly followup: string; readonly mail: string; readonly attempt: string };
  /** True for an answer to somebody's action (receipt, code): marked `Auto-Submitted: auto-replied`, else `auto-generated`. */
  readonly answersSomebody: boolean;
}

export interface Mailer {
  /**
   * Hands an email to the mail service, once: nothing below this call repeats it.
   *
   * @returns the id under which the service reports what became of it.
   * @throws ServiceError `throttled` or `unreachable`: certainly not taken, try again later; `refused` or `fenced`: certainly
   * not taken, a human must look; `outcome-unknown`: nobody can know whether it was taken.
   */
  send(email: OutgoingEmail): Promise<{ sesMessageId: string }>;
}
