import type { Instant } from '../domain/dates.ts';
import type { Notice } from '../domain/notice.ts';
import { simulate } from '../domain/simulate.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { NoticeLedger } from '../ports/notice-ledger.ts';
import { DecisionContexts, type DecisionSources } from './decision-contexts.ts';
import { everyOpenRecord } from './every-open-record.ts';

export interface ArmTableDependencies extends DecisionSources {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly ledger: NoticeLedger;
}

/**
 * Lets this very table send for this very installation.
 *
 * A table that was restored, or copied into another stack, knows nothing of what the other one sent since. So it must be told
 * from when its contents are: everything that fell due between then and now becomes `unknown`, for a human to look at and,
 * where it did not arrive, to resend. What fell due before stands in its ledger.
 *
 * @returns the notices that became unknown.
 * @throws ServiceError `bad-input` where another table, or another installation, was armed before and `sentSince` is missing.
 */
export async function armTable(
  { sentSince }: { sentSince: Instant | undefined },
  dependencies: ArmTableDependencies,
): Promise<{ unknown: readonly Notice[] }> {
  const { clock, ledger, settings } = dependencies;
  const now = clock.now();
  const [armed, mine] = [await settings.lastFence(), await settings.fence()];
  if (armed !== undefined && mine === undefined && sentSince === undefined) {
    throw new ServiceError(
      'bad-input',
      'This table is a restore or a copy: another one was sending. Say from when its contents are with --sent-since <instant>; what fell due since then is left to you to look at.',
      { field: 'sent-since' },
    );
  }
  const unknown = sentSince === undefined ? [] : await whatMayHaveLeft({ sentSince, now }, dependencies);
  for (const notice of unknown) await ledger.enter(notice);
  await settings.arm({ at: now, sentSince });
  await settings.requestReplan(now);
  return { unknown };
}

async function whatMayHaveLeft(
  { sentSince, now }: { sentSince: Instant; now: Instant },
  dependencies: ArmTableDependencies,
): Promise<Notice[]> {
  const contexts = await DecisionContexts.at(now, dependencies);
  const unknown: Notice[] = [];
  for await (const { record } of everyOpenRecord(dependencies)) {
    const context = await contexts.of(record.followUp);
    for (const email of simulate(record, context, { from: sentSince, to: now })) {
      for (const { key, rungId, answerBy } of email.notices) {
        unknown.push({
          key,
          rungId,
          answerBy,
          facts: { unknown: now },
          reason:
            'it fell due after the moment from which this table was restored: the other table may have sent it',
        });
      }
    }
  }
  return unknown;
}
