import type { Instant } from '../domain/dates.ts';

/** While a legal hold lasts, nobody can erase a body's people or mail. */
export interface LegalHold {
  readonly forceId: string;
  readonly reason: string;
  readonly since: Instant;
  readonly by: string;
}

export interface LegalHolds {
  find(forceId: string): Promise<LegalHold | undefined>;
  /** Returns every hold that has not been lifted. */
  list(): Promise<LegalHold[]>;
  /** Places a hold. @returns false if the body has a hold already. That hold then stays as it is. */
  place(hold: LegalHold): Promise<boolean>;
  lift(forceId: string): Promise<void>;
}
