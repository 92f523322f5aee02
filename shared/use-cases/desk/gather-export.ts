import type { ExportSource } from '../../domain/desk/export-rows.ts';
import type { Instant } from '../../domain/dates.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { inBatches } from '../finding/in-batches.ts';
import { listFollowUps, type ListFollowUpsDependencies } from './list-follow-ups.ts';

/** Everything that an export may draw on, the revisit due first on top. Nothing of the returns' answers is read. */
export async function gatherExport(
  dependencies: ListFollowUpsDependencies & { followUps: FollowUps },
  now: Instant,
): Promise<ExportSource[]> {
  return inBatches(await listFollowUps(dependencies, now), async (summary) => {
    const record = await dependencies.followUps.load(summary.followUp.id);
    return { ...summary, record: { ...record, followUp: summary.followUp } };
  });
}
