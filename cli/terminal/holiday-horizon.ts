import type { WorkingCalendar } from '../../shared/domain/clocks/calendar.ts';
import { findLatestDate, formatDate, isAfter, type PlainDate } from '../../shared/domain/dates.ts';
import type { Effect } from '../../shared/domain/planning/work-out-effect.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/**
 * Warns that a due date is later than the last known bank holiday. After that day Revisit counts every weekday as a
 * working day.
 */
export function holidayWarning(
  calendar: WorkingCalendar,
  { furthestDueOn, terminal }: { furthestDueOn: PlainDate | undefined; terminal: Terminal },
): string[] {
  if (furthestDueOn === undefined || !isAfter(furthestDueOn, calendar.knownTo)) return [];
  const sentence = `Bank holidays are known only until ${formatDate(calendar.knownTo)}, and the furthest date is ${formatDate(furthestDueOn)}. Import the newer list from gov.uk/bank-holidays.json with ${commandLines.importHolidays}.`;
  return [terminal.alert(wrap(sentence, terminal))];
}

/** Gives the same warning for the dates that a change moves. */
export function holidayWarningOf(
  { dates }: Effect,
  { calendar, terminal }: { calendar: WorkingCalendar; terminal: Terminal },
): string[] {
  const furthestDueOn = findLatestDate(dates.flatMap(({ dueAfter }) => dueAfter ?? []));
  return holidayWarning(calendar, { furthestDueOn, terminal });
}
