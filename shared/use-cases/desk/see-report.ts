import { londonDate, type Instant } from '../../domain/dates.ts';
import { reportOn, type Report } from '../../domain/desk/report.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { gatherExport } from './gather-export.ts';
import type { ListFollowUpsDependencies } from './list-follow-ups.ts';

/** All follow-ups for a page that may be handed round: no answer, and no day of a visit that is not announced. */
export async function seeReport(
  dependencies: ListFollowUpsDependencies & { followUps: FollowUps },
  now: Instant,
): Promise<Report> {
  return reportOn(await gatherExport(dependencies, now), { today: londonDate(now) });
}
