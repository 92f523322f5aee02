import { londonDate, type Instant } from '../../domain/dates.ts';
import { buildReport, type Report } from '../../domain/desk/report.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { gatherExport } from './gather-export.ts';
import type { ListFollowUpsDependencies } from './list-follow-ups.ts';

/**
 * Returns all follow-ups for a page that people may pass around. It holds no answers, and no visit dates before they
 * are announced.
 */
export async function seeReport(
  dependencies: ListFollowUpsDependencies & { followUps: FollowUps },
  now: Instant,
): Promise<Report> {
  return buildReport(await gatherExport(dependencies, now), { today: londonDate(now) });
}
