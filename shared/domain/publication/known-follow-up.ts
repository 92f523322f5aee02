import type { Visit } from '../visit.ts';
import { readDate } from '../clocks/written-dates.ts';
import { readHeldMonth } from '../clocks/month-known.ts';

const DAYS = /inspectors returned (?<first>\d{1,2}(?: \w+)?(?: \d{4})?) to (?<last>\d{1,2} \w+ \d{4})/iu;
const DAY = /inspectors returned (?<day>\d{1,2} \w+ \d{4})/iu;
const MONTH =
  /inspectors returned (?:in )?(?<month>(?:(?:early|mid|late)[ -])?[a-z]+(?: \d{4})?(?: (?:and|to) (?:(?:early|mid|late)[ -])?[a-z]+)? \d{4}|(?:(?:early|mid|late)[ -])?[a-z]+ \d{4})/iu;
const REPORT = /(?:review|re-?inspection)[a-z ]* published (?<day>\d{1,2} \w+ \d{4})/iu;

/**
 * Reads the revisit from a note about an older report, such as "inspectors returned 25 to 28 August 2015; review
 * published 8 March 2016". If the note gives only a month, the visit keeps only the month. If the note gives no date,
 * the function leaves the date out and never guesses. Returns undefined if the note dates neither a visit nor a report.
 */
export function readVisitFromNote(note: string): Visit | undefined {
  const held = heldFrom(note);
  const report = dateIn(REPORT, note);
  if (held === undefined && report === undefined) return undefined;
  return {
    id: 'visit-1',
    moves: [],
    ...(held === undefined ? {} : { held }),
    ...(report === undefined ? {} : { report: { publishedOn: report } }),
  };
}

function heldFrom(note: string): Visit['held'] {
  const days = DAYS.exec(note)?.groups;
  if (days !== undefined) {
    const last = readDate(days['last'] ?? '');
    // In "25 to 28 August 2015" the first day takes its month and year from the last day.
    const words = (days['first'] ?? '').split(' ');
    const lastWords = (days['last'] ?? '').split(' ');
    const first = readDate([...words, ...lastWords.slice(words.length)].join(' '));
    if (first.ok && last.ok) return { precision: 'day', firstOn: first.value, lastOn: last.value };
  }
  const day = dateIn(DAY, note);
  if (day !== undefined) return { precision: 'day', firstOn: day, lastOn: day };
  const month = readHeldMonth(MONTH.exec(note)?.groups?.['month'] ?? '');
  return month.ok ? month.value : undefined;
}

function dateIn(pattern: RegExp, note: string) {
  const reading = readDate(pattern.exec(note)?.groups?.['day'] ?? '');
  return reading.ok ? reading.value : undefined;
}
