import { calendarOf, lastWorkingDayOnOrBefore, type WorkingCalendar } from './calendar.ts';
import {
  countDue,
  countedFromDueOf,
  countSpan,
  findMissing,
  listHappened,
  type Missing,
  type Origin,
} from './count-due.ts';
import { isBefore, laterDate, londonDate, type PlainDate } from '../dates.ts';
import { explainDueDate, explainWindow } from './explain-due-date.ts';
import type { DueDateRevision, FollowUp, FollowUpRecord, Suspension } from '../follow-up.ts';
import {
  findRule,
  isMovable,
  milestoneEvents,
  type MilestoneId,
  type MilestoneRule,
  type Programme,
} from '../programme.ts';
import { moveByStops } from './stopped-clock.ts';

/** A date that a follow-up must meet, with everything needed to explain it. */
export interface Milestone {
  readonly id: MilestoneId;
  readonly rule: MilestoneRule;
  readonly publishedOn: PlainDate;
  /** The day that the milestone counts from, such as the day of publication or of the visit. */
  readonly startsOn: PlainDate;
  /** The due date that the rule alone gives. Annual figures count against it. */
  readonly originalDueOn: PlainDate;
  /** The due date after suspensions and revisions. It never moves on to the next working day. */
  readonly dueOn: PlainDate;
  /** The date that people see. It is the last working day on or before the due date. */
  readonly lastWorkingDay: PlainDate;
  /** The first day of its window, if it has one. */
  readonly noEarlierThan: PlainDate | undefined;
  /**
   * Returns the due date of another milestone by its rule alone. Some rungs count from it. Returns undefined if the
   * programme has no such milestone.
   */
  originalDueOf(id: MilestoneId): PlainDate | undefined;
  /** True if the clock stopped before the due date and nobody knows for how long. */
  readonly suspended: boolean;
  /** The calendar that the dates were worked out with. */
  readonly calendar: WorkingCalendar;
  /** The periods when the clock is stopped, except those that a later revision already allows for. */
  readonly suspensions: readonly Suspension[];
  /** The day of the last change to the due date. Either a revision was recorded or the clock was stopped. */
  readonly movedOn?: PlainDate;
  /** The day of the last stop of the clock. */
  readonly stoppedOn?: PlainDate;
  /** Why the milestone is due on this day, in plain English. Revisit works it out when someone reads it. */
  readonly explanation: string;
  /** Says from which day it may happen, after "It" or its name. Undefined if it has no window. */
  readonly windowExplanation: string | undefined;
}

/** A milestone without a date, and what it waits for. */
export interface WaitingMilestone {
  readonly rule: MilestoneRule;
  readonly waitsFor: Missing;
}

/** What may move a follow-up's dates. */
export interface DateMoves {
  readonly revisions: readonly DueDateRevision[];
  /** The inspectorate's suspensions of all clocks and the pauses of this follow-up. */
  readonly suspensions: readonly Suspension[];
}

const NO_MOVES: DateMoves = { revisions: [], suspensions: [] };

export interface MilestoneContext {
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly moves?: DateMoves;
}

/** What the dates of a follow-up depend on. */
export type DatedRecord = Pick<FollowUpRecord, 'followUp' | 'rounds'>;

/**
 * Returns every milestone whose date is known from a publication day alone, in the order of the programme. It leaves
 * out the start itself, and every milestone that waits for something to happen.
 */
export function buildMilestones(publishedOn: PlainDate, context: MilestoneContext): Milestone[] {
  return milestonesFrom({ publishedOn, happened: new Map() }, context);
}

/**
 * Returns every milestone as if each thing that a date counts from happened on one day. It leaves out the dates that a
 * report gives, because nobody can count them.
 */
export function buildMilestonesOn(day: PlainDate, context: MilestoneContext): Milestone[] {
  const { milestones, recordedDays } = context.programme;
  const happened = new Map([['held', day] as const, ...recordedDays.map(({ id }) => [id, day] as const)]);
  for (const { id } of milestones) {
    for (const event of milestoneEvents) happened.set(`${id}/${event}`, day);
  }
  return milestonesFrom({ publishedOn: day, happened }, context);
}

/**
 * Returns the milestones of a follow-up with their current dates. Its own revisions and pauses move the dates, and so
 * do suspensions of all clocks. It leaves out each milestone that waits. `listWaitingMilestones` has those.
 */
export function milestonesOf(record: DatedRecord, context: MovingContext): readonly Milestone[] {
  const { followUp, rounds } = record;
  const { programme, suspensions } = context;
  const calendar = calendarOf(programme, context.calendar);
  const known = workedOut.get(followUp);
  if (
    known?.programme === programme &&
    known.calendar === calendar &&
    known.suspensions === suspensions &&
    known.rounds === rounds
  ) {
    return known.milestones;
  }
  const milestones = milestonesFrom(
    { publishedOn: followUp.publishedOn, happened: listHappened(record) },
    {
      programme,
      calendar,
      moves: { revisions: followUp.revisions, suspensions: [...suspensions, ...followUp.pauses] },
    },
  );
  workedOut.set(followUp, { programme, calendar, suspensions, rounds, milestones });
  return milestones;
}

interface MovingContext {
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly suspensions: readonly Suspension[];
}

/** A cache. A plan goes through months of one follow-up, and its dates are worked out once. */
const workedOut = new WeakMap<
  FollowUp,
  MovingContext & { readonly rounds: DatedRecord['rounds']; readonly milestones: readonly Milestone[] }
>();

/** Returns the publication itself as a milestone. It carries the rungs that tell a body its dates. */
export function buildPublicationMilestone(
  publishedOn: PlainDate,
  given: MilestoneContext,
): Milestone | undefined {
  const context = inItsCountry(given);
  const rule = context.programme.milestones.find(({ kind }) => kind === 'start');
  const origin = { publishedOn, happened: new Map(), ...context };
  return rule === undefined ? undefined : milestoneOf(rule, { ...context, origin });
}

/** Returns the milestones that have no date yet, because what they count from has not happened. */
export function listWaitingMilestones(
  record: DatedRecord,
  context: Pick<MilestoneContext, 'programme' | 'calendar'>,
): WaitingMilestone[] {
  const { publishedOn } = record.followUp;
  const origin: Origin = { publishedOn, happened: listHappened(record), ...context };
  return rulesFor(publishedOn, context.programme).flatMap((rule) => {
    const waitsFor = findMissing(rule.due, { rule, origin });
    return waitsFor === undefined ? [] : [{ rule, waitsFor }];
  });
}

/** Returns the context with the calendar of the programme's country. */
function inItsCountry(context: MilestoneContext): MilestoneContext {
  return { ...context, calendar: calendarOf(context.programme, context.calendar) };
}

function milestonesFrom(
  from: Pick<Origin, 'publishedOn' | 'happened'>,
  given: MilestoneContext,
): Milestone[] {
  const context = inItsCountry(given);
  const origin = { ...from, ...context };
  return rulesFor(from.publishedOn, context.programme).flatMap(
    (rule) => milestoneOf(rule, { ...context, origin }) ?? [],
  );
}

function rulesFor(publishedOn: PlainDate, programme: Programme): MilestoneRule[] {
  return programme.milestones.filter(
    (rule) =>
      rule.kind !== 'start' &&
      (rule.publishedFrom === undefined || !isBefore(publishedOn, rule.publishedFrom)),
  );
}

function milestoneOf(
  rule: MilestoneRule,
  context: MilestoneContext & { origin: Origin },
): Milestone | undefined {
  const { calendar, origin } = context;
  const { publishedOn } = origin;
  const original = countDue(rule.due, { rule, origin });
  if (original === undefined) return undefined;
  const { dueOn: originalDueOn, startsOn } = original;
  const moves = isMovable(rule) ? (context.moves ?? NO_MOVES) : NO_MOVES;
  const revision = revisionOf(rule, { revisions: moves.revisions, origin });
  const suspensions =
    revision === undefined
      ? moves.suspensions
      : // A date that was set after a suspension began already allows for it.
        moves.suspensions.filter(({ from }) => isBefore(revision.recordedOn, from));
  const { on: dueOn, stops } = moveByStops(revision?.dueOn ?? originalDueOn, { startsOn, suspensions });
  const lastWorkingDay = lastWorkingDayOnOrBefore(dueOn, calendar);
  const stoppedOn = stops.at(-1)?.from;
  return {
    id: rule.id,
    rule,
    publishedOn,
    startsOn,
    originalDueOn,
    dueOn,
    lastWorkingDay,
    noEarlierThan:
      rule.noEarlierThan === undefined ? undefined : countDue(rule.noEarlierThan, { rule, origin })?.dueOn,
    originalDueOf: (id) => {
      const other = findRule(origin.programme, id);
      return other === undefined ? undefined : countDue(other.due, { rule: other, origin })?.dueOn;
    },
    suspended: stops.some(({ to }) => to === undefined),
    calendar,
    suspensions,
    movedOn: pickLater(revision?.recordedOn, stoppedOn),
    stoppedOn,
    get windowExplanation() {
      return explainWindow({ rule, origin });
    },
    get explanation() {
      return explainDueDate({
        rule,
        origin,
        originalDueOn,
        dueOn,
        lastWorkingDay,
        calendar,
        revision,
        stops,
      });
    },
  };
}

/** The revision that counts for a milestone. It is the last one recorded. */
interface EffectiveRevision {
  readonly dueOn: PlainDate;
  readonly recordedOn: PlainDate;
  readonly reason: string;
}

function revisionOf(
  rule: MilestoneRule,
  { revisions, origin }: { revisions: readonly DueDateRevision[]; origin: Origin },
): EffectiveRevision | undefined {
  const own = revisions.findLast((revision) => revision.milestone === rule.id);
  if (own !== undefined) return toEffectiveRevision(own, own.revisedDueOn);
  const other = findRule(origin.programme, countedFromDueOf(rule.due) ?? '');
  if (other === undefined || other.kind === 'start') return undefined;
  // A date that counts from another due date moves with it, unless it has its own revision.
  const moved = revisionOf(other, { revisions, origin });
  return moved === undefined
    ? undefined
    : { ...moved, dueOn: countSpan(moved.dueOn, { due: rule.due, calendar: origin.calendar }) };
}

function toEffectiveRevision(revision: DueDateRevision, dueOn: PlainDate): EffectiveRevision {
  return { dueOn, recordedOn: londonDate(revision.recordedAt), reason: revision.reason };
}

function pickLater(left: PlainDate | undefined, right: PlainDate | undefined): PlainDate | undefined {
  return left === undefined || right === undefined ? (left ?? right) : laterDate(left, right);
}
