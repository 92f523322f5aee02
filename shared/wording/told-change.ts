import type { Instant } from '../domain/dates.ts';
import type { Statement } from '../domain/statement.ts';

/** What somebody was told, and what is so now. */
export interface ToldChange {
  readonly toldAt: Instant;
  readonly was: Statement;
  readonly now: Statement;
  /** What it is about, such as "six-week response". */
  readonly name: string;
}
