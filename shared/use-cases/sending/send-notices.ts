import type { Instant } from '../../domain/dates.ts';
import { bodyNameOn, type Body } from '../../domain/body.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import { threadOf } from '../../domain/notice.ts';
import { listOldBeliefs, type OldBelief } from '../../domain/sending/told/changes.ts';
import { decideNotices, type OwedNotice } from '../../domain/sending/decide-notices.ts';
import { contactOf, recipientId } from '../../domain/sending/recipient.ts';
import { isRound } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { WakeUp } from '../../ports/wake-ups.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { collectEmailFacts } from './email-facts-for.ts';
import { runInBatches } from '../finding/run-in-batches.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { answersSomebody, carriesLink, groupIntoEmails } from './group-into-emails.ts';
import { newLink, type NewLink, type NewLinkDependencies } from './new-link.ts';
import {
  sendPersonalEmail,
  type SendOutcome,
  type SendPersonalEmailDependencies,
} from './send-personal-email.ts';

export interface SendNoticesDependencies
  extends DecisionSources, SendPersonalEmailDependencies, NewLinkDependencies {
  readonly followUps: FollowUps;
}

/** One notice that this person is owed, with the record used to decide that. */
interface OwedWithRecord {
  readonly notice: OwedNotice;
  readonly record: LoadedFollowUp;
  readonly beliefs: readonly OldBelief[];
}

/**
 * How many times Revisit decides in all. It decides again if someone changed a follow-up between deciding and claiming.
 */
const DECISIONS = 3;

/**
 * Decides again what one person is owed, over all of the body's follow-ups. Sends it as one email with one link for
 * each report. Sends several emails if one claim cannot hold everything. A wake-up that finds nothing owed is normal.
 * Someone has answered, or another run was faster.
 *
 * If an email fails or a follow-up cannot be read, the others still go out. At the end this throws the failure, so the
 * wake-up comes back. After its last try it becomes a dead letter that a human sees.
 *
 * @returns the outcome of each email.
 * @throws ServiceError `throttled`, `unreachable` or `defect` if an email was not sent. The caller tries again later.
 */
export async function sendNotices(
  dependencies: SendNoticesDependencies,
  wakeUp: WakeUp,
): Promise<SendOutcome[]> {
  const { settings, log, clock } = dependencies;
  const outcomes: SendOutcome[] = [];
  return retryOnConflict(
    async () => {
      const shared = await settings.readShared({ forceId: wakeUp.forceId });
      if (shared.fence === undefined) {
        log.warn('fenced', 'This table may not send until someone arms it. A wake-up was dropped.', {
          force: wakeUp.forceId,
        });
        return [];
      }
      const contexts = await DecisionContexts.with(shared, { now: clock.now(), sources: dependencies });
      const { owed, failures } = await owedTo({ dependencies, contexts }, wakeUp);
      let stale = false;
      for (const email of groupIntoEmails(owed)) {
        try {
          const outcome = await sendEmail({ dependencies, contexts, body: shared.body }, email);
          if (outcome === 'stale') stale = true;
          else outcomes.push(outcome);
        } catch (error) {
          // The next email would be throttled too.
          if (error instanceof ServiceError && error.code === 'throttled') throw error;
          failures.push(error);
        }
      }
      if (stale) {
        const problem = 'The follow-up kept changing while its email was prepared. Try again.';
        throw new ServiceError('race', problem);
      }
      if (failures.length > 0) throw failures[0];
      return outcomes;
    },
    { tries: DECISIONS },
  );
}

async function owedTo(
  { dependencies, contexts }: { dependencies: SendNoticesDependencies; contexts: DecisionContexts },
  { forceId, recipientId: woken }: WakeUp,
): Promise<{ owed: OwedWithRecord[]; failures: unknown[] }> {
  const followUps = await dependencies.followUps.ofBody(forceId);
  // A withdrawn follow-up may still owe the email that takes back what it asked for.
  const open = followUps.filter(({ state }) => state === 'open' || state === 'withdrawn');
  const failures: unknown[] = [];
  const owed = await runInBatches(open, async ({ id }) => {
    try {
      const record = await dependencies.followUps.load(id);
      const context = await contexts.of(record.followUp);
      const decision = decideNotices(record, context);
      const owed = decision.owed.filter((notice) => recipientId(notice.recipient) === woken);
      const beliefs = owed.length === 0 ? [] : listOldBeliefs(record, context);
      return owed.map((notice) => ({ notice, record, beliefs }));
    } catch (error) {
      const ids = { followUp: id };
      dependencies.log.error(
        'follow-up-not-read',
        'A follow-up could not be read, so nothing was sent for it.',
        {
          ids,
          cause: error,
        },
      );
      failures.push(error);
      return [];
    }
  });
  return { owed: owed.flat(), failures };
}

async function sendEmail(
  {
    dependencies,
    contexts,
    body,
  }: { dependencies: SendNoticesDependencies; contexts: DecisionContexts; body: Body | undefined },
  owed: readonly OwedWithRecord[],
): Promise<SendOutcome> {
  const [first, ...others] = owed;
  if (first === undefined) return 'taken';
  const { recipient } = first.notice;
  const { now, calendar } = contexts;
  const { forceId } = first.record.followUp;
  const contacts = await contexts.contactsOf(forceId);
  const programmes = await Promise.all(owed.map(({ record }) => contexts.programmeOf(record.followUp)));
  const sections = owed.flatMap(({ notice, record, beliefs }, place) => {
    const { followUp } = record;
    const programme = programmes[place];
    if (programme === undefined) return [];
    return {
      notice,
      record,
      beliefs,
      programme,
      bodyName: body === undefined ? followUp.forceId : bodyNameOn(body, followUp.publishedOn),
      milestones: milestonesOf(record, { programme, calendar, suspensions: contexts.suspensions }),
      owner: contexts.ownerOf(followUp),
      contacts,
      made: linkFor(dependencies, { notice, followUp, now }),
    };
  });
  return sendPersonalEmail(dependencies, {
    recipient,
    forceId,
    notices: [toClaimedNotice(first), ...others.map(toClaimedNotice)],
    followUps: versionsOf(owed),
    links: sections.flatMap(({ made }) => made?.link ?? []),
    facts: collectEmailFacts({
      owed: sections.map(({ made, ...section }) => ({ ...section, link: made?.url })),
      recipient,
      now,
      calendar,
      organisation: contexts.organisation,
    }),
    thread: threadOf(first.record.notices, first.notice.key),
    round: isRound(first.notice.milestone.rule) ? first.notice.milestone.id : undefined,
    answersSomebody: answersSomebody(first.notice),
  });
}

function toClaimedNotice({ notice: { key, rungId, answerBy } }: OwedWithRecord) {
  return { key, rungId, answerBy };
}

function linkFor(
  dependencies: SendNoticesDependencies,
  { notice, followUp, now }: { notice: OwedNotice; followUp: FollowUp; now: Instant },
): NewLink | undefined {
  const { milestone, recipient } = notice;
  const contact = contactOf(recipient);
  if (!isRound(milestone.rule) || contact === undefined || !carriesLink(notice)) return undefined;
  return newLink(dependencies, {
    followUp,
    round: milestone.id,
    dueOn: milestone.dueOn,
    contactId: contact.id,
    now,
  });
}

function versionsOf(owed: readonly OwedWithRecord[]): { id: string; version: number }[] {
  const versions = new Map(owed.map(({ record }) => [record.followUp.id, record.followUp.version]));
  return [...versions].map(([id, version]) => ({ id, version }));
}
