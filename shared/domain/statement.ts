import type { Instant, PlainDate } from './dates.ts';
import type { RoundId } from './programme.ts';

/** What an email told its reader that can change later. It is kept with the notice in the ledger. */
export type Statement =
  | { readonly says: 'answer-by'; readonly round: RoundId; readonly on: PlainDate }
  /** The reader need not send the round, or need not send it any more. */
  | { readonly says: 'not-needed'; readonly round: RoundId }
  /** The clock of the round is stopped, and nobody knows its date. */
  | { readonly says: 'round-stopped'; readonly round: RoundId }
  | { readonly says: 'revisit-by'; readonly on: PlainDate }
  | { readonly says: 'revisit-stopped' }
  /** There will be no revisit. */
  | { readonly says: 'no-revisit' }
  | { readonly says: 'visit'; readonly firstOn: PlainDate; readonly lastOn: PlainDate }
  /** The days that were announced no longer hold, and no others are announced. */
  | { readonly says: 'no-visit-days' }
  | { readonly says: 'comments-by'; readonly on: PlainDate };

/** The fact that a statement is about. Two statements about the same fact contradict each other unless they are equal. */
export type Fact = `round/${RoundId}` | 'revisit' | 'visit-days' | 'comments';

export function factOf(statement: Statement): Fact {
  switch (statement.says) {
    case 'answer-by':
    case 'not-needed':
    case 'round-stopped':
      return `round/${statement.round}`;
    case 'revisit-by':
    case 'revisit-stopped':
    case 'no-revisit':
      return 'revisit';
    case 'visit':
    case 'no-visit-days':
      return 'visit-days';
    case 'comments-by':
      return 'comments';
  }
}

export function isSameStatement(one: Statement, other: Statement): boolean {
  if (one.says !== other.says || factOf(one) !== factOf(other)) return false;
  if ('on' in one && 'on' in other) return one.on.equals(other.on);
  if ('firstOn' in one && 'firstOn' in other) {
    return one.firstOn.equals(other.firstOn) && one.lastOn.equals(other.lastOn);
  }
  return true;
}

/** Something that a person was told, and when. */
export interface Told {
  readonly statement: Statement;
  readonly at: Instant;
}

/** What a person was told by telephone. Somebody at the inspectorate recorded it. */
export interface ToldByPhone {
  readonly contactId: string;
  readonly at: Instant;
  readonly by: string;
  readonly stated: readonly Statement[];
}
