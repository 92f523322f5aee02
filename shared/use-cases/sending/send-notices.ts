import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../domain/dates.ts';
import { forceNameOn } from '../../domain/force.ts';
import type { Link, ReplyAlias } from '../../domain/link.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import type { Notice } from '../../domain/notice.ts';
import { noticesOwed, type OwedNotice, type Recipient } from '../../domain/sending/notices-owed.ts';
import { isRoundId, type RoundId } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { WakeUp } from '../../ports/wake-ups.ts';
import { composeEmail } from '../../wording/compose-email.ts';
import { DecisionContexts, type DecisionSources } from '../planning/decision-contexts.ts';
import { emailFor } from './email-facts-for.ts';
import { isArmed } from './fence.ts';
import { inBatches } from '../finding/in-batches.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { answersSomebody, carriesLink, oneEmailEach } from './one-email-each.ts';
import { sendOnce, type SendOnceDependencies, type SendOutcome } from './send-once.ts';

export interface SendNoticesDependencies extends DecisionSources, SendOnceDependencies {
  readonly followUps: FollowUps;
  readonly tokens: Tokens;
  /** Where the form is, without a trailing slash. */
  readonly publicUrl: string;
  /** The domain of `reply+<token>@…`. */
  readonly replyDomain: string;
}

/** One notice that this person is owed, with the record on which that was decided. */
interface OwedWithRecord {
  readonly notice: OwedNotice;
  readonly record: LoadedFollowUp;
}

/** Times a decision is made anew because somebody changed a follow-up between deciding and claiming. */
const DECISIONS = 3;

/** A link opens its round for this long after the round's due date, or after today where that is later. Days. */
const LINK_LIFE_DAYS = 45;

/**
 * Decides again what one person is owed, over all of the force's follow-ups, and sends it as one email with one link per
 * report; as several where one claim cannot hold them all. A wake-up that finds nothing owed is an ordinary outcome:
 * somebody answered, or another run was faster.
 *
 * An email that fails, or a follow-up that cannot be read, holds up no other. The failure is thrown at the end, so that the
 * wake-up comes back and, after its last try, becomes a dead letter that somebody is shown.
 *
 * @returns what became of each email.
 * @throws ServiceError `throttled`, `unreachable` or `defect`: nothing was sent for it, try again later.
 */
export async function sendNotices(
  dependencies: SendNoticesDependencies,
  wakeUp: WakeUp,
): Promise<SendOutcome[]> {
  const { settings, log } = dependencies;
  if (!(await isArmed(settings))) {
    log.warn('fenced', 'This table may not send until it is armed; a wake-up was let go.', {
      force: wakeUp.forceId,
    });
    return [];
  }
  const outcomes: SendOutcome[] = [];
  return retryOnConflict(
    async () => {
      const contexts = await DecisionContexts.at(dependencies.clock.now(), dependencies);
      const { owed, failures } = await owedTo({ dependencies, contexts }, wakeUp);
      let stale = false;
      for (const email of oneEmailEach(owed)) {
        try {
          const outcome = await sendEmail({ dependencies, contexts }, email);
          if (outcome === 'stale') stale = true;
          else outcomes.push(outcome);
        } catch (error) {
          // The next would be throttled as well.
          if (error instanceof ServiceError && error.code === 'throttled') throw error;
          failures.push(error);
        }
      }
      if (stale) {
        const problem = 'The follow-up kept changing while its email was prepared; try again.';
        throw new ServiceError('conflict', problem);
      }
      if (failures.length > 0) throw failures[0];
      return outcomes;
    },
    { tries: DECISIONS },
  );
}

async function owedTo(
  { dependencies, contexts }: { dependencies: SendNoticesDependencies; contexts: DecisionContexts },
  { forceId, recipientId }: WakeUp,
): Promise<{ owed: OwedWithRecord[]; failures: unknown[] }> {
  const followUps = await dependencies.followUps.ofForce(forceId);
  const open = followUps.filter((followUp) => followUp.state === 'open');
  const failures: unknown[] = [];
  const owed = await inBatches(open, async ({ id }) => {
    try {
      const record = await dependencies.followUps.load(id);
      const decision = noticesOwed(record, await contexts.of(record.followUp));
      return decision.owed
        .filter((notice) => idOf(notice.recipient) === recipientId)
        .map((notice) => ({ notice, record }));
    } catch (error) {
      const ids = { followUp: id };
      dependencies.log.error('follow-up-not-read', 'Nothing can be sent for a follow-up.', {
        ids,
        cause: error,
      });
      failures.push(error);
      return [];
    }
  });
  return { owed: owed.flat(), failures };
}

async function sendEmail(
  { dependencies, contexts }: { dependencies: SendNoticesDependencies; contexts: DecisionContexts },
  owed: readonly OwedWithRecord[],
): Promise<SendOutcome> {
  const { tokens, publicUrl, replyDomain, people } = dependencies;
  const [first] = owed;
  if (first === undefined) return 'taken';
  const { recipient } = first.notice;
  const { now, calendar } = contexts;
  const force = await people.force(first.record.followUp.forceId);
  const contacts = await contexts.contactsOf(first.record.followUp.forceId);
  const links: Link[] = [];
  const sections = owed.map(({ notice, record }) => {
    const made = linkFor(notice, { record, now, tokens });
    if (made !== undefined) links.push(made.link);
    const programme = contexts.programmeOf(record.followUp);
    return {
      notice,
      record,
      programme,
      forceName:
        force === undefined ? record.followUp.forceId : forceNameOn(force, record.followUp.publishedOn),
      milestones: milestonesOf(record.followUp, { programme, calendar, suspensions: contexts.suspensions }),
      owner: contexts.ownerOf(record.followUp),
      contacts,
      link: made === undefined ? undefined : `${publicUrl}/f/${made.token}`,
    };
  });
  const text = composeEmail(emailFor({ owed: sections, recipient, now, calendar }));
  const reply = recipient.kind === 'contact' ? tokens.newToken() : undefined;
  const mailId = tokens.newId();
  const round = roundOf(first.notice);
  const replyAlias: ReplyAlias | undefined =
    reply === undefined
      ? undefined
      : {
          tokenHash: reply.tokenHash,
          followUpId: first.record.followUp.id,
          contactId: idOf(recipient),
          round,
        };
  return sendOnce(dependencies, {
    claim: {
      mailId,
      claimant: tokens.newId(),
      at: dependencies.clock.now(),
      forceId: first.record.followUp.forceId,
      recipientId: idOf(recipient),
      notices: owed.map(({ notice }) => ({
        key: notice.key,
        rungId: notice.rungId,
        answerBy: notice.answerBy,
      })),
      followUps: versionsOf(owed),
      links,
      replyAlias,
    },
    email: {
      mailId,
      to: addressOf(recipient),
      ...text,
      replyTo: reply === undefined ? undefined : `reply+${reply.token}@${replyDomain}`,
      thread: threadOf(first),
      tags: { followup: first.record.followUp.id, mail: mailId, attempt: String(first.notice.key.attempt) },
      answersSomebody: answersSomebody(first.notice),
    },
  });
}

function linkFor(
  notice: OwedNotice,
  { record, now, tokens }: { record: LoadedFollowUp; now: Instant; tokens: Tokens },
): { token: string; link: Link } | undefined {
  const round = roundOf(notice);
  if (round === undefined || notice.recipient.kind !== 'contact' || !carriesLink(notice)) return undefined;
  const { token, tokenHash } = tokens.newToken();
  const due = notice.milestone.dueOn.toZonedDateTime({ timeZone: 'Europe/London' }).toInstant();
  const from = Temporal.Instant.compare(due, now) > 0 ? due : now;
  const link: Link = {
    tokenHash,
    followUpId: record.followUp.id,
    forceId: record.followUp.forceId,
    round,
    contactId: notice.recipient.contact.id,
    createdAt: now,
    expiresAt: from.add({ hours: 24 * LINK_LIFE_DAYS }),
  };
  return { token, link };
}

/** The emails of this follow-up's milestone that this person got before, oldest first. */
function threadOf({ notice, record }: OwedWithRecord): string[] {
  const earlier = record.notices.filter(
    (sent: Notice) =>
      sent.key.milestone === notice.key.milestone &&
      sent.key.contactId === notice.key.contactId &&
      sent.sesMessageId !== undefined,
  );
  return earlier
    .sort((a, b) => (a.facts.claimed?.epochMilliseconds ?? 0) - (b.facts.claimed?.epochMilliseconds ?? 0))
    .flatMap((sent) => sent.sesMessageId ?? []);
}

function versionsOf(owed: readonly OwedWithRecord[]): { id: string; version: number }[] {
  const versions = new Map(owed.map(({ record }) => [record.followUp.id, record.followUp.version]));
  return [...versions].map(([id, version]) => ({ id, version }));
}

function roundOf(notice: OwedNotice): RoundId | undefined {
  return isRoundId(notice.milestone.id) ? notice.milestone.id : undefined;
}

function idOf(recipient: Recipient): string {
  return recipient.kind === 'contact' ? recipient.contact.id : recipient.staff.id;
}

function addressOf(recipient: Recipient): { name: string; address: string } {
  const person = recipient.kind === 'contact' ? recipient.contact : recipient.staff;
  return { name: person.name, address: person.email };
}
