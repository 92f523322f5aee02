import type { WorkingCalendar } from '../../shared/domain/clocks/calendar.ts';
import { furthestDate, inWords, isAfter, type PlainDate } from '../../shared/domain/dates.ts';
import type { Effect } from '../../shared/domain/planning/effect-of-change.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** Beyond the last known bank holiday every weekday counts as a working day: said before it matters. */
export function holidayWarning(
  calendar: WorkingCalendar,
  { furthestDueOn, terminal }: { furthestDueOn: PlainDate | undefined; terminal: Terminal },
): string[] {
  if (furthestDueOn === undefined || !isAfter(furthestDueOn, calendar.knownTo)) return [];
  const sentence = `Bank holidays are known until ${inWords(calendar.knownTo)} only, and the furthest date is ${inWords(furthestDueOn)}: import the newer list from gov.uk/bank-holidays.json with revisit calendar import.`;
  return [terminal.alert(wrap(sentence, terminal))];
}

/** The same for the dates that a change moves. */
export function horizonOf(
  { dates }: Effect,
  { calendar, terminal }: { calendar: WorkingCalendar; terminal: Terminal },
): string[] {
  const furthestDueOn = furthestDate(dates.flatMap(({ dueAfter }) => dueAfter ?? []));
  return holidayWarning(calendar, { furthestDueOn, terminal });
}
