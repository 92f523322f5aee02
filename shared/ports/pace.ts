/** Keeps the rate at which one process hands emails to the mail service. */
export interface Pace {
  /** Waits until this process may send its next email. */
  turn(): Promise<void>;
  /**
   * Learns that the mail service refused an email for its rate. Two processes may have had their turns in the same
   * moment, so this one moves its turns.
   *
   * @returns false if no pace is kept. Then trying again at once would be refused again.
   */
  refused(): boolean;
}
