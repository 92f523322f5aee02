import { isEarlier, type Instant } from '../../domain/dates.ts';
import type { DecisionContext } from '../../domain/sending/decision.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import type { Notice } from '../../domain/notice.ts';
import { simulate, type SimulatedEmail } from '../../domain/planning/simulate.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { NoticeLedger } from '../../ports/notice-ledger.ts';
import { DecisionContexts, type DecisionSources } from '../planning/decision-contexts.ts';
import { everyOpenRecord } from '../finding/every-open-record.ts';

export interface ArmTableDependencies extends DecisionSources {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly ledger: NoticeLedger;
}

/** What arming would do. Nothing is written until it is done. */
export interface PlannedArming {
  /** This very table sends for this very installation already. */
  readonly isArmed: boolean;
  /** What fell due since the moment it was restored from: another table may have sent it. */
  readonly unknown: readonly Notice[];
  /** What leaves in the day after, if nobody does anything. */
  readonly emails: readonly SimulatedEmail[];
  readonly followUps: number;
  /** Of them, those for which nobody is responsible. */
  readonly unowned: number;
}

/**
 * What arming this table would do.
 *
 * @throws ServiceError `bad-input` where another table, or another installation, was armed before and `sentSince` is
 * missing, or lies ahead.
 */
export async function planArming(
  dependencies: ArmTableDependencies,
  { sentSince }: { sentSince: Instant | undefined },
): Promise<PlannedArming> {
  const { clock, settings } = dependencies;
  const now = clock.now();
  const [armed, mine] = [await settings.lastFence(), await settings.fence()];
  if (armed !== undefined && mine === undefined && sentSince === undefined) {
    throw new ServiceError(
      'bad-input',
      'This table is a restore or a copy: another one was sending. Say from when its contents are with --sent-since <instant>; what fell due since then is left to you to look at.',
      { field: 'sentSince' },
    );
  }
  if (sentSince !== undefined && isEarlier(now, sentSince)) {
    throw new ServiceError('bad-input', 'A table is restored from a moment that is past.', {
      field: 'sentSince',
    });
  }
  const isArmed = mine !== undefined && sentSince === undefined;
  return { isArmed, ...(await whatLeaves(dependencies, { sentSince, now })) };
}

/**
 * Lets this very table send for this very installation.
 *
 * A table that was restored, or copied into another stack, knows nothing of what the other one sent since. So it must be told
 * from when its contents are: everything that fell due between then and now becomes `unknown`, for a human to look at and,
 * where it did not arrive, to resend. What fell due before stands in its ledger.
 *
 * @returns the notices that became unknown.
 * @throws ServiceError as planArming.
 */
export async function armTable(
  dependencies: ArmTableDependencies,
  { sentSince }: { sentSince: Instant | undefined },
): Promise<{ unknown: readonly Notice[] }> {
  const { clock, ledger, settings } = dependencies;
  const { unknown } = await planArming(dependencies, { sentSince });
  const now = clock.now();
  for (const notice of unknown) await ledger.enter(notice);
  await settings.arm({ at: now, sentSince });
  await settings.requestReplan(now);
  return { unknown };
}

async function whatLeaves(
  dependencies: ArmTableDependencies,
  { sentSince, now }: { sentSince: Instant | undefined; now: Instant },
): Promise<Pick<PlannedArming, 'unknown' | 'emails' | 'followUps' | 'unowned'>> {
  const contexts = await DecisionContexts.at(now, dependencies);
  const unknown: Notice[] = [];
  const emails: SimulatedEmail[] = [];
  let followUps = 0;
  let unowned = 0;
  for await (const { record } of everyOpenRecord(dependencies)) {
    const context = await contexts.of(record.followUp);
    const mayHaveLeft =
      sentSince === undefined ? [] : noticesBetween(record, { context, from: sentSince, to: now });
    unknown.push(...mayHaveLeft);
    const after = { ...record, notices: [...record.notices, ...mayHaveLeft] };
    emails.push(...simulate(after, { context, from: now, to: now.add({ hours: 24 }) }));
    followUps += 1;
    if (context.owner === undefined) unowned += 1;
  }
  return { unknown, emails, followUps, unowned };
}

function noticesBetween(
  record: FollowUpRecord,
  { context, from, to }: { context: DecisionContext; from: Instant; to: Instant },
): Notice[] {
  return [...simulate(record, { context, from, to })].flatMap(({ notices }) =>
    notices.map(({ key, rungId, answerBy }): Notice => ({
      key,
      rungId,
      answerBy,
      facts: { unknown: to },
      reason:
        'it fell due after the moment from which this table was restored: the other table may have sent it',
    })),
  );
}
