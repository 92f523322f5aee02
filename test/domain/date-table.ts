import { createHash } from 'node:crypto';
import { argv, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { builtInCalendar } from '../../shared/domain/clocks/calendar.ts';
import { dateOfDayNumber, dayNumber, formatDate, londonInstant } from '../../shared/domain/dates.ts';
import { findRungDay } from '../../shared/domain/clocks/ladder.ts';
import { buildMilestones } from '../../shared/domain/clocks/milestones.ts';
import { ncpi } from '../builders/ncpi.ts';
import { day } from '../builders/follow-up.ts';

/**
 * Yields one line for each publication day of some years. A line holds every due date, the day that people
 * are shown instead, and the instant of every rung.
 */
export function* dateTable({ from, to }: { from: string; to: string }): Generator<string> {
  const calendar = builtInCalendar;
  for (let number = dayNumber(day(from)); number <= dayNumber(day(to)); number += 1) {
    const publishedOn = dateOfDayNumber(number);
    const milestones = buildMilestones(publishedOn, { programme: ncpi, calendar });
    const cells = milestones.map((milestone) => {
      const rungs = milestone.rule.rungs.map(({ at }) => {
        const on = findRungDay(at, { milestone, calendar });
        return londonInstant(on, ncpi.sendingHours.from).toString();
      });
      return [milestone.dueOn.toString(), formatDate(milestone.lastWorkingDay), ...rungs].join(' ');
    });
    yield [publishedOn.toString(), ...cells].join(' | ');
  }
}

/** Returns one hash for the whole table. */
export function fingerprint(table: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const line of table) hash.update(`${line}\n`);
  return hash.digest('hex');
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  stdout.write(fingerprint(dateTable({ from: argv[2] ?? '', to: argv[3] ?? '' })));
}
