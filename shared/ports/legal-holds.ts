import type { Instant } from '../domain/dates.ts';

/** While it stands, nothing of a force's people and mail is erased, whoever asks. */
export interface LegalHold {
  readonly forceId: string;
  readonly reason: string;
  readonly since: Instant;
  readonly by: string;
}

export interface LegalHolds {
  find(forceId: string): Promise<LegalHold | undefined>;
  /** Every hold that stands. */
  standing(): Promise<LegalHold[]>;
  /** @returns false where one stands already; that one stays. */
  place(hold: LegalHold): Promise<boolean>;
  lift(forceId: string): Promise<void>;
}
