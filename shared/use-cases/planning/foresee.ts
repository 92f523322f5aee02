import type { WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { addresseeOf } from '../../domain/people/contacts.ts';
import { furthestDate, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { DecisionContext } from '../../domain/sending/decision.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import { simulate, type SimulatedEmail } from '../../domain/planning/simulate.ts';

/** How far ahead an admin is shown what a change causes. */
export const FORESIGHT_DAYS = 28;

export interface Foresight {
  /** What would leave in the next four weeks if nobody did anything, by the rules that send. */
  readonly emails: readonly SimulatedEmail[];
  /** Nobody at the force can be written to although its revisit is still to come: its emails would wait. */
  readonly isUnreachable: boolean;
  /** Nobody is responsible: it has no owner, and no programme head is recorded. */
  readonly isUnowned: boolean;
  /** The bank holidays by which the dates were worked out, and the furthest of those dates. */
  readonly calendar: WorkingCalendar;
  readonly furthestDueOn: PlainDate | undefined;
}

export function foresee(record: FollowUpRecord, context: DecisionContext): Foresight {
  const { now } = context;
  const today = londonDate(now);
  const milestones = milestonesOf(record.followUp, context);
  const revisit = milestones.find(({ id }) => id === 'revisit');
  const isOver = revisit !== undefined && isBefore(revisit.dueOn, today);
  return {
    emails: [...simulate(record, { context, from: now, to: now.add({ hours: 24 * FORESIGHT_DAYS }) })],
    isUnreachable: !isOver && addresseeOf(context.contacts, today) === undefined,
    isUnowned: context.owner === undefined,
    calendar: context.calendar,
    furthestDueOn: furthestDate(milestones.map(({ dueOn }) => dueOn)),
  };
}
