import type { MilestoneId } from '../../shared/domain/programme.ts';
import type { ReportedRevisit } from '../../shared/domain/desk/report.ts';
import { dateRange, shortMonth } from '../terminal/dates.ts';

/** "Essex 2016", with the stamp of an invented force. */
export function revisitLabel({ forceName, publishedOn, simulated }: ReportedRevisit): string {
  return `${forceName} ${publishedOn.year}${simulated ? ' SIMULATED' : ''}`;
}

/** The days of the visit as far as they may be known. */
export function visitText({ held, announced, standing }: ReportedRevisit): string {
  if (held?.precision === 'day') return dateRange(held.firstOn, held.lastOn);
  if (held !== undefined) return shortMonth(held.month);
  if (standing.kind === 'unrecorded') return 'not recorded';
  return announced === undefined
    ? 'none announced'
    : `${dateRange(announced.firstOn, announced.lastOn)}, to come`;
}

/** "6 days after". */
export function daysWords(days: number): string {
  if (days === 0) return 'on the day';
  return `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days > 0 ? 'after' : 'before'}`;
}

/** What an email is about, by the milestone it belongs to. */
export const mailAbout: Readonly<Record<MilestoneId, string>> = {
  publication: 'The dates',
  'six-week-response': 'Six-week response',
  'local-policing-body-comments': 'Statutory comments',
  'choose-follow-up': 'Choice of follow-up',
  'three-month-update': 'Three-month update',
  'pre-revisit-update': 'Pre-revisit update',
  revisit: 'Revisit',
  week: 'Weekly, to ourselves',
};
