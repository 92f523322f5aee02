import { lastWorkingDayOnOrBefore, type WorkingCalendar } from './calendar.ts';
import { addDays, correspondingDate, isBefore, laterDate, londonDate, type PlainDate } from '../dates.ts';
import { explainDueDate } from './explain-due-date.ts';
import type { DueDateRevision, FollowUp, Suspension } from '../follow-up.ts';
import {
  findRule,
  isMovable,
  type DueRule,
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
  /** The due date that the rule alone gives. Annual figures count against it. */
  readonly originalDueOn: PlainDate;
  /** The due date after suspensions and revisions. It never moves on to the next working day. */
  readonly dueOn: PlainDate;
  /** The date that people see. It is the last working day on or before the due date. */
  readonly lastWorkingDay: PlainDate;
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

/**
 * Returns every milestone that starts on a publication day, in the order of the programme. It leaves out the
 * publication itself.
 */
export function buildMilestones(publishedOn: PlainDate, context: MilestoneContext): Milestone[] {
  const origin = { publishedOn, programme: context.programme };
  return rulesFor(publishedOn, context.programme).map((rule) => milestoneOf(rule, { origin, ...context }));
}

/**
 * Returns the milestones of a follow-up with their current dates. Its own revisions and pauses move the dates, and so
 * do suspensions of all clocks.
 */
export function milestonesOf(followUp: FollowUp, context: MovingContext): readonly Milestone[] {
  const { programme, calendar, suspensions } = context;
  const known = workedOut.get(followUp);
  if (known?.programme === programme && known.calendar === calendar && known.suspensions === suspensions) {
    return known.milestones;
  }
  const milestones = buildMilestones(followUp.publishedOn, {
    programme,
    calendar,
    moves: { revisions: followUp.revisions, suspensions: [...suspensions, ...followUp.pauses] },
  });
  workedOut.set(followUp, { programme, calendar, suspensions, milestones });
  return milestones;
}

interface MovingContext {
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly suspensions: readonly Suspension[];
}

/** A cache. A plan goes through months of one follow-up, and its dates are worked out once. */
const workedOut = new WeakMap<FollowUp, MovingContext & { readonly milestones: readonly Milestone[] }>();

/** Returns the publication itself as a milestone. It carries the rungs that tell a force its dates. */
export function buildPublicationMilestone(
  publishedOn: PlainDate,
  context: MilestoneContext,
): Milestone | undefined {
  const rule = context.programme.milestones.find(({ kind }) => kind === 'start');
  const origin = { publishedOn, programme: context.programme };
  return rule === undefined ? undefined : milestoneOf(rule, { origin, ...context });
}

/** What every due date is counted from. */
interface Origin {
  readonly publishedOn: PlainDate;
  readonly programme: Programme;
}

/** Returns the due date that the rule of a milestone alone gives. */
function originalDueOf(rule: MilestoneRule, origin: Origin): PlainDate {
  const { due } = rule;
  if (!('before' in due)) return countFrom(origin.publishedOn, due);
  const later = findRule(origin.programme, due.before);
  // The check of a programme refuses a rule that counts back from a rule that counts back.
  const end = later === undefined ? origin.publishedOn : countFrom(origin.publishedOn, later.due);
  return addDays(end, -due.days);
}

function rulesFor(publishedOn: PlainDate, programme: Programme): MilestoneRule[] {
  return programme.milestones.filter(
    (rule) =>
      rule.kind !== 'start' &&
      (rule.publishedFrom === undefined || !isBefore(publishedOn, rule.publishedFrom)),
  );
}

function milestoneOf(rule: MilestoneRule, context: MilestoneContext & { origin: Origin }): Milestone {
  const { calendar } = context;
  const { origin } = context;
  const { publishedOn } = origin;
  const originalDueOn = originalDueOf(rule, origin);
  const moves = isMovable(rule) ? (context.moves ?? NO_MOVES) : NO_MOVES;
  const revision = revisionOf(rule, moves.revisions);
  const suspensions =
    revision === undefined
      ? moves.suspensions
      : // A date that was set after a suspension began already allows for it.
        moves.suspensions.filter(({ from }) => isBefore(revision.recordedOn, from));
  const { on: dueOn, stops } = moveByStops(revision?.dueOn ?? originalDueOn, {
    startsOn: publishedOn,
    suspensions,
  });
  const lastWorkingDay = lastWorkingDayOnOrBefore(dueOn, calendar);
  const stoppedOn = stops.at(-1)?.from;
  return {
    id: rule.id,
    rule,
    publishedOn,
    originalDueOn,
    dueOn,
    lastWorkingDay,
    originalDueOf: (id) => {
      const other = findRule(origin.programme, id);
      return other === undefined ? undefined : originalDueOf(other, origin);
    },
    suspended: stops.some(({ to }) => to === undefined),
    calendar,
    suspensions,
    movedOn: pickLater(revision?.recordedOn, stoppedOn),
    stoppedOn,
    get explanation() {
      return explainDueDate({
        rule,
        publishedOn,
        originalDueOn,
        dueOn,
        lastWorkingDay,
        calendar,
        countedBackFrom: 'before' in rule.due ? findRule(origin.programme, rule.due.before) : undefined,
        revision,
        stops,
      });
    },
  };
}

/** Counts a due date forward from publication. Returns the publication day if the rule counts back. */
function countFrom(publishedOn: PlainDate, due: DueRule): PlainDate {
  if ('months' in due) return correspondingDate(publishedOn, due.months);
  if ('beginningWith' in due) return addDays(publishedOn, due.days - 1);
  return 'after' in due ? addDays(publishedOn, due.days) : publishedOn;
}

/** The revision that counts for a milestone. It is the last one recorded. */
interface EffectiveRevision {
  readonly dueOn: PlainDate;
  readonly recordedOn: PlainDate;
  readonly reason: string;
}

function revisionOf(
  rule: MilestoneRule,
  revisions: readonly DueDateRevision[],
): EffectiveRevision | undefined {
  const own = revisions.findLast((revision) => revision.milestone === rule.id);
  if (own !== undefined) return toEffectiveRevision(own, own.revisedDueOn);
  const { due } = rule;
  if (!('before' in due)) return undefined;
  // A round that counts back from the revisit moves with a revised revisit, unless the round has its own revision.
  const revisit = revisions.findLast((revision) => revision.milestone === due.before);
  return revisit === undefined
    ? undefined
    : toEffectiveRevision(revisit, addDays(revisit.revisedDueOn, -due.days));
}

function toEffectiveRevision(revision: DueDateRevision, dueOn: PlainDate): EffectiveRevision {
  return { dueOn, recordedOn: londonDate(revision.recordedAt), reason: revision.reason };
}

function pickLater(left: PlainDate | undefined, right: PlainDate | undefined): PlainDate | undefined {
  return left === undefined || right === undefined ? (left ?? right) : laterDate(left, right);
}
