/** The queues, and the dead-letter queues with the messages that nobody could handle. */
export interface DeadLetters {
  /** Counts the messages of each queue, both those that wait and those that are being tried. */
  countMessages(): Promise<Readonly<Record<string, number>>>;
  /** Counts the messages in each dead-letter queue. */
  count(): Promise<Readonly<Record<string, number>>>;
  /**
   * Puts every message of a dead-letter queue back on its queue. A message is deleted only after it was put back. So it
   * can arrive twice, but it is never lost.
   *
   * @returns the number of messages that were put back.
   */
  redrive(queue: string): Promise<number>;
}
