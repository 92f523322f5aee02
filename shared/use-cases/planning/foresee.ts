import type { WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { addresseeOf } from '../../domain/people/contacts.ts';
import { findLatestDate, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { DecisionContext } from '../../domain/sending/decision.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import { simulate, type SimulatedEmail } from '../../domain/planning/simulate.ts';

/** How many days ahead an admin sees the effect of a change. */
export const FORESIGHT_DAYS = 28;

export interface Foresight {
  /** The emails that leave in the next four weeks if nobody does anything. Uses the same rules as the sender. */
  readonly emails: readonly SimulatedEmail[];
  /** True if nobody at the body can get email and the revisit is still in the future. Then the emails wait. */
  readonly isUnreachable: boolean;
  /** True if the follow-up has no owner and no programme head is recorded. */
  readonly isUnowned: boolean;
  /** The bank holidays used for the dates, and the latest of those dates. */
  readonly calendar: WorkingCalendar;
  readonly furthestDueOn: PlainDate | undefined;
}

/** Works out which emails leave in the next four weeks, and what may stop them. */
export function foresee(record: FollowUpRecord, context: DecisionContext): Foresight {
  const { now } = context;
  const today = londonDate(now);
  const milestones = milestonesOf(record, context);
  const revisit = milestones.find(({ rule }) => rule.kind === 'visit');
  const isOver = revisit !== undefined && isBefore(revisit.dueOn, today);
  return {
    emails: [...simulate(record, { context, from: now, to: now.add({ hours: 24 * FORESIGHT_DAYS }) })],
    isUnreachable: !isOver && addresseeOf(context.contacts, today) === undefined,
    isUnowned: context.owner === undefined,
    calendar: context.calendar,
    furthestDueOn: findLatestDate(milestones.map(({ dueOn }) => dueOn)),
  };
}
