import {
  correspondingDate,
  daysBetween,
  inWords,
  isAfter,
  isBefore,
  londonDate,
  weekdayName,
  type PlainDate,
} from './dates.ts';
import { holidayTitle, isWorkingDay, lastWorkingDayOnOrBefore, type WorkingCalendar } from './calendar.ts';
import type { DueDateRevision, FollowUp, Suspension } from './follow-up.ts';
import type { DueRule, MilestoneId, MilestoneRule, Programme } from './programme.ts';

/** A date a follow-up must meet, with everything needed to explain it. */
export interface Milestone {
  readonly id: MilestoneId;
  readonly rule: MilestoneRule;
  /** As the rule alone gives it. Annual figures count against this one. */
  readonly originalDueOn: PlainDate;
  /** After suspensions and revisions; never rolled forward to a working day. */
  readonly dueOn: PlainDate;
  /** What people are shown: the last working day on or before the due date. */
  readonly lastWorkingDay: PlainDate;
  /** Its clock stands still today and nobody knows until when. */
  readonly suspended: boolean;
  readonly explanation: string;
}

/** What may move a follow-up's dates. */
export interface DateMoves {
  readonly revisions: readonly DueDateRevision[];
  /** Both the inspectorate's suspensions of all clocks and the pauses of this follow-up. */
  readonly suspensions: readonly Suspension[];
}

const NO_MOVES: DateMoves = { revisions: [], suspensions: [] };

export interface MilestoneContext {
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly moves?: DateMoves;
}

/** Every milestone that starts on a publication day, in the programme's order, without the publication itself. */
export function milestonesFor(publishedOn: PlainDate, context: MilestoneContext): Milestone[] {
  const moves = context.moves ?? NO_MOVES;
  const milestones: Milestone[] = [];
  const revisit = context.programme.milestones.find((rule) => rule.id === 'revisit');
  for (const rule of context.programme.milestones) {
    if (rule.id === 'publication') continue;
    if (rule.publishedFrom !== undefined && isBefore(publishedOn, rule.publishedFrom)) continue;
    const originalDueOn = originalDue(rule.due, { publishedOn, revisit });
    const moved = rule.movable ? moveDate(originalDueOn, { rule, revisit, publishedOn, moves }) : undefined;
    const dueOn = moved?.dueOn ?? originalDueOn;
    const lastWorkingDay = lastWorkingDayOnOrBefore(dueOn, context.calendar);
    milestones.push({
      id: rule.id,
      rule,
      originalDueOn,
      dueOn,
      lastWorkingDay,
      suspended: moved?.suspended ?? false,
      explanation: explain({
        rule,
        publishedOn,
        originalDueOn,
        dueOn,
        lastWorkingDay,
        calendar: context.calendar,
        moved,
      }),
    });
  }
  return milestones;
}

/** The milestones of a follow-up as they stand, moved by its own revisions and pauses and by the suspensions of all. */
export function milestonesOf(
  followUp: FollowUp,
  context: { programme: Programme; calendar: WorkingCalendar; suspensions: readonly Suspension[] },
): Milestone[] {
  return milestonesFor(followUp.publishedOn, {
    programme: context.programme,
    calendar: context.calendar,
    moves: { revisions: followUp.revisions, suspensions: [...context.suspensions, ...followUp.pauses] },
  });
}

/** The last day on which a revisit is on time: publication + 6 months, that day included. 31 August 2015 gives 29 February 2016. */
export function revisitDueOn(publishedOn: PlainDate): PlainDate {
  return correspondingDate(publishedOn, 6);
}

function originalDue(
  due: DueRule,
  from: { publishedOn: PlainDate; revisit: MilestoneRule | undefined },
): PlainDate {
  if ('before' in due) {
    const revisit = from.revisit === undefined ? from.publishedOn : originalDue(from.revisit.due, from);
    return revisit.subtract({ days: due.days });
  }
  return 'months' in due
    ? correspondingDate(from.publishedOn, due.months)
    : from.publishedOn.add({ days: due.days });
}

interface MovedDate {
  readonly dueOn: PlainDate;
  readonly suspended: boolean;
  readonly reasons: readonly string[];
}

function moveDate(
  originalDueOn: PlainDate,
  of: { rule: MilestoneRule; revisit: MilestoneRule | undefined; publishedOn: PlainDate; moves: DateMoves },
): MovedDate {
  const reasons: string[] = [];
  let dueOn = originalDueOn;
  const own = of.moves.revisions.findLast((revision) => revision.milestone === of.rule.id);
  // A round that is counted back from the revisit follows a revised revisit, unless it was revised itself.
  const anchor =
    own === undefined && 'before' in of.rule.due
      ? of.moves.revisions.findLast((revision) => revision.milestone === 'revisit')
      : undefined;
  const revision = own ?? anchor;
  if (own !== undefined) dueOn = own.revisedDueOn;
  else if (anchor !== undefined && 'before' in of.rule.due) {
    dueOn = anchor.revisedDueOn.subtract({ days: of.rule.due.days });
  }
  if (revision !== undefined) reasons.push(`moved to ${inWords(dueOn)}: ${revision.reason}`);

  let suspended = false;
  const ordered = [...of.moves.suspensions].sort((a, b) => daysBetween(b.from, a.from));
  let countedTo: PlainDate | undefined;
  for (const suspension of ordered) {
    // A date that was set after the suspension began already takes account of it.
    if (revision !== undefined && !isBefore(londonDate(revision.recordedAt), suspension.from)) continue;
    const starts = isBefore(suspension.from, of.publishedOn) ? of.publishedOn : suspension.from;
    if (isAfter(starts, dueOn)) continue;
    if (suspension.to === undefined) {
      suspended = true;
      reasons.push(`its clock has stood still since ${inWords(starts)}: ${suspension.reason}`);
      continue;
    }
    // Stretches that overlap stop the clock once.
    const from = countedTo !== undefined && isBefore(starts, countedTo) ? countedTo : starts;
    const days = daysBetween(from, suspension.to);
    countedTo = countedTo === undefined || isAfter(suspension.to, countedTo) ? suspension.to : countedTo;
    if (days <= 0) continue;
    dueOn = dueOn.add({ days });
    reasons.push(
      `its clock stood still for ${days} days, from ${inWords(from)} to ${inWords(suspension.to.subtract({ days: 1 }))}: ${suspension.reason}`,
    );
  }
  return { dueOn, suspended, reasons };
}

function explain(of: {
  rule: MilestoneRule;
  publishedOn: PlainDate;
  originalDueOn: PlainDate;
  dueOn: PlainDate;
  lastWorkingDay: PlainDate;
  calendar: WorkingCalendar;
  moved: MovedDate | undefined;
}): string {
  const sentences = [`${capitalised(howCounted(of.rule, of))} is ${inWords(of.originalDueOn)}.`];
  if (of.moved !== undefined && of.moved.reasons.length > 0) {
    sentences.push(`${capitalised(of.moved.reasons.join('; '))}.`);
    if (!of.dueOn.equals(of.originalDueOn))
      sentences.push(`So it is due on ${inWords(of.dueOn)}; the original date is kept.`);
  }
  if (!of.lastWorkingDay.equals(of.dueOn)) {
    sentences.push(
      `${inWords(of.dueOn)} is ${whyNotWorking(of.dueOn, of.calendar)}, so people are shown ${weekdayName(of.lastWorkingDay)} ${inWords(of.lastWorkingDay)}, the last working day on or before it.`,
    );
  }
  return sentences.join(' ');
}

function howCounted(rule: MilestoneRule, of: { publishedOn: PlainDate; originalDueOn: PlainDate }): string {
  const published = inWords(of.publishedOn);
  if ('before' in rule.due)
    return `${rule.due.days} days before the revisit is due (published ${published}, plus 6 months)`;
  if ('months' in rule.due) {
    const clamped =
      of.originalDueOn.day === of.publishedOn.day
        ? ''
        : `, whose month has no day ${of.publishedOn.day}, so its last day counts,`;
    return `${rule.due.months} months after publication on ${published}${clamped}`;
  }
  if (rule.due.days === 55)
    return `56 days beginning with publication on ${published} end 55 days after it, which`;
  const weeks = rule.due.days % 7 === 0 ? ` (${rule.due.days / 7} weeks)` : '';
  return `${rule.due.days} days${weeks} after publication on ${published}`;
}

/** "a Sunday", "a bank holiday (Good Friday)". */
export function whyNotWorking(on: PlainDate, calendar: WorkingCalendar): string {
  const holiday = holidayTitle(on, calendar);
  if (holiday !== undefined) return `a bank holiday (${holiday})`;
  return isWorkingDay(on, calendar) ? 'a working day' : `a ${weekdayName(on)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
