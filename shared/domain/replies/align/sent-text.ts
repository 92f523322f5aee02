/** An email that we sent to a contact of a follow-up, as Revisit keeps it. */
export interface SentText {
  readonly subject: string;
  /** The text. A mark such as `[link]` stands in place of each token and code. */
  readonly text: string;
  /** The display name of the author and the names of the addressees. */
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  /** The instant of sending, such as `2016-06-07T09:04:11Z`. */
  readonly sentAt: string;
}
