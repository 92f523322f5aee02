import type { Instant } from '../domain/dates.ts';

/** `spent` means that no code works: nobody asked for one, it was used, it ran out of tries or it expired. */
export type CodeOutcome = 'right' | 'wrong' | 'spent';

/** Codes that let one browser show what others saved. Only the hash of a code is stored. */
export interface Codes {
  /** Adds a code for this browser. Earlier codes keep working, because emails can arrive late and in any order. */
  put(code: { sessionHash: string; codeHash: string; expiresAt: Instant; tries: number }): Promise<void>;
  /** Checks a code and uses up one try. A right code makes all earlier codes of this browser useless. */
  use(tried: { sessionHash: string; codeHash: string; at: Instant }): Promise<CodeOutcome>;
}
