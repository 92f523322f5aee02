/** "Somebody may be owed an email": never says what, because the sender decides again. */
export interface WakeUp {
  readonly forceId: string;
  /** A contact's id, or a staff member's. */
  readonly recipientId: string;
}

export interface WakeUps {
  /** @throws ServiceError `unreachable` when any of them was not taken. */
  send(wakeUps: readonly WakeUp[]): Promise<void>;
}
