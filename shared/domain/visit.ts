import type { Temporal } from 'temporal-polyfill';
import type { Instant, PlainDate } from './dates.ts';

/** The revisit as booked, moved, held, announced and reported. Visit dates and report dates are separate. */
export interface Visit {
  readonly id: string;
  readonly booked?: { readonly firstOn: PlainDate; readonly lastOn: PlainDate };
  readonly moves: readonly {
    readonly from: PlainDate;
    readonly reason: string;
    readonly recordedAt: Instant;
  }[];
  readonly held?: HeldVisit;
  /** Booked dates stay confidential until a person announces them. */
  readonly announcedAt?: Instant;
  readonly report?: { readonly publishedOn: PlainDate; readonly url?: string };
}

/** When a visit was held. A past visit may be known only to the month, or to a part of one. */
export type HeldVisit =
  | { readonly precision: 'day'; readonly firstOn: PlainDate; readonly lastOn: PlainDate }
  | ({ readonly precision: 'month' } & MonthKnown & {
        /** The month in which it ended, if that is another one. */
        readonly until?: MonthKnown;
      });

/**
 * A month, or a part of one. "Early" is the 1st to the 10th, "mid" the 11th to the 20th, and "late" the 21st to the end.
 */
export interface MonthKnown {
  readonly month: Temporal.PlainYearMonth;
  readonly part?: MonthPart;
}

export const monthParts = ['early', 'mid', 'late'] as const;
export type MonthPart = (typeof monthParts)[number];
