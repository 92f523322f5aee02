import { isEarlier, type Instant } from '../../domain/dates.ts';
import type { DecisionContext } from '../../domain/sending/decision.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import type { Notice } from '../../domain/notice.ts';
import { listMissingOrganisation } from '../../domain/organisation.ts';
import { listMissingPrivacy } from '../../domain/privacy/retention.ts';
import { simulate, type SimulatedEmail } from '../../domain/planning/simulate.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Settings } from '../../ports/settings.ts';
import type { NoticeLedger } from '../../ports/notice-ledger.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { loadOpenRecords } from '../finding/load-open-records.ts';

export interface ArmTableDependencies extends DecisionSources {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly ledger: NoticeLedger;
}

/** What arming a table does. Nothing is written until someone arms it. */
export interface PlannedArming {
  /** True if this table is already armed for this installation. */
  readonly isArmed: boolean;
  /** What fell due after the moment of the restore. The other table may have sent it. */
  readonly unknown: readonly Notice[];
  /** The emails that leave in the next 24 hours if nobody does anything. */
  readonly emails: readonly SimulatedEmail[];
  readonly followUps: number;
  /** How many of them have nobody responsible. */
  readonly unowned: number;
}

/**
 * Plans to arm this table. Writes nothing.
 *
 * @throws ServiceError `bad-input` if another table or installation was armed before and `sentSince` is missing.
 * @throws ServiceError `bad-input` if `sentSince` is in the future.
 * @throws ServiceError `forbidden` if the stage is production, and its privacy notice or its organisation is not
 *   complete.
 */
export async function planArming(
  dependencies: ArmTableDependencies,
  { sentSince, stage }: { sentSince: Instant | undefined; stage: string },
): Promise<PlannedArming> {
  const { clock, settings } = dependencies;
  const now = clock.now();
  if (stage === 'production') await refuseIncompleteSettings(settings);
  const [armed, mine] = [await settings.lastFence(), await settings.fence()];
  if (armed !== undefined && mine === undefined && sentSince === undefined) {
    throw new ServiceError(
      'bad-input',
      'This table is a restore or a copy, and another table was sending. Give the moment of its contents with --sent-since <instant>. Then look yourself at what fell due after that.',
      { field: 'sentSince' },
    );
  }
  if (sentSince !== undefined && isEarlier(now, sentSince)) {
    throw new ServiceError(
      'bad-input',
      'The moment of a restore cannot be in the future. Give an earlier one.',
      {
        field: 'sentSince',
      },
    );
  }
  const isArmed = mine !== undefined && sentSince === undefined;
  return { isArmed, ...(await whatLeaves(dependencies, { sentSince, now })) };
}

/** @throws ServiceError `forbidden` if the privacy notice or the organisation is not complete. */
async function refuseIncompleteSettings(settings: Settings): Promise<void> {
  const privacy = listMissingPrivacy(await settings.privacy());
  if (privacy.length > 0) {
    throw new ServiceError(
      'forbidden',
      `The privacy notice of this stage lacks the ${privacy.join(' and the ')}. Nobody may be asked for answers without it. Record them with revisit privacy set --controller <text> --contact <text> --stage production. Then arm the table again.`,
    );
  }
  const organisation = listMissingOrganisation(await settings.organisation());
  if (organisation.length > 0) {
    throw new ServiceError(
      'forbidden',
      `The organisation of this stage lacks its ${organisation.join(' and its ')}. Nobody can check that an email is genuine without it. Record it with revisit organisation set --name <text> --website <address> --telephone <number> --stage production. Then arm the table again.`,
    );
  }
}

/**
 * Arms this table, and only this table, for this installation. A restored or copied table does not know what the other
 * table has sent since. For such a table, the admin must give the moment of its contents. Everything that fell due
 * between that moment and now becomes `unknown`. A human looks at it and resends what did not arrive. What fell due
 * before that moment is in the table's own ledger.
 *
 * @returns the notices that became unknown.
 * @throws ServiceError as {@link planArming} does.
 */
export async function armTable(
  dependencies: ArmTableDependencies,
  { sentSince, stage }: { sentSince: Instant | undefined; stage: string },
): Promise<{ unknown: readonly Notice[] }> {
  const { clock, ledger, settings } = dependencies;
  const { unknown } = await planArming(dependencies, { sentSince, stage });
  const now = clock.now();
  for (const notice of unknown) await ledger.enter(notice);
  // The job comes first. A sweep of an armed table can then rely on it.
  await settings.requestReplan(now);
  await settings.arm({ at: now, sentSince });
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
  for await (const { record } of loadOpenRecords(dependencies)) {
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
        'it fell due after the moment this table was restored from, so the other table may have sent it',
    })),
  );
}
