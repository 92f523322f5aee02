import { daysBetween, isAfter, type PlainDate } from '../dates.ts';
import type { FollowUp } from '../follow-up.ts';
import type { HeldVisit } from '../visit.ts';
import type { Milestone } from '../clocks/milestones.ts';
import { earliestDay, findFirstHeld, judgeRevisit, unsureDaysOf, type RevisitJudgement } from './visits.ts';

/** Whether the revisit has been held, is booked, is late or is still to come. */
export type RevisitStanding =
  /** The follow-up is prepared, staged or withdrawn, so its clocks do not run. */
  | { readonly kind: 'not-running'; readonly state: 'prepared' | 'staged' | 'withdrawn' }
  | { readonly kind: 'held'; readonly held: HeldVisit; readonly judgement: RevisitJudgement }
  | {
      readonly kind: 'booked';
      readonly firstOn: PlainDate;
      readonly lastOn: PlainDate;
      /** 0 or less means in time. */
      readonly daysLate: number;
    }
  /**
   * Something is known about the follow-up of an older report, but no visit has a date. Nobody can say whether the
   * revisit was in time.
   */
  | { readonly kind: 'unrecorded' }
  /** Somebody closed the follow-up, and no visit was held. */
  | { readonly kind: 'not-held' }
  /** The clock is stopped and nobody knows for how long. */
  | { readonly kind: 'suspended' }
  /** The programme has no visit, or the date of the visit waits for something to happen. */
  | { readonly kind: 'no-date' }
  | { readonly kind: 'late'; readonly days: number }
  | { readonly kind: 'to-come'; readonly daysLeft: number };

/** Returns the newest booking whose visit has not been held. */
export function findBookedDays(
  followUp: FollowUp,
): { readonly id: string; readonly firstOn: PlainDate; readonly lastOn: PlainDate } | undefined {
  const visit = followUp.visits.findLast(({ booked, held }) => booked !== undefined && held === undefined);
  return visit?.booked === undefined ? undefined : { id: visit.id, ...visit.booked };
}

/**
 * Returns the standing of the revisit on a day. It judges a held revisit against the revised date. Annual figures use
 * the original date.
 */
export function workOutStanding(
  followUp: FollowUp,
  { revisit, today }: { revisit: Milestone | undefined; today: PlainDate },
): RevisitStanding {
  const { state } = followUp;
  const held = findFirstHeld(followUp.visits);
  if (held !== undefined && state !== 'withdrawn') {
    return {
      kind: 'held',
      held,
      judgement: judgeRevisit(followUp.visits, { dueOn: revisit?.dueOn, unsureDays: unsureDaysOf(followUp) }),
    };
  }
  if (state === 'prepared' || state === 'staged' || state === 'withdrawn')
    return { kind: 'not-running', state };
  if (state === 'closed') {
    return { kind: followUp.closing?.isHistory === true ? 'unrecorded' : 'not-held' };
  }
  const booked = findBookedDays(followUp);
  if (booked !== undefined && !isAfter(today, booked.lastOn)) {
    const { firstOn, lastOn } = booked;
    const daysLate = revisit === undefined ? 0 : daysBetween(revisit.dueOn, firstOn);
    return { kind: 'booked', firstOn, lastOn, daysLate };
  }
  if (revisit === undefined) return { kind: 'no-date' };
  if (followUp.knownFollowUp !== undefined && isAfter(today, revisit.dueOn)) return { kind: 'unrecorded' };
  if (revisit.suspended) return { kind: 'suspended' };
  const days = daysBetween(revisit.dueOn, today);
  return days > 0 ? { kind: 'late', days } : { kind: 'to-come', daysLeft: -days };
}

/** Returns a follow-up as it was on a day. It leaves out visits held after the day and reports published after it. */
export function followUpAsOf(followUp: FollowUp, today: PlainDate): FollowUp {
  const visits = followUp.visits.map(({ held, report, ...visit }) => ({
    ...visit,
    ...(held === undefined || isAfter(firstDayOf(held), today) ? {} : { held }),
    ...(report === undefined || isAfter(report.publishedOn, today) ? {} : { report }),
  }));
  return { ...followUp, visits };
}

/** Returns the first day of a visit. If only the month is known, it is the first of the month. */
function firstDayOf(held: HeldVisit): PlainDate {
  return earliestDay(held);
}
