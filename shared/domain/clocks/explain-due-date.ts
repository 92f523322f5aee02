import { findHolidayTitle, isWorkingDay, type WorkingCalendar } from './calendar.ts';
import { formatDate, formatMonth, weekdayName, type PlainDate } from '../dates.ts';
import type { DueRule, MilestoneRule } from '../programme.ts';
import { formatStop, type Stop } from './stopped-clock.ts';

interface ExplainedDueDate {
  readonly rule: MilestoneRule;
  readonly publishedOn: PlainDate;
  readonly originalDueOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly lastWorkingDay: PlainDate;
  readonly calendar: WorkingCalendar;
  /** The milestone that the rule counts back from. */
  readonly countedBackFrom: MilestoneRule | undefined;
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
  const sentences = [`${capitalise(howCounted(explained))}.`];
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

function howCounted(explained: ExplainedDueDate): string {
  const published = formatDate(explained.publishedOn);
  const due = formatDate(explained.originalDueOn);
  const rule = explained.rule.due;
  if ('before' in rule) {
    const later = explained.countedBackFrom;
    const end =
      later === undefined
        ? `It counts back from ${published}`
        : `The ${later.name} is due ${formatPeriod(later.due)} after publication on ${published}`;
    return `${end}. ${rule.days} days before that is ${due}`;
  }
  if ('months' in rule) {
    const counted = `${rule.months} months after publication on ${published} is ${due}`;
    return explained.originalDueOn.day === explained.publishedOn.day
      ? counted
      : `${counted}. ${formatMonth(explained.originalDueOn.toPlainYearMonth())} has no day ${explained.publishedOn.day}, so its last day counts`;
  }
  if ('beginningWith' in rule)
    return `${rule.days} days beginning with publication on ${published} end on ${due}`;
  if (rule.days === 0) return `published on ${published}`;
  const weeks = rule.days % 7 === 0 ? ` (${rule.days / 7} weeks)` : '';
  return `${rule.days} days${weeks} after publication on ${published} is ${due}`;
}

function formatPeriod(rule: DueRule): string {
  return 'months' in rule ? `${rule.months} months` : `${rule.days} days`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
