import type { ReportedRevisit } from '../../shared/domain/desk/report.ts';
import { dateRange, shortHeldMonth } from '../terminal/dates.ts';

/** Returns the label of a report, such as "Essex 2016". It marks an invented body as SIMULATED. */
export function labelOf({
  bodyName,
  publishedOn,
  simulated,
}: Pick<ReportedRevisit, 'bodyName' | 'publishedOn' | 'simulated'>): string {
  return `${bodyName} ${publishedOn.year}${simulated ? ' SIMULATED' : ''}`;
}

/** Returns the days of the visit, if they are public. */
export function visitText({ held, announced, standing }: ReportedRevisit): string {
  if (held?.precision === 'day') return dateRange(held.firstOn, held.lastOn);
  if (held !== undefined) return shortHeldMonth(held);
  if (standing.kind === 'unrecorded') return 'not recorded';
  if (standing.kind === 'not-held') return 'not held';
  return announced === undefined
    ? 'none announced'
    : `${dateRange(announced.firstOn, announced.lastOn)}, to come`;
}

/** Returns a distance in days, such as "6 days after". */
export function daysWords(days: number): string {
  if (days === 0) return 'on the day';
  return `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days > 0 ? 'after' : 'before'}`;
}
