import { lastWorkingDayOnOrBefore, type WorkingCalendar } from './calendar.ts';
import { addDays, correspondingDate, isBefore, laterDate, londonDate, type PlainDate } from '../dates.ts';
import { explainDueDate } from './explain-due-date.ts';
import type { DueDateRevision, FollowUp, Suspension } from '../follow-up.ts';
import type { DueRule, MilestoneId, MilestoneRule, Programme } from '../programme.ts';
import { afterStops } from './stopped-clock.ts';

/** A date a follow-up must meet, with everything needed to explain it. */
export interface Milestone {
  readonly id: MilestoneId;
  readonly rule: MilestoneRule;
  readonly publishedOn: PlainDate;
  /** As the rule alone gives it. Annual figures count against this one. */
  readonly originalDueOn: PlainDate;
  /** After suspensions and revisions; never rolled forward to a working day. */
  readonly dueOn: PlainDate;
  /** What people are shown: the last working day on or before the due date. */
  readonly lastWorkingDay: PlainDate;
  /** When the revisit is due by its rule alone: some rungs are counted back from it. */
  readonly originalRevisitDueOn: PlainDate;
  /** Its clock is stopped before the due date is reached, and nobody knows until when. */
  readonly suspended: boolean;
  /** The stretches in which its clock stands still, without those that a later revision took account of. */
  readonly suspensions: readonly Suspension[];
  /** The day on which its date last moved: a revision was recorded, or its clock was stopped. */
  readonly movedOn?: PlainDate;
  /** The day on which its clock was last stopped. */
  readonly stoppedOn?: PlainDate;
  /** Why it is due on this day, in plain English; worked out when it is asked for. */
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
  const origin = originOf(publishedOn, context.programme);
  return rulesFor(publishedOn, context.programme).map((rule) => milestoneOf(rule, { origin, ...context }));
}

/** The milestones of a follow-up as they stand, moved by its own revisions and pauses and by the suspensions of all. */
export function milestonesOf(followUp: FollowUp, context: MovingContext): readonly Milestone[] {
  const { programme, calendar, suspensions } = context;
  const known = workedOut.get(followUp);
  if (known?.programme === programme && known.calendar === calendar && known.suspensions === suspensions) {
    return known.milestones;
  }
  const milestones = milestonesFor(followUp.publishedOn, {
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

/** A plan walks through months of one follow-up: its dates are worked out once. */
const workedOut = new WeakMap<FollowUp, MovingContext & { readonly milestones: readonly Milestone[] }>();

/** The publication itself as a milestone: the rungs that tell a force its dates hang on it. */
export function publicationOf(publishedOn: PlainDate, context: MilestoneContext): Milestone | undefined {
  const rule = context.programme.milestones.find((candidate) => candidate.id === 'publication');
  const origin = originOf(publishedOn, context.programme);
  return rule === undefined ? undefined : milestoneOf(rule, { origin, ...context });
}

/** What every due date is counted from. */
interface Origin {
  readonly publishedOn: PlainDate;
  readonly revisitRule: DueRule | undefined;
  /** By its rule alone. */
  readonly revisitDueOn: PlainDate;
}

function originOf(publishedOn: PlainDate, programme: Programme): Origin {
  const revisitRule = programme.milestones.find(({ id }) => id === 'revisit')?.due;
  const revisitDueOn = revisitRule === undefined ? publishedOn : countFrom(publishedOn, revisitRule);
  return { publishedOn, revisitRule, revisitDueOn };
}

function rulesFor(publishedOn: PlainDate, programme: Programme): MilestoneRule[] {
  return programme.milestones.filter(
    (rule) =>
      rule.id !== 'publication' &&
      (rule.publishedFrom === undefined || !isBefore(publishedOn, rule.publishedFrom)),
  );
}

function milestoneOf(rule: MilestoneRule, context: MilestoneContext & { origin: Origin }): Milestone {
  const { calendar } = context;
  const { publishedOn, revisitRule, revisitDueOn } = context.origin;
  // A round before the revisit is counted back from the revisit's own date.
  const originalDueOn =
    'before' in rule.due ? addDays(revisitDueOn, -rule.due.days) : countFrom(publishedOn, rule.due);
  const moves = rule.movable ? (context.moves ?? NO_MOVES) : NO_MOVES;
  const revision = revisionOf(rule, moves.revisions);
  const suspensions =
    revision === undefined
      ? moves.suspensions
      : // A date that was set after the suspension began already takes account of it.
        moves.suspensions.filter(({ from }) => isBefore(revision.recordedOn, from));
  const { on: dueOn, stops } = afterStops(revision?.dueOn ?? originalDueOn, {
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
    originalRevisitDueOn: revisitDueOn,
    suspended: stops.some(({ to }) => to === undefined),
    suspensions,
    movedOn: latest(revision?.recordedOn, stoppedOn),
    stoppedOn,
    get explanation() {
      return explainDueDate({
        rule,
        publishedOn,
        originalDueOn,
        dueOn,
        lastWorkingDay,
        calendar,
        revisitRule,
        revision,
        stops,
      });
    },
  };
}

/** A date counted forward from publication; what is counted back from the revisit is not. */
function countFrom(publishedOn: PlainDate, due: DueRule): PlainDate {
  if ('months' in due) return correspondingDate(publishedOn, due.months);
  if ('beginningWith' in due) return addDays(publishedOn, due.days - 1);
  return 'after' in due ? addDays(publishedOn, due.days) : publishedOn;
}

/** The revision that counts for a milestone: the last one recorded. */
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
  if (own !== undefined) return effective(own, own.revisedDueOn);
  const { due } = rule;
  if (!('before' in due)) return undefined;
  // A round that is counted back from the revisit follows a revised revisit, unless it was revised itself.
  const revisit = revisions.findLast((revision) => revision.milestone === due.before);
  return revisit === undefined ? undefined : effective(revisit, addDays(revisit.revisedDueOn, -due.days));
}

function effective(revision: DueDateRevision, dueOn: PlainDate): EffectiveRevision {
  return { dueOn, recordedOn: londonDate(revision.recordedAt), reason: revision.reason };
}

function latest(left: PlainDate | undefined, right: PlainDate | undefined): PlainDate | undefined {
  return left === undefined || right === undefined ? (left ?? right) : laterDate(left, right);
}
