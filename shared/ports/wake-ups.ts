/** Says that this person may be owed an email. It does not say which, because the sender decides again. */
export interface WakeUp {
  readonly forceId: string;
  /** The id of a contact or of a member of staff. */
  readonly recipientId: string;
}

export interface WakeUps {
  /** Sends wake-ups. @throws ServiceError `unreachable` if the queue did not take all of them. */
  send(wakeUps: readonly WakeUp[]): Promise<void>;
}
