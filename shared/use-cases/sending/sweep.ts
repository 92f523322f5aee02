import type { Instant } from '../../domain/dates.ts';
import { decideNotices, type Decision } from '../../domain/sending/decide-notices.ts';
import { recipientId } from '../../domain/sending/recipient.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { Log } from '../../ports/log.ts';
import { LAYOUT, type Fence, type SharedSettings } from '../../ports/settings.ts';
import type { NoticeLedger } from '../../ports/notice-ledger.ts';
import type { WakeUp, WakeUps } from '../../ports/wake-ups.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { recordLost } from './record-lost.ts';
import { replan } from '../planning/replan.ts';

export interface SweepDependencies extends DecisionSources {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly ledger: NoticeLedger;
  readonly wakeUps: WakeUps;
  readonly log: Log;
}

export interface SweepReport {
  readonly at: Instant;
  /** True if this table may not send. Then the sweep looks at nothing. */
  readonly fenced: boolean;
  readonly lookedAt: number;
  readonly wakeUps: number;
  readonly skipped: number;
  /** Emails that may or may not have left. A human must look at them. */
  readonly lost: number;
  readonly failed: readonly string[];
}

/** How many follow-ups are decided before their wake-ups are sent and their next attention is written. */
const CHUNK = 20;

/**
 * Runs on a schedule. Finds the follow-ups whose attention is due, and wakes the sender for each person who may be owed
 * an email. It is safe at any time, after any outage, and if two sweeps run at once. It looks for everything that is
 * due by now, and never only for what is due today.
 *
 * @throws ServiceError `stored-data` at the end if some follow-ups could not be handled. The others were handled.
 */
export async function sweep(dependencies: SweepDependencies): Promise<SweepReport> {
  const { clock, followUps, settings, log } = dependencies;
  const now = clock.now();
  const counts = { lookedAt: 0, wakeUps: 0, skipped: 0, lost: 0 };
  const failed: string[] = [];
  let shared = await settings.readShared();
  if (shared.fence === undefined) {
    log.warn('fenced', 'This table may not send until someone arms it. The sweep looked at nothing.');
    return { at: now, fenced: true, ...counts, failed };
  }
  if (await replanIfAsked(dependencies, { shared, fence: shared.fence, now })) {
    // The calendar may have changed between the reading of the job and its own reading.
    shared = await settings.readShared();
  }
  let contexts: DecisionContexts | undefined;
  const woken = new Set<string>();
  let chunk: string[] = [];
  const finish = async (): Promise<void> => {
    contexts ??= await DecisionContexts.with(shared, { now, sources: dependencies });
    const done = await decideChunk({ dependencies, contexts, woken }, chunk);
    counts.lookedAt += chunk.length;
    counts.wakeUps += done.wakeUps;
    counts.skipped += done.skipped;
    counts.lost += done.lost;
    failed.push(...done.failed);
    chunk = [];
  };
  for await (const id of followUps.dueForAttention(now)) {
    chunk.push(id);
    if (chunk.length === CHUNK) await finish();
  }
  if (chunk.length > 0) await finish();
  if (failed.length > 0) {
    throw new ServiceError(
      'stored-data',
      `${failed.length} follow-ups could not be handled: ${failed.join(', ')}. Look at the log for the reasons.`,
    );
  }
  await settings.recordHeartbeat('sweep', now);
  return { at: now, fenced: false, ...counts, failed };
}

/**
 * Does the re-plan job, if there is one. An older release may have kept the entries of the attention index elsewhere.
 * Then every follow-up is looked at once, and its entry moves.
 *
 * @returns true if there was a job.
 */
async function replanIfAsked(
  dependencies: SweepDependencies,
  { shared, fence, now }: { shared: SharedSettings; fence: Fence; now: Instant },
): Promise<boolean> {
  const { settings } = dependencies;
  const isOld = (fence.layout ?? 1) < LAYOUT;
  if (isOld) await settings.requestReplan(now);
  if (!isOld && shared.replanJob === undefined) return false;
  await replan(dependencies, now);
  if (isOld) await settings.recordLayout();
  return true;
}

interface Decided {
  readonly record: LoadedFollowUp;
  readonly decision: Decision;
}

async function decideChunk(
  {
    dependencies,
    contexts,
    woken,
  }: {
    dependencies: SweepDependencies;
    contexts: DecisionContexts;
    /** Whom this run has woken already. The sender looks at all follow-ups of a body, so once is enough. */
    woken: Set<string>;
  },
  ids: readonly string[],
): Promise<{ wakeUps: number; skipped: number; lost: number; failed: string[] }> {
  const { followUps, ledger, wakeUps, log } = dependencies;
  const failed = new Set<string>();
  const fail = (id: string, cause: unknown): void => {
    failed.add(id);
    log.error('follow-up-not-swept', 'The sweep could not handle a follow-up.', {
      ids: { followUp: id },
      cause,
    });
  };
  const decided: Decided[] = [];
  await Promise.all(
    ids.map(async (id) => {
      try {
        const record = await followUps.load(id);
        const decision = decideNotices(record, await contexts.of(record.followUp));
        await recordLost(decision.lost, { ledger, at: contexts.now });
        await ledger.skip(decision.skipped, contexts.now);
        decided.push({ record, decision });
      } catch (error) {
        fail(id, error);
      }
    }),
  );
  const toWake = newWakeUps(decided, woken);
  // Send the wake-ups first, then write the next attention. If the sweep stops between the two, it looks again too
  // early and never too late.
  try {
    if (toWake.length > 0) await wakeUps.send(toWake.map(([, wakeUp]) => wakeUp));
    for (const [name] of toWake) woken.add(name);
    await Promise.all(
      decided.map(async ({ record, decision }) => {
        const { followUp, attentionVersion } = record;
        const { id: followUpId, version } = followUp;
        try {
          await followUps.raiseAttention({
            followUpId,
            version,
            attentionVersion,
            to: decision.nextAttentionAt,
          });
        } catch (error) {
          fail(followUpId, error);
        }
      }),
    );
  } catch (error) {
    for (const { record } of decided) fail(record.followUp.id, error);
  }
  return {
    wakeUps: toWake.length,
    skipped: decided.reduce((sum, { decision }) => sum + decision.skipped.length, 0),
    lost: decided.reduce((sum, { decision }) => sum + decision.lost.length, 0),
    failed: [...failed],
  };
}

/** Returns each wake-up that this run has not sent yet, under the name of the person. */
function newWakeUps(decided: readonly Decided[], woken: ReadonlySet<string>): [string, WakeUp][] {
  const found = new Map<string, WakeUp>();
  for (const { record, decision } of decided) {
    for (const { recipient } of decision.owed) {
      const wakeUp: WakeUp = { forceId: record.followUp.forceId, recipientId: recipientId(recipient) };
      const name = `${wakeUp.forceId}/${wakeUp.recipientId}`;
      if (!woken.has(name)) found.set(name, wakeUp);
    }
  }
  return [...found];
}
