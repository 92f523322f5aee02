import { noticeId, noticeStatus, type Notice } from '../domain/notice.ts';
import { noticesOwed } from '../domain/notices-owed.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { NoticeLedger } from '../ports/notice-ledger.ts';
import { DecisionContexts, type DecisionSources } from './decision-contexts.ts';

export interface ResendNoticeDependencies extends DecisionSources {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly ledger: NoticeLedger;
}

/** Statuses whose email certainly or perhaps never arrived: the only ones that may be sent again. */
const RESENDABLE: ReadonlySet<string> = new Set([
  'unknown',
  'failed',
  'rejected',
  'suppressed',
  'transientBounce',
  'permanentBounce',
]);

/**
 * Asks for a notice to be sent again, once: a human's decision, recorded with who asked. It leaves with the next sweep, if
 * by today's state it is still owed.
 *
 * @returns the notice of the further attempt, and whether it will leave by today's state.
 * @throws ServiceError `not-found`; `conflict` where it arrived, is under way, or was asked for again already.
 */
export async function resendNotice(
  { id, by }: { id: string; by: string },
  dependencies: ResendNoticeDependencies,
): Promise<{ notice: Notice; owed: boolean }> {
  const { clock, followUps, ledger } = dependencies;
  const followUpId = id.split('/')[0] ?? '';
  const record = await followUps.load(followUpId);
  const found = record.notices.find((notice) => noticeId(notice.key) === id);
  if (found === undefined) {
    throw new ServiceError('not-found', `There is no notice ${id}; \`revisit notices\` lists them.`, {
      field: 'notice',
    });
  }
  const status = noticeStatus(found.facts);
  if (!RESENDABLE.has(status)) {
    throw new ServiceError(
      'conflict',
      `The notice ${id} is ${status}: only one that did not arrive can be sent again.`,
    );
  }
  const attempt = found.key.attempt + 1;
  const taken = record.notices.some(
    (notice) =>
      noticeId({ ...notice.key, attempt: 1 }) === noticeId({ ...found.key, attempt: 1 }) &&
      notice.key.attempt >= attempt,
  );
  if (taken) throw new ServiceError('conflict', `Somebody asked for ${id} to be sent again already.`);
  const now = clock.now();
  const again: Notice = {
    key: { ...found.key, attempt },
    rungId: found.rungId,
    facts: { resendAsked: now },
    reason: `sent again at the request of ${by}`,
  };
  await ledger.recordNotice({ notice: again, fact: 'resendAsked', at: now, reason: again.reason });
  await followUps.lowerAttention(followUpId, now);
  const contexts = await DecisionContexts.at(now, dependencies);
  const context = await contexts.of(record.followUp);
  const decision = noticesOwed({ ...record, notices: [...record.notices, again] }, context);
  return { notice: again, owed: decision.owed.some((owed) => noticeId(owed.key) === noticeId(again.key)) };
}
