export interface DeadLetters {
  /** How many messages each queue holds: those that wait, and those that are being tried. */
  waiting(): Promise<Readonly<Record<string, number>>>;
  /** How many wait in each dead-letter queue. */
  count(): Promise<Readonly<Record<string, number>>>;
  /**
   * Puts every message of a dead-letter queue back on its queue, each deleted only after it was put back: a message may
   * come twice, and is never lost.
   *
   * @returns how many were put back.
   */
  redrive(queue: string): Promise<number>;
}
