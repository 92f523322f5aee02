import type { PlainDate } from '../dates.ts';
import type { ExportSource } from './export-rows.ts';
import type { Visit } from '../visit.ts';

/** One all-day entry in a calendar feed. */
export interface CalendarEntry {
  /** Never changes. A calendar can then replace an entry whose date has moved. */
  readonly id: string;
  /** Grows with every change that can move the date. */
  readonly sequence: number;
  readonly on: PlainDate;
  /** The last day, if the entry covers several days. */
  readonly lastOn: PlainDate;
  readonly summary: string;
  /**
   * True if an earlier feed had this entry and it no longer holds. Without the cancellation, a calendar that imported
   * the file would keep it.
   */
  readonly cancelled: boolean;
}

/**
 * Returns the dates of a follow-up for a shared calendar. A visit appears only after someone has announced it.
 *
 * `settingsChanges` counts the changes that affect all follow-ups, such as a bank holiday or a suspension. Such a
 * change moves dates but does not change the follow-up's own version.
 */
export function listCalendarEntries(
  source: ExportSource,
  { settingsChanges }: { settingsChanges: number },
): CalendarEntry[] {
  const { record, bodyName, milestones } = source;
  const { followUp } = record;
  if (followUp.state !== 'open' && followUp.state !== 'withdrawn') return [];
  const name = `${followUp.simulated ? '[SIMULATED] ' : ''}${bodyName} ${followUp.publishedOn.year}`;
  const shared = {
    sequence: followUp.version + settingsChanges,
    cancelled: followUp.state === 'withdrawn',
  };
  const dates = milestones
    .filter(({ rule, suspended }) => !suspended && (rule.kind === 'round' || rule.kind === 'visit'))
    .map(({ id, dueOn, rule }) => ({
      ...shared,
      id: `${followUp.id}-${id}`,
      on: dueOn,
      lastOn: dueOn,
      summary: `${name}: ${rule.name} due`,
    }));
  const visits = followUp.visits.flatMap((visit) => {
    const shown = shownDays(visit, source);
    if (shown === undefined) return [];
    return [
      {
        ...shared,
        id: `${followUp.id}-${visit.id}`,
        on: shown.firstOn,
        lastOn: shown.lastOn,
        summary: `${name}: revisit`,
        cancelled: shared.cancelled || shown.cancelled,
      },
    ];
  });
  return [...dates, ...visits];
}

/**
 * Returns the days that were announced. If new days are still confidential, returns the days of the earlier
 * announcement as cancelled.
 */
function shownDays(
  { booked, announcedAt, held, moves }: Visit,
  { record }: ExportSource,
): { firstOn: PlainDate; lastOn: PlainDate; cancelled: boolean } | undefined {
  if (held !== undefined) return undefined;
  if (booked !== undefined && announcedAt !== undefined) return { ...booked, cancelled: false };
  const told = moves.findLast(({ from }) =>
    record.notices.some(({ key }) => key.rung.startsWith(`announced-${from.toString()}-to-`)),
  );
  return told === undefined ? undefined : { firstOn: told.from, lastOn: told.from, cancelled: true };
}
