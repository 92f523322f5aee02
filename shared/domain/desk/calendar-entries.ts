import type { PlainDate } from '../dates.ts';
import type { ExportSource } from './export-rows.ts';
import type { Visit } from '../visit.ts';
import { isRoundId } from '../programme.ts';

/** One all-day entry of a calendar feed. */
export interface CalendarEntry {
  /** Stable, so that a calendar replaces an entry whose date has moved. */
  readonly id: string;
  /** Rises with everything that can move the date. */
  readonly sequence: number;
  readonly on: PlainDate;
  /** The last day, where there are several. */
  readonly lastOn: PlainDate;
  readonly summary: string;
  /** It stood in an earlier feed and holds no more: a calendar that was given a file keeps it otherwise. */
  readonly cancelled: boolean;
}

/**
 * The dates of a follow-up for a calendar that is shared: a visit only once it is announced.
 *
 * `settingsChanges` counts what was changed for all follow-ups, a bank holiday or a suspension: such a change moves dates
 * and leaves the follow-up's own version as it was.
 */
export function calendarEntries(
  source: ExportSource,
  { settingsChanges }: { settingsChanges: number },
): CalendarEntry[] {
  const { record, forceName, milestones } = source;
  const { followUp } = record;
  if (followUp.state !== 'open' && followUp.state !== 'withdrawn') return [];
  const stamp = followUp.simulated ? '[SIMULATED] ' : '';
  const shared = {
    sequence: followUp.version + settingsChanges,
    cancelled: followUp.state === 'withdrawn',
  };
  const dates = milestones
    .filter(({ id, suspended }) => !suspended && (isRoundId(id) || id === 'revisit'))
    .map(({ id, dueOn, rule }) => ({
      ...shared,
      id: `${followUp.id}-${id}`,
      on: dueOn,
      lastOn: dueOn,
      summary: `${stamp}${forceName}: ${rule.name} due`,
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
        summary: `${stamp}${forceName}: revisit`,
        cancelled: shared.cancelled || shown.cancelled,
      },
    ];
  });
  return [...dates, ...visits];
}

/** The days that were announced; those of an earlier announcement, as cancelled, while the new ones are confidential. */
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
