import type { Instant } from '../domain/dates.ts';

/** `spent`: none was asked for, it was used, its tries are used up or its time is over. */
export type CodeOutcome = 'right' | 'wrong' | 'spent';

/** The code that lets one browser show what others saved. Only its hash is kept. */
export interface Codes {
  /** One more code for this browser. Those it asked for before work on: emails come late, and not in their order. */
  put(code: { sessionHash: string; codeHash: string; expiresAt: Instant; tries: number }): Promise<void>;
  /** Uses up one try. A right code is the last: none works after it. */
  use(tried: { sessionHash: string; codeHash: string; at: Instant }): Promise<CodeOutcome>;
}
