import { isBefore, londonDate, type Instant, type PlainDate } from '../dates.ts';
import type { DecisionContext } from '../sending/decision.ts';
import type { Recipient } from '../sending/recipient.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { milestonesOf, type Milestone } from '../clocks/milestones.ts';
import type { MilestoneId, MilestoneRule } from '../programme.ts';
import type { RungId } from '../rungs.ts';
import { simulate } from './simulate.ts';

/** A date of a follow-up that a change would move. */
export interface MovedDate {
  readonly followUpId: string;
  readonly milestone: MilestoneId;
  /** The name as in a sentence, such as "six-week response". */
  readonly name: string;
  /** Absent if the clock is stopped and nobody knows for how long. */
  readonly dueBefore: PlainDate | undefined;
  readonly dueAfter: PlainDate | undefined;
  /** The date that people see. It is the last working day on or before the due date. */
  readonly shownBefore: PlainDate | undefined;
  readonly shownAfter: PlainDate | undefined;
}

/** What a change would do to one future email. Each entry is one notice to one person. */
export interface EmailChange {
  readonly followUpId: string;
  readonly rule: MilestoneRule;
  readonly milestone: MilestoneId;
  readonly rungId: RungId;
  readonly recipient: Recipient;
  readonly copy: boolean;
  /** When the email would leave without the change. Absent if it would not leave. */
  readonly before: Instant | undefined;
  /** When the email will leave after the change. Absent if it will not leave. */
  readonly after: Instant | undefined;
  /** The answer date that the email will ask for. */
  readonly answerBy: PlainDate | undefined;
}

export interface Effect {
  readonly dates: readonly MovedDate[];
  /** The emails that the change adds, moves or cancels if nobody does anything else. The earliest comes first. */
  readonly emails: readonly EmailChange[];
}

export const noEffect: Effect = { dates: [], emails: [] };

/** A follow-up and what a decision about it needs, either before or after a change. */
export interface FollowUpWithContext {
  readonly record: FollowUpRecord;
  readonly context: Omit<DecisionContext, 'now'>;
}

/** How many days ahead emails are compared. No ladder is as long as this. */
const HORIZON_DAYS = 500;

/**
 * Works out what a change would do. The change can be to a follow-up or to anything that its dates depend on. It asks
 * the rules that send emails twice, once without the change and once with it. It leaves out a date that is in the past
 * both times.
 */
export function workOutEffect(
  before: FollowUpWithContext,
  { after, now }: { after: FollowUpWithContext; now: Instant },
): Effect {
  return { dates: movedDates(before, { after, now }), emails: changedEmails(before, { after, now }) };
}

export function joinEffects(effects: readonly Effect[]): Effect {
  return {
    dates: effects.flatMap(({ dates }) => dates),
    emails: effects.flatMap(({ emails }) => emails).sort(earliestFirst),
  };
}

export function hasEffect({ dates, emails }: Effect): boolean {
  return dates.length + emails.length > 0;
}

function movedDates(
  before: FollowUpWithContext,
  { after, now }: { after: FollowUpWithContext; now: Instant },
): MovedDate[] {
  const today = londonDate(now);
  const standing = runningMilestones(before);
  const later = new Map(runningMilestones(after).map((milestone) => [milestone.id, milestone]));
  return standing.flatMap((milestone) => {
    const moved = later.get(milestone.id);
    if (moved === undefined) return [];
    const dates = {
      dueBefore: dueOn(milestone),
      dueAfter: dueOn(moved),
      shownBefore: shownOn(milestone),
      shownAfter: shownOn(moved),
    };
    const isSame = sameDay(dates.dueBefore, dates.dueAfter) && sameDay(dates.shownBefore, dates.shownAfter);
    if (isSame || Object.values(dates).every((on) => on !== undefined && isBefore(on, today))) return [];
    return [
      {
        followUpId: before.record.followUp.id,
        milestone: milestone.id,
        name: milestone.rule.name,
        ...dates,
      },
    ];
  });
}

function runningMilestones({ record, context }: FollowUpWithContext): readonly Milestone[] {
  return record.followUp.state === 'open' ? milestonesOf(record, context) : [];
}

function dueOn({ suspended, dueOn: on }: Milestone): PlainDate | undefined {
  return suspended ? undefined : on;
}

function shownOn({ suspended, lastWorkingDay }: Milestone): PlainDate | undefined {
  return suspended ? undefined : lastWorkingDay;
}

function sameDay(left: PlainDate | undefined, right: PlainDate | undefined): boolean {
  return left === undefined || right === undefined ? left === right : left.equals(right);
}

interface FutureEmail {
  readonly at: Instant;
  readonly email: Omit<EmailChange, 'before' | 'after'>;
}

function changedEmails(
  before: FollowUpWithContext,
  { after, now }: { after: FollowUpWithContext; now: Instant },
): EmailChange[] {
  const standing = futureEmails(before, now);
  const later = futureEmails(after, now);
  const changes: EmailChange[] = [];
  for (const name of new Set([...standing.keys(), ...later.keys()])) {
    const old = standing.get(name);
    const fresh = later.get(name);
    const about = fresh ?? old;
    if (about === undefined || (old !== undefined && fresh !== undefined && isSameEmail(old, fresh)))
      continue;
    changes.push({ ...about.email, before: old?.at, after: fresh?.at });
  }
  return changes.sort(earliestFirst);
}

/** Returns every notice that would leave if nobody did anything. The key stays the same when a date moves. */
function futureEmails({ record, context }: FollowUpWithContext, now: Instant): Map<string, FutureEmail> {
  const emails = new Map<string, FutureEmail>();
  const to = now.add({ hours: 24 * HORIZON_DAYS });
  for (const { at, recipient, notices, followUpId } of simulate(record, { context, from: now, to })) {
    for (const { key, rungId, milestone, copy, answerBy } of notices) {
      const base = `${followUpId}/${key.milestone}/${key.rung}/${key.contactId}`;
      // The same rung comes again if a moved date opens the round again.
      let name = base;
      for (let count = 2; emails.has(name); count += 1) name = `${base}/${count}`;
      emails.set(name, {
        at,
        email: {
          followUpId,
          milestone: milestone.id,
          rule: milestone.rule,
          rungId,
          recipient,
          copy,
          answerBy,
        },
      });
    }
  }
  return emails;
}

/** Tells whether two emails leave at the same moment and ask for an answer by the same day. */
function isSameEmail(left: FutureEmail, right: FutureEmail): boolean {
  return (
    left.at.epochMilliseconds === right.at.epochMilliseconds &&
    sameDay(left.email.answerBy, right.email.answerBy)
  );
}

function earliestFirst(left: EmailChange, right: EmailChange): number {
  return whenOf(left) - whenOf(right);
}

function whenOf({ before, after }: EmailChange): number {
  return (before ?? after)?.epochMilliseconds ?? 0;
}
