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

/** When a visit was held. A past visit may be known only to the month. */
export type HeldVisit =
  | { readonly precision: 'day'; readonly firstOn: PlainDate; readonly lastOn: PlainDate }
  | { readonly precision: 'month'; readonly month: Temporal.PlainYearMonth };
