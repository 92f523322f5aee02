import { addWorkingDays, isWorkingDay, type WorkingCalendar } from './calendar.ts';
import { addDays, correspondingDate, londonDate, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import {
  findRule,
  type AnchorId,
  type DueRule,
  type MilestoneEvent,
  type MilestoneRule,
  type Programme,
  type Span,
} from '../programme.ts';

/** What every due date is counted from. */
export interface Origin {
  readonly publishedOn: PlainDate;
  /** The days of what has happened, such as "receipt" and "revisit/held". `listHappened` makes it. */
  readonly happened: ReadonlyMap<string, PlainDate>;
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
}

/** What a count waits for: the day that somebody records, or an event of a milestone. */
export type Missing =
  | { readonly kind: 'recorded-day'; readonly id: AnchorId; readonly name: string }
  | { readonly kind: 'event'; readonly rule: MilestoneRule; readonly event: MilestoneEvent };

/** The milestone whose date is counted, and what it counts from. */
interface Counting {
  readonly rule: MilestoneRule;
  readonly origin: Origin;
}

/** Returns the days of what has happened in a follow-up, by what the rules of a programme call it. */
export function listHappened({ followUp, rounds }: Pick<FollowUpRecord, 'followUp' | 'rounds'>) {
  const happened = new Map(Object.entries(followUp.recordedDays ?? {}));
  const held = followUp.visits.findLast((visit) => visit.held !== undefined)?.held;
  if (held?.precision === 'day') happened.set('held', held.lastOn);
  for (const { id, returns, acceptedAt } of rounds) {
    const [first] = returns;
    if (first !== undefined) happened.set(`${id}/answered`, londonDate(first.receivedAt));
    if (acceptedAt !== undefined) happened.set(`${id}/accepted`, londonDate(acceptedAt));
  }
  return happened;
}

/**
 * Returns the due date that a rule alone gives, and the day that it counts from. Returns undefined while the rule waits
 * for something to happen.
 */
export function countDue(
  due: DueRule,
  counting: Counting,
): { readonly dueOn: PlainDate; readonly startsOn: PlainDate } | undefined {
  const { origin, rule } = counting;
  if ('given' in due) {
    const given = origin.happened.get(rule.id);
    return given === undefined ? undefined : { dueOn: given, startsOn: origin.publishedOn };
  }
  const anchor = findAnchorDay(due, origin);
  if (anchor === undefined) return undefined;
  const dueOn = countSpan(anchor, { due, calendar: origin.calendar });
  // A date that counts from another due date belongs to the same clock, which started with publication.
  const startsOn = countedFromDueOf(due) === undefined ? anchor : origin.publishedOn;
  return { dueOn, startsOn };
}

/** Counts the span of a rule from a day, on or back. A given date has no span, so the day stays. */
export function countSpan(
  from: PlainDate,
  { due, calendar }: { due: DueRule; calendar: WorkingCalendar },
): PlainDate {
  if ('given' in due) return from;
  if ('before' in due) return addSpan(from, { span: due, direction: -1, calendar });
  if ('after' in due) return addSpan(from, { span: due, direction: 1, calendar });
  // The day itself is the first that counts, so the count ends one day earlier.
  if ('workingDays' in due && !isWorkingDay(from, calendar)) {
    return addSpan(from, { span: due, direction: 1, calendar });
  }
  return 'workingDays' in due
    ? addWorkingDays(from, { days: due.workingDays - 1, calendar })
    : addDays(addSpan(from, { span: due, direction: 1, calendar }), -1);
}

function addSpan(
  from: PlainDate,
  { span, direction, calendar }: { span: Span; direction: 1 | -1; calendar: WorkingCalendar },
): PlainDate {
  if ('days' in span) return addDays(from, direction * span.days);
  if ('weeks' in span) return addDays(from, direction * span.weeks * 7);
  if ('months' in span) return correspondingDate(from, direction * span.months);
  return addWorkingDays(from, { days: direction * span.workingDays, calendar });
}

/** Returns the milestone whose due date a rule counts from, or undefined if the rule counts from something else. */
export function countedFromDueOf(due: DueRule): AnchorId | undefined {
  if ('given' in due) return undefined;
  if ('before' in due) return due.before;
  const anchor = 'after' in due ? due.after : due.beginningWith;
  return (due.when ?? 'due') === 'due' ? anchor : undefined;
}

function findAnchorDay(due: Exclude<DueRule, { given: true }>, origin: Origin): PlainDate | undefined {
  const id = anchorOf(due);
  const rule = findRule(origin.programme, id);
  if (rule === undefined) return origin.happened.get(id);
  if (rule.kind === 'start') return origin.publishedOn;
  const event = eventOf(due);
  if (event === 'due') return countDue(rule.due, { rule, origin })?.dueOn;
  return origin.happened.get(event === 'held' ? 'held' : `${id}/${event}`);
}

/** Returns what a rule waits for, or undefined if its date is known. */
export function findMissing(due: DueRule, { rule, origin }: Counting): Missing | undefined {
  if (countDue(due, { rule, origin }) !== undefined) return undefined;
  if ('given' in due) return { kind: 'recorded-day', id: rule.id, name: `the ${rule.name} is due` };
  const id = anchorOf(due);
  const other = findRule(origin.programme, id);
  if (other === undefined) {
    const name = origin.programme.recordedDays.find((day) => day.id === id)?.name ?? id;
    return { kind: 'recorded-day', id, name };
  }
  const event = eventOf(due);
  // Another milestone without a date waits for the same thing.
  return event === 'due'
    ? findMissing(other.due, { rule: other, origin })
    : { kind: 'event', rule: other, event };
}

function anchorOf(due: Exclude<DueRule, { given: true }>): AnchorId {
  if ('before' in due) return due.before;
  return 'after' in due ? due.after : due.beginningWith;
}

function eventOf(due: Exclude<DueRule, { given: true }>): MilestoneEvent {
  return 'before' in due ? 'due' : (due.when ?? 'due');
}
