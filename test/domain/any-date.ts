import fc from 'fast-check';
import { dateOfDayNumber, dayNumber, type PlainDate } from '../../shared/domain/dates.ts';
import { day } from '../builders/follow-up.ts';

const FIRST = dayNumber(day('2010-01-01'));
const LAST = dayNumber(day('2040-12-31'));

/** Any date from 2010 to 2040. */
export const anyDate = fc.integer({ min: FIRST, max: LAST }).map(dateOfDayNumber);

/** Yields every date from 2010 to 2040, in order. */
export function* everyDate(): Generator<PlainDate> {
  for (let number = FIRST; number <= LAST; number += 1) yield dateOfDayNumber(number);
}
