import { daysBetween, isAfter, type PlainDate } from '../dates.ts';
import type { FollowUp } from '../follow-up.ts';
import type { HeldVisit } from '../visit.ts';
import type { Milestone } from '../clocks/milestones.ts';
import { firstHeld, judgeRevisit, type RevisitJudgement } from './visits.ts';

/** How the promise stands: is the revisit held, booked, late, or still to come? */
export type RevisitStanding =
  /** Not running: prepared, staged or withdrawn. */
  | { readonly kind: 'not-running'; readonly state: 'prepared' | 'staged' | 'withdrawn' }
  | { readonly kind: 'held'; readonly held: HeldVisit; readonly judgement: RevisitJudgement }
  | {
      readonly kind: 'booked';
      readonly firstOn: PlainDate;
      readonly lastOn: PlainDate;
      /** 0 or less: in time. */
      readonly daysLate: number;
    }
  /** Something is known of an older report's follow-up, but no visit with a date: nobody can say how it stands. */
  | { readonly kind: 'unrecorded' }
  /** Its clock stands still and nobody knows until when. */
  | { readonly kind: 'suspended' }
  | { readonly kind: 'late'; readonly days: number }
  | { readonly kind: 'to-come'; readonly daysLeft: number };

/** What is booked and not held yet: the days of the newest booking. */
export function bookedDays(
  followUp: FollowUp,
): { readonly id: string; readonly firstOn: PlainDate; readonly lastOn: PlainDate } | undefined {
  const visit = followUp.visits.findLast(({ booked, held }) => booked !== undefined && held === undefined);
  return visit?.booked === undefined ? undefined : { id: visit.id, ...visit.booked };
}

/** The standing on a day; what was held is judged against the date as it was moved, annual figures against the original. */
export function revisitStanding(
  followUp: FollowUp,
  { revisit, today }: { revisit: Milestone; today: PlainDate },
): RevisitStanding {
  const { state } = followUp;
  const held = firstHeld(followUp.visits);
  if (held !== undefined && state !== 'withdrawn') {
    return { kind: 'held', held, judgement: judgeRevisit(followUp.visits, { dueOn: revisit.dueOn }) };
  }
  if (state === 'prepared' || state === 'staged' || state === 'withdrawn')
    return { kind: 'not-running', state };
  const booked = bookedDays(followUp);
  if (booked !== undefined && !isAfter(today, booked.lastOn)) {
    const { firstOn, lastOn } = booked;
    return { kind: 'booked', firstOn, lastOn, daysLate: daysBetween(revisit.dueOn, firstOn) };
  }
  if (followUp.knownFollowUp !== undefined && isAfter(today, revisit.dueOn)) return { kind: 'unrecorded' };
  if (revisit.suspended) return { kind: 'suspended' };
  const days = daysBetween(revisit.dueOn, today);
  return days > 0 ? { kind: 'late', days } : { kind: 'to-come', daysLeft: -days };
}

/** A follow-up without the visits that were held, and the reports that came, after a day. */
export function followUpAsOf(followUp: FollowUp, today: PlainDate): FollowUp {
  const visits = followUp.visits.map(({ held, report, ...visit }) => ({
    ...visit,
    ...(held === undefined || isAfter(firstDayOf(held), today) ? {} : { held }),
    ...(report === undefined || isAfter(report.publishedOn, today) ? {} : { report }),
  }));
  return { ...followUp, visits };
}

/** Its first day, or the first of its month where no more is known. */
function firstDayOf(held: HeldVisit): PlainDate {
  return held.precision === 'day' ? held.firstOn : held.month.toPlainDate({ day: 1 });
}
