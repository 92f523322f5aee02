import { Temporal } from 'temporal-polyfill';
import { isReachable } from '../../domain/people/contacts.ts';
import { LONDON, londonDate, type Instant } from '../../domain/dates.ts';
import { forceNameOn } from '../../domain/force.ts';
import type { Contact } from '../../domain/contact.ts';
import type { NoticeKey } from '../../domain/notice.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { composeEmail } from '../../wording/compose-email.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { DecisionContexts, type DecisionSources } from '../planning/decision-contexts.ts';
import { isArmed } from '../sending/fence.ts';
import type { RoundInHand } from '../form/open-round.ts';
import { sendOnce, type SendOnceDependencies, type SendOutcome } from '../sending/send-once.ts';

export interface SendReplyReadDependencies extends DecisionSources, SendOnceDependencies {
  readonly followUps: FollowUps;
  readonly tokens: Tokens;
  /** Where the form is, without a trailing slash. */
  readonly publicUrl: string;
  /** The domain of `reply+<token>@…`. */
  readonly replyDomain: string;
}

/** A machine that answers every email of ours gets so many in 24 hours, and so many in a round, and then silence. */
const MOST_REPLIES_A_DAY = 3;
const MOST_REPLIES_A_ROUND = 10;

/** A link opens its round for this long after the round's due date, or after today where that is later. Days. */
const LINK_LIFE_DAYS = 45;

/** Times it is decided anew because somebody changed the follow-up meanwhile. */
const DECISIONS = 3;

/**
 * Tells whoever replied that their words are in the form, with a link to check and send them: once a mail, and never so often
 * that two machines could keep each other busy.
 */
export async function sendReplyRead(
  dependencies: SendReplyReadDependencies,
  told: { mail: IncomingMail; contact: Contact; inHand: RoundInHand; saysMore: boolean },
): Promise<SendOutcome | 'not-sent'> {
  const { settings, clock, followUps, log } = dependencies;
  const ids = { mail: told.mail.id };
  if (!(await isArmed(settings))) {
    log.warn('fenced', 'This table may not send until it is armed; a reply was read and not answered.', ids);
    return 'not-sent';
  }
  return retryOnConflict(
    async () => {
      const now = clock.now();
      const { notices, followUp } = await followUps.load(told.inHand.record.followUp.id);
      const earlier = notices.filter(
        ({ key, rungId }) =>
          rungId === 'reply-read' &&
          key.contactId === told.contact.id &&
          key.milestone === told.inHand.milestone.id &&
          key.rung !== rungOf(told.mail),
      );
      const today = earlier.filter(({ facts }) => isWithinADay(facts.claimed, now));
      if (today.length >= MOST_REPLIES_A_DAY || earlier.length >= MOST_REPLIES_A_ROUND) {
        log.info('reply-not-answered', 'The sender was told often enough where the words are.', ids);
        return 'not-sent';
      }
      const contexts = await DecisionContexts.at(now, dependencies);
      const contacts = await contexts.contactsOf(told.contact.forceId);
      if (!isReachable(told.contact, { contacts, on: londonDate(now) })) return 'not-sent';
      const outcome = await send(dependencies, { ...told, contexts, version: followUp.version });
      if (outcome !== 'stale') return outcome;
      throw new ServiceError(
        'conflict',
        'The follow-up kept changing while a reply was answered; try again.',
      );
    },
    { tries: DECISIONS },
  );
}

function isWithinADay(at: Instant | undefined, now: Instant): boolean {
  return at !== undefined && Temporal.Instant.compare(at.add({ hours: 24 }), now) > 0;
}

function rungOf(mail: IncomingMail): string {
  return `reply-read-${mail.id}`;
}

async function send(
  dependencies: SendReplyReadDependencies,
  told: {
    mail: IncomingMail;
    contact: Contact;
    inHand: RoundInHand;
    saysMore: boolean;
    contexts: DecisionContexts;
    version: number;
  },
): Promise<SendOutcome> {
  const { mail, contact, inHand, contexts } = told;
  const { tokens, publicUrl, replyDomain, people } = dependencies;
  const { followUp } = inHand.record;
  const round = inHand.round.id;
  const force = await people.force(followUp.forceId);
  const owner = contexts.ownerOf(followUp);
  const form = tokens.newToken();
  const reply = tokens.newToken();
  const mailId = tokens.newId();
  const kept = (mail.files ?? []).filter(({ fate }) => fate === 'kept');
  const text = composeEmail({
    kind: 'reply-read',
    language: 'en',
    simulated: followUp.simulated,
    recipientName: contact.name,
    report: {
      forceName: force === undefined ? followUp.forceId : forceNameOn(force, followUp.publishedOn),
      subject: inHand.programme.subject,
      publishedOn: followUp.publishedOn,
      url: followUp.reportUrl,
    },
    round,
    owners: owner === undefined ? [] : [{ name: owner.name, telephone: owner.telephone }],
    receivedAt: mail.receivedAt,
    recommendations: mail.recommendations ?? [],
    saysMore: told.saysMore,
    attachments: kept.length,
    refusedAttachments: (mail.files ?? []).length - kept.length,
    by: inHand.round.returns.length === 0 ? inHand.answerBy : undefined,
    link: `${publicUrl}/f/${form.token}`,
  });
  const key: NoticeKey = {
    followUpId: followUp.id,
    milestone: round,
    dueOn: inHand.milestone.dueOn,
    rung: rungOf(mail),
    contactId: contact.id,
    attempt: 1,
  };
  return sendOnce(dependencies, {
    claim: {
      mailId,
      claimant: tokens.newId(),
      at: contexts.now,
      forceId: followUp.forceId,
      recipientId: contact.id,
      notices: [{ key, rungId: 'reply-read', answerBy: undefined }],
      followUps: [{ id: followUp.id, version: told.version }],
      links: [
        {
          tokenHash: form.tokenHash,
          followUpId: followUp.id,
          forceId: followUp.forceId,
          round,
          contactId: contact.id,
          createdAt: contexts.now,
          expiresAt: linkExpiry(inHand, contexts.now),
        },
      ],
      replyAlias: { tokenHash: reply.tokenHash, followUpId: followUp.id, contactId: contact.id, round },
    },
    email: {
      mailId,
      to: { name: contact.name, address: contact.email },
      ...text,
      replyTo: `reply+${reply.token}@${replyDomain}`,
      thread: threadOf(inHand, contact),
      tags: { followup: followUp.id, mail: mailId, attempt: '1' },
      answersSomebody: true,
    },
  });
}

function linkExpiry({ milestone }: RoundInHand, now: Instant): Instant {
  const due = milestone.dueOn.toZonedDateTime({ timeZone: LONDON }).toInstant();
  const from = Temporal.Instant.compare(due, now) > 0 ? due : now;
  return from.add({ hours: 24 * LINK_LIFE_DAYS });
}

/** The emails of this round that the person got before, oldest first. */
function threadOf({ record, milestone }: RoundInHand, contact: Contact): string[] {
  return record.notices
    .filter(
      ({ key, sesMessageId }) =>
        key.milestone === milestone.id && key.contactId === contact.id && sesMessageId !== undefined,
    )
    .sort((a, b) => (a.facts.claimed?.epochMilliseconds ?? 0) - (b.facts.claimed?.epochMilliseconds ?? 0))
    .flatMap(({ sesMessageId }) => sesMessageId ?? []);
}
