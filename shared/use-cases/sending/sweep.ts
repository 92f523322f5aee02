import type { Instant } from '../../domain/dates.ts';
import { noticesOwed, type Decision } from '../../domain/sending/notices-owed.ts';
import { recipientId } from '../../domain/sending/recipient.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { Log } from '../../ports/log.ts';
import type { NoticeLedger } from '../../ports/notice-ledger.ts';
import type { WakeUp, WakeUps } from '../../ports/wake-ups.ts';
import { DecisionContexts, type DecisionSources } from '../planning/decision-contexts.ts';
import { isArmed } from './fence.ts';
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
  /** Set when this table may not send: nothing was looked at. */
  readonly fenced: boolean;
  readonly lookedAt: number;
  readonly wakeUps: number;
  readonly skipped: number;
  /** Emails of which nobody can know whether they went out; a human must look. */
  readonly lost: number;
  readonly failed: readonly string[];
}

/** Follow-ups that are decided before their wake-ups go out and their next attention is written. */
const CHUNK = 20;

/**
 * The scheduled run: finds the follow-ups that asked for attention by now and wakes the sender for each person who may be
 * owed an email. It is safe at any time, twice at once, and after any outage: nothing is matched by equality with today.
 *
 * @throws ServiceError at the end, when some follow-up could not be looked at; the others were.
 */
export async function sweep(dependencies: SweepDependencies): Promise<SweepReport> {
  const { clock, followUps, settings, log } = dependencies;
  const now = clock.now();
  const counts = { lookedAt: 0, wakeUps: 0, skipped: 0, lost: 0 };
  const failed: string[] = [];
  if (!(await isArmed(settings))) {
    log.warn('fenced', 'This table may not send until it is armed; nothing was looked at.');
    return { at: now, fenced: true, ...counts, failed };
  }
  await replan(dependencies, now);
  const contexts = await DecisionContexts.at(now, dependencies);
  let chunk: string[] = [];
  const finish = async (): Promise<void> => {
    const done = await decideChunk({ dependencies, contexts }, chunk);
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
      `${failed.length} follow-ups could not be looked at, or nobody woken for them: ${failed.join(', ')}.`,
    );
  }
  await settings.recordHeartbeat('sweep', now);
  return { at: now, fenced: false, ...counts, failed };
}

interface Decided {
  readonly record: LoadedFollowUp;
  readonly decision: Decision;
}

async function decideChunk(
  { dependencies, contexts }: { dependencies: SweepDependencies; contexts: DecisionContexts },
  ids: readonly string[],
): Promise<{ wakeUps: number; skipped: number; lost: number; failed: string[] }> {
  const { followUps, ledger, wakeUps, log } = dependencies;
  const failed = new Set<string>();
  const fail = (id: string, cause: unknown): void => {
    failed.add(id);
    log.error('follow-up-not-swept', 'A follow-up could not be looked at.', { ids: { followUp: id }, cause });
  };
  const decided: Decided[] = [];
  await Promise.all(
    ids.map(async (id) => {
      try {
        const record = await followUps.load(id);
        const decision = noticesOwed(record, await contexts.of(record.followUp));
        await recordLost(decision.lost, { ledger, at: contexts.now });
        await ledger.skip(decision.skipped, contexts.now);
        decided.push({ record, decision });
      } catch (error) {
        fail(id, error);
      }
    }),
  );
  const woken = distinctWakeUps(decided);
  // First the wake-ups, then the next attention: a crash between the two looks again too early, never too late.
  try {
    if (woken.length > 0) await wakeUps.send(woken);
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
    wakeUps: woken.length,
    skipped: decided.reduce((sum, { decision }) => sum + decision.skipped.length, 0),
    lost: decided.reduce((sum, { decision }) => sum + decision.lost.length, 0),
    failed: [...failed],
  };
}

function distinctWakeUps(decided: readonly Decided[]): WakeUp[] {
  const woken = new Map<string, WakeUp>();
  for (const { record, decision } of decided) {
    for (const { recipient } of decision.owed) {
      const wakeUp: WakeUp = { forceId: record.followUp.forceId, recipientId: recipientId(recipient) };
      woken.set(`${wakeUp.forceId}/${wakeUp.recipientId}`, wakeUp);
    }
  }
  return [...woken.values()];
}
