import { addWorkingDays } from '../clocks/calendar.ts';
import {
  isAfter,
  isBefore,
  isEarlier,
  londonDate,
  londonInstant,
  type Instant,
  type PlainDate,
} from '../dates.ts';
import type { DecisionContext } from '../sending/decision.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { findRungDay } from '../clocks/ladder.ts';
import { milestonesOf } from '../clocks/milestones.ts';
import type { Notice } from '../notice.ts';
import { simulate, type SimulatedEmail } from './simulate.ts';
import { listTasks, type Task } from '../desk/tasks.ts';

/** A task that the inspectorate will have from a certain day. */
export interface PlannedTask {
  readonly on: PlainDate;
  readonly task: Task;
}

export interface FollowUpPlan {
  readonly emails: readonly SimulatedEmail[];
  readonly tasks: readonly PlannedTask[];
}

/**
 * Plans what happens to one follow-up between two instants if nobody does anything. It uses the rules that send emails
 * and the rules that list tasks.
 */
export function planFollowUp(
  record: FollowUpRecord,
  { context, from, to }: { context: Omit<DecisionContext, 'now'>; from: Instant; to: Instant },
): FollowUpPlan {
  if (record.followUp.state !== 'open') return { emails: [], tasks: [] };
  const emails = [...simulate(record, { context, from, to })];
  return { emails, tasks: plannedTasks(applyEmails(record, emails), { context, from, to }) };
}

/** Returns the record after all these emails have left and arrived. */
function applyEmails(record: FollowUpRecord, emails: readonly SimulatedEmail[]): FollowUpRecord {
  const sent = emails.flatMap(({ at, notices }) =>
    notices.map(({ key, rungId, answerBy }): Notice => {
      return { key, rungId, answerBy, facts: { claimed: at, accepted: at, delivered: at } };
    }),
  );
  return { ...record, notices: [...record.notices, ...sent] };
}

function plannedTasks(
  record: FollowUpRecord,
  { context, from, to }: { context: Omit<DecisionContext, 'now'>; from: Instant; to: Instant },
): PlannedTask[] {
  const firstDay = londonDate(from);
  const lastDay = londonDate(to);
  const planned: PlannedTask[] = [];
  for (const on of taskDays(record, context)) {
    if (!isAfter(on, firstDay) || isAfter(on, lastDay)) continue;
    const now = londonInstant(on, context.programme.sendingHours.from);
    const then = { ...record, notices: record.notices.filter((notice) => wasKnown(notice, now)) };
    for (const task of listTasks(then, { ...context, now })) {
      if (task.since.equals(on)) planned.push({ on, task });
    }
  }
  return planned;
}

function wasKnown({ facts }: Notice, now: Instant): boolean {
  return facts.claimed === undefined || !isEarlier(now, facts.claimed);
}

/** Returns the days when a task may begin only because time passes. */
function taskDays(record: FollowUpRecord, context: Omit<DecisionContext, 'now'>): PlainDate[] {
  const milestones = milestonesOf(record, context);
  const days = milestones.flatMap((milestone) =>
    milestone.rule.rungs
      .filter(({ kind }) => kind === 'task')
      .map(({ at }) => findRungDay(at, { milestone, calendar: context.calendar })),
  );
  const asked = record.notices.filter(({ rungId }) => rungId === 'request');
  // A late request gives the body more time, so the owner rings later.
  for (const { answerBy } of asked) {
    if (answerBy !== undefined) days.push(addWorkingDays(answerBy, { days: 10, calendar: context.calendar }));
  }
  const distinct = new Map(days.map((day) => [day.toString(), day]));
  return [...distinct.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
}
