import type { ExportSource } from '../../domain/desk/export-rows.ts';
import type { Instant } from '../../domain/dates.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { runInBatches } from '../finding/run-in-batches.ts';
import { listFollowUps, type ListFollowUpsDependencies } from './list-follow-ups.ts';

/**
 * Returns everything that an export may use, sorted by revisit date, earliest first. Does not read the answers in the
 * returns.
 */
export async function gatherExport(
  dependencies: ListFollowUpsDependencies & { followUps: FollowUps },
  now: Instant,
): Promise<ExportSource[]> {
  return runInBatches(await listFollowUps(dependencies, now), async (summary) => {
    const record = await dependencies.followUps.load(summary.followUp.id);
    return { ...summary, record: { ...record, followUp: summary.followUp } };
  });
}
