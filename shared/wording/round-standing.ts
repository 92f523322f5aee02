import type { Instant, PlainDate } from '../domain/dates.ts';

/** What we have from a body in one round, with the people's names. Every sentence about the round comes from this. */
export interface RoundStanding {
  /** How many of the recommendations asked about have a complete answer that is not sent. */
  readonly saved: number;
  readonly asked: number;
  /** Emails whose words are on the form, and not sent. */
  readonly onForm: readonly StandingMail[];
  /** Emails that somebody at the inspectorate has yet to read. */
  readonly held: readonly StandingMail[];
  readonly approval?: { readonly officer: string; readonly at: Instant };
  /** Somebody pressed Send, and it waits for a code. */
  readonly unconfirmedSince?: Instant;
  readonly moreTime?: Said & { readonly until: PlainDate };
  readonly sentAnotherWay?: Said & { readonly isProved: boolean };
}

/** Who said something and when. `who` is absent if the reader of the email did. */
export interface Said {
  readonly at: Instant;
  readonly who?: string;
}

export interface StandingMail extends Said {
  /** The recommendations that have its words. */
  readonly recommendations: readonly number[];
  /** How many parts of it are in no answer yet. */
  readonly unplaced: number;
}

/** Tells whether we have nothing from them. Only then may an email say that we cannot find anything. */
export function hasNothing(standing: RoundStanding): boolean {
  const { saved, onForm, held, approval, unconfirmedSince, moreTime, sentAnotherWay } = standing;
  return (
    saved + onForm.length + held.length === 0 &&
    [approval, unconfirmedSince, moreTime, sentAnotherWay].every((one) => one === undefined)
  );
}
