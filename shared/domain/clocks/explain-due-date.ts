import { findHolidayTitle, isWorkingDay, type WorkingCalendar } from './calendar.ts';
import { countDue, countedFromDueOf, type Origin } from './count-due.ts';
import { formatDate, formatMonth, weekdayName, type PlainDate } from '../dates.ts';
import { findRule, type DueRule, type MilestoneEvent, type MilestoneRule, type Span } from '../programme.ts';
import { formatStop, type Stop } from './stopped-clock.ts';

interface ExplainedDueDate {
  readonly rule: MilestoneRule;
  readonly origin: Origin;
  readonly originalDueOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly lastWorkingDay: PlainDate;
  readonly calendar: WorkingCalendar;
  readonly revision: { readonly dueOn: PlainDate; readonly reason: string } | undefined;
  readonly stops: readonly Stop[];
}

/**
 * Explains in plain English why a milestone is due on its day. It gives the rule, what moved the date, and the date
 * that people see.
 *
 * An example is "56 days beginning with publication on 8 March 2018 end on 2 May 2018."
 */
export function explainDueDate(explained: ExplainedDueDate): string {
  const { rule, origin } = explained;
  const sentences = [`${capitalise(howCounted(rule.due, { rule, origin }))}.`];
  if (rule.noEarlierThan !== undefined) {
    sentences.push(
      `It may not happen earlier. ${capitalise(howCounted(rule.noEarlierThan, { rule, origin }))}.`,
    );
  }
  if (explained.revision !== undefined) {
    sentences.push(`It was moved to ${formatDate(explained.revision.dueOn)}: ${explained.revision.reason}.`);
  }
  sentences.push(...explained.stops.map((stop) => `${capitalise(formatStop(stop))}.`));
  if (explained.stops.some(({ to }) => to === undefined)) {
    sentences.push('It has no date until the clock runs again. The original date is kept.');
  } else if (!explained.dueOn.equals(explained.originalDueOn)) {
    sentences.push(`It is now due on ${formatDate(explained.dueOn)}. The original date is kept.`);
  }
  if (!explained.lastWorkingDay.equals(explained.dueOn)) {
    sentences.push(
      `${formatDate(explained.dueOn)} is ${whyNotWorking(explained.dueOn, explained.calendar)}, so people see ${weekdayName(explained.lastWorkingDay)} ${formatDate(explained.lastWorkingDay)}, the last working day on or before it.`,
    );
  }
  return sentences.join(' ');
}

/** Returns a reason such as "a Sunday" or "a bank holiday (Good Friday)". */
function whyNotWorking(on: PlainDate, calendar: WorkingCalendar): string {
  const holiday = findHolidayTitle(on, calendar);
  if (holiday !== undefined) return `a bank holiday (${holiday})`;
  return isWorkingDay(on, calendar) ? 'a working day' : `a ${weekdayName(on)}`;
}

interface Counted {
  readonly rule: MilestoneRule;
  readonly origin: Origin;
}

/** Says how a rule counts, such as "6 months after publication on 8 March 2016 is 8 September 2016". */
function howCounted(due: DueRule, { rule, origin }: Counted): string {
  const dueOn = countDue(due, { rule, origin })?.dueOn;
  if (dueOn === undefined) return `the date of the ${rule.name} is not known yet`;
  const written = formatDate(dueOn);
  if ('given' in due) return `the report gives ${written}`;
  if ('before' in due) {
    const later = findRule(origin.programme, due.before);
    const end = later === undefined ? '' : `${howItIsDue(later, origin)}. `;
    return `${end}${spanWords(due)} before that is ${written}`;
  }
  const anchor = anchorWords(due, origin);
  if ('beginningWith' in due) return `${spanWords(due)} beginning with ${anchor} end on ${written}`;
  if ('days' in due && due.days === 0) {
    return rule.kind === 'start'
      ? `${published(origin)} on ${written}`
      : `the same day as ${anchor} is ${written}`;
  }
  const counted = `${spanWords(due)}${inWeeks(due)} after ${anchor} is ${written}`;
  const from = anchorDay(due, { rule, origin });
  if (!('months' in due) || from === undefined || dueOn.day === from.day) return counted;
  return `${counted}. ${formatMonth(dueOn.toPlainYearMonth())} has no day ${from.day}, so its last day counts`;
}

/** Returns e.g. "The revisit is due 6 months after publication on 8 March 2018". */
function howItIsDue(rule: MilestoneRule, origin: Origin): string {
  const { due } = rule;
  const counts =
    'given' in due || 'before' in due || countedFromDueOf(due) !== startOf(origin)
      ? `on ${formatDate(countDue(due, { rule, origin })?.dueOn ?? origin.publishedOn)}`
      : `${spanWords(due)} ${'after' in due ? 'after' : 'beginning with'} ${anchorWords(due, origin)}`;
  return `The ${rule.name} is due ${counts}`;
}

/** Returns what a rule counts from, with its day, such as "publication on 8 March 2016". */
function anchorWords(due: Exclude<DueRule, { given: true } | { before: string }>, origin: Origin): string {
  const id = 'after' in due ? due.after : due.beginningWith;
  const rule = findRule(origin.programme, id);
  if (rule?.kind === 'start') return `${rule.name} on ${formatDate(origin.publishedOn)}`;
  if (rule === undefined) {
    const name = origin.programme.recordedDays.find((day) => day.id === id)?.name ?? id;
    const on = origin.happened.get(id);
    return `the day when ${name}${on === undefined ? '' : `, ${formatDate(on)}`}`;
  }
  const event = due.when ?? 'due';
  const on =
    event === 'due'
      ? countDue(rule.due, { rule, origin })?.dueOn
      : origin.happened.get(event === 'held' ? 'held' : `${id}/${event}`);
  return `${eventWords(rule, event)}${on === undefined ? '' : ` on ${formatDate(on)}`}`;
}

/** Returns what happens to a milestone, such as "the six-week response was answered". */
export function eventWords({ name }: MilestoneRule, event: MilestoneEvent): string {
  switch (event) {
    case 'due':
      return `the due date of the ${name}`;
    case 'held':
      return `the last day of the ${name}`;
    case 'answered':
      return `the answer to the ${name}`;
    case 'accepted':
      return `our acceptance of the ${name}`;
    case 'done':
      return `the ${name}`;
  }
}

function anchorDay(
  due: Exclude<DueRule, { given: true } | { before: string }>,
  { rule, origin }: Counted,
): PlainDate | undefined {
  // Nothing added to the anchor leaves the anchor.
  const id = 'after' in due ? due.after : due.beginningWith;
  return countDue(
    { after: id, days: 0, ...(due.when === undefined ? {} : { when: due.when }) },
    { rule, origin },
  )?.dueOn;
}

function startOf({ programme }: Origin): string | undefined {
  return programme.milestones.find(({ kind }) => kind === 'start')?.id;
}

function published({ programme }: Origin): string {
  const name = programme.milestones.find(({ kind }) => kind === 'start')?.name ?? 'publication';
  return name === 'publication' ? 'published' : name;
}

/** Returns a span such as "6 months", "1 week" or "70 working days". */
export function spanWords(span: Span): string {
  if ('days' in span) return count(span.days, 'day');
  if ('weeks' in span) return count(span.weeks, 'week');
  if ('months' in span) return count(span.months, 'month');
  return count(span.workingDays, 'working day');
}

/** The numbers up to ten, as a sentence writes them. */
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Returns a span for a sentence, such as "six months". */
export function spanInWords(span: Span): string {
  return spanWords(span).replace(/^\d+/u, (digits) => numbers[Number(digits)] ?? digits);
}

function inWeeks(span: Span): string {
  return 'days' in span && span.days % 7 === 0 ? ` (${count(span.days / 7, 'week')})` : '';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
