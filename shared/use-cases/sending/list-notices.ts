import { findRule, type BodyWords, type MilestoneRule } from '../../domain/programme.ts';
import { isEarlier, type Instant } from '../../domain/dates.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import { bodyNameOn, shortenBodyName, type Body } from '../../domain/body.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import type { Contact } from '../../domain/contact.ts';
import type { Notice } from '../../domain/notice.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';
import type { Clock } from '../../ports/clock.ts';

/** A notice, with the names of its body and its recipient. */
export interface ListedNotice {
  readonly notice: Notice;
  /** The rule of its milestone. Undefined for the emails of the inspectorate's own week. */
  readonly rule: MilestoneRule | undefined;
  readonly bodyName: string;
  readonly body: BodyWords;
  /** Undefined if the contact is no longer on record. */
  readonly recipient: Contact | StaffMember | undefined;
}

export interface ListNoticesDependencies extends DecisionSources {
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

/** Returns the ledger of one follow-up, oldest first. */
export async function listNoticesOf(
  dependencies: ListNoticesDependencies,
  { followUpId }: { followUpId: string },
): Promise<ListedNotice[]> {
  const record = await dependencies.followUps.load(followUpId);
  const body = await dependencies.people.body(record.followUp.forceId);
  const contexts = await DecisionContexts.at(dependencies.clock.now(), dependencies);
  return toListedNotices(record, { body, contexts });
}

/** Returns the ledgers of all follow-ups, except prepared and staged ones, oldest first. */
export async function listEveryNotice(dependencies: ListNoticesDependencies): Promise<ListedNotice[]> {
  const contexts = await DecisionContexts.at(dependencies.clock.now(), dependencies);
  const all = await loadEveryFollowUp(dependencies);
  const every: ListedNotice[] = [];
  for (const { followUp, body } of all) {
    if (followUp.state === 'prepared' || followUp.state === 'staged') continue;
    every.push(
      ...(await toListedNotices(await dependencies.followUps.load(followUp.id), { body, contexts })),
    );
  }
  return inOrder(every);
}

/** Returns the notices that were claimed at or after an instant, oldest first. */
export async function listNoticesSince(
  dependencies: ListNoticesDependencies,
  at: Instant,
): Promise<ListedNotice[]> {
  const every = await listEveryNotice(dependencies);
  return every.filter(
    ({ notice }) => notice.facts.claimed !== undefined && !isEarlier(notice.facts.claimed, at),
  );
}

async function toListedNotices(
  record: FollowUpRecord,
  { body, contexts }: { body: Body | undefined; contexts: DecisionContexts },
): Promise<ListedNotice[]> {
  const { followUp, notices } = record;
  const people = [...(await contexts.contactsOf(followUp.forceId)), ...contexts.staff];
  const programme = await contexts.programmeOf(followUp);
  const bodyName =
    body === undefined ? followUp.forceId : shortenBodyName(bodyNameOn(body, followUp.publishedOn));
  return inOrder(
    notices.map((notice) => {
      const rule = findRule(programme, notice.key.milestone);
      return {
        notice,
        rule,
        bodyName,
        body: programme.body,
        recipient: people.find(({ id }) => id === notice.key.contactId),
      };
    }),
  );
}

/** Returns when a notice began. This is when it was claimed, asked for again, skipped or lost. */
export function startOf({ facts }: Notice): Instant | undefined {
  return facts.claimed ?? facts.resendAsked ?? facts.skipped ?? facts.unknown;
}

function inOrder(notices: readonly ListedNotice[]): ListedNotice[] {
  const at = ({ notice }: ListedNotice): number => startOf(notice)?.epochMilliseconds ?? 0;
  return [...notices].sort((a, b) => at(a) - at(b));
}
