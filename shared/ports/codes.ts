import type { Instant } from '../domain/dates.ts';

/** `spent`: none was asked for, it was used, its tries are used up or its time is over. */
export type CodeOutcome = 'right' | 'wrong' | 'spent';

/** The code that lets one browser show what others saved. Only its hash is kept. */
export interface Codes {
  /** Replaces the code that this browser asked for before. */
  put(code: { sessionHash: string; codeHash: string; expiresAt: Instant; tries: number }): Promise<void>;
  /** Uses up one try; the right code can be used once. */
  use(tried: { sessionHash: string; codeHash: string; at: Instant }): Promise<CodeOutcome>;
}
