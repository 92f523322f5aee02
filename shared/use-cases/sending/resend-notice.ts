import { findRule, type MilestoneRule } from '../../domain/programme.ts';
import { isEarlier, type Instant } from '../../domain/dates.ts';
import type { DecisionContext } from '../../domain/sending/decision.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import type { Contact } from '../../domain/contact.ts';
import { noticeId, noticeStatus, type Notice } from '../../domain/notice.ts';
import { simulate } from '../../domain/planning/simulate.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { NoticeLedger } from '../../ports/notice-ledger.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';

export interface ResendNoticeDependencies extends DecisionSources {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly ledger: NoticeLedger;
}

/** The statuses of emails that did not arrive or may not have arrived. Only these can be sent again. */
const RESENDABLE: ReadonlySet<string> = new Set([
  'unknown',
  'failed',
  'rejected',
  'suppressed',
  'transientBounce',
  'permanentBounce',
]);

/** After how many hours an email can be sent again if the recipient's mail system says nothing. */
const SILENCE_HOURS = 48;

/** A planned further attempt at a notice, and when it leaves. Nothing is written until someone asks for it. */
export interface PlannedResend {
  readonly forceId: string;
  readonly found: Notice;
  readonly again: Notice;
  readonly rule: MilestoneRule | undefined;
  readonly recipient: Contact | StaffMember | undefined;
  /** Undefined if the notice is no longer needed today. It would be skipped. */
  readonly leavesAt: Instant | undefined;
}

/**
 * Plans to send a notice again. Writes nothing. The notice is given by its id. It can also be given by its follow-up,
 * if only one notice of the follow-up can be sent again.
 *
 * @throws ServiceError `not-found` or `ambiguous`.
 * @throws ServiceError `wrong-state` if the email arrived or is still being sent, `done-already` if someone has asked
 * for it again.
 */
export async function planResend(
  dependencies: ResendNoticeDependencies,
  { notice: written, by }: { notice: string; by: string },
): Promise<PlannedResend> {
  const now = dependencies.clock.now();
  const record = await recordNamed(dependencies, written);
  const found = written.includes('/') ? noticeNamed(written, record) : theOnlyOne(written, { record, now });
  refuse(found, { record, now });
  const again: Notice = {
    key: { ...found.key, attempt: found.key.attempt + 1 },
    rungId: found.rungId,
    facts: { resendAsked: now },
    reason: `sent again at the request of ${by}`,
  };
  const contexts = await DecisionContexts.at(now, dependencies);
  const context = await contexts.of(record.followUp);
  return {
    forceId: record.followUp.forceId,
    found,
    again,
    rule: findRule(context.programme, found.key.milestone),
    recipient: [...context.contacts, ...contexts.staff].find(({ id }) => id === found.key.contactId),
    leavesAt: leavesAt({ ...record, notices: [...record.notices, again] }, { again, context, now }),
  };
}

/**
 * Asks for a notice to be sent again, once. A human decides this, and the ledger records who. The notice leaves with
 * the next sweep if it is still owed then.
 *
 * @returns the notice of the further attempt, and whether it leaves as things are today.
 * @throws ServiceError as {@link planResend} does.
 */
export async function resendNotice(
  dependencies: ResendNoticeDependencies,
  { id, by }: { id: string; by: string },
): Promise<{ notice: Notice; owed: boolean }> {
  const { ledger, followUps, clock } = dependencies;
  const { again, leavesAt: at } = await planResend(dependencies, { notice: id, by });
  const now = clock.now();
  await ledger.recordNotice({ notice: again, fact: 'resendAsked', at: now, reason: again.reason });
  await followUps.askForAttention(again.key.followUpId, now);
  return { notice: again, owed: at !== undefined };
}

async function recordNamed(dependencies: ResendNoticeDependencies, written: string): Promise<FollowUpRecord> {
  const followUp = await findFollowUp(dependencies, written.split('/')[0] ?? '');
  return dependencies.followUps.load(followUp.id);
}

function noticeNamed(id: string, { notices }: FollowUpRecord): Notice {
  const found = notices.find((notice) => noticeId(notice.key) === id);
  if (found !== undefined) return found;
  throw new ServiceError('not-found', `There is no notice ${id}. To see the ids, use revisit notices.`, {
    field: 'notice',
  });
}

function theOnlyOne(written: string, { record, now }: { record: FollowUpRecord; now: Instant }): Notice {
  const possible = record.notices.filter(
    (notice) => mayBeResent(notice, now) && !isTaken(notice, record.notices),
  );
  const [found] = possible;
  if (found === undefined) {
    throw new ServiceError('not-found', `No email about ${written} needs to be sent again.`, {
      field: 'notice',
    });
  }
  if (possible.length === 1) return found;
  throw new ServiceError(
    'ambiguous',
    `${possible.length} emails about ${written} may be sent again. Name one.`,
    {
      field: 'notice',
      particulars: possible.map(({ key, facts }) => ({ where: noticeId(key), problem: noticeStatus(facts) })),
    },
  );
}

function refuse(found: Notice, { record, now }: { record: FollowUpRecord; now: Instant }): void {
  const id = noticeId(found.key);
  if (!mayBeResent(found, now)) {
    const status = noticeStatus(found.facts);
    const wait =
      status === 'accepted' || status === 'delayed'
        ? ` Their mail system has ${SILENCE_HOURS} hours to say whether it took it.`
        : '';
    throw new ServiceError(
      'wrong-state',
      `The notice ${id} is ${status}. Only a notice that did not arrive can be sent again.${wait}`,
      { field: 'notice' },
    );
  }
  if (isTaken(found, record.notices)) {
    throw new ServiceError('done-already', `Someone has already asked for ${id} to be sent again.`, {
      field: 'notice',
    });
  }
}

function mayBeResent({ facts }: Notice, now: Instant): boolean {
  const status = noticeStatus(facts);
  if (RESENDABLE.has(status)) return true;
  const since = status === 'accepted' || status === 'delayed' ? facts[status] : undefined;
  return since !== undefined && isEarlier(since.add({ hours: SILENCE_HOURS }), now);
}

/** Tells whether someone has asked for a further attempt. */
function isTaken(found: Notice, notices: readonly Notice[]): boolean {
  const base = noticeId({ ...found.key, attempt: 1 });
  return notices.some(
    ({ key }) => noticeId({ ...key, attempt: 1 }) === base && key.attempt > found.key.attempt,
  );
}

/** How many days ahead to look for the email. An owed email leaves within this time, even with holidays. */
const LEAVES_WITHIN_DAYS = 14;

function leavesAt(
  record: FollowUpRecord,
  { again, context, now }: { again: Notice; context: DecisionContext; now: Instant },
): Instant | undefined {
  const to = now.add({ hours: 24 * LEAVES_WITHIN_DAYS });
  for (const { at, notices } of simulate(record, { context, from: now, to })) {
    const isIt = notices.some(
      ({ key }) =>
        key.milestone === again.key.milestone &&
        key.rung === again.key.rung &&
        key.contactId === again.key.contactId,
    );
    if (isIt) return at;
  }
  return undefined;
}
