import { isReachable } from '../../domain/people/contacts.ts';
import { isEarlier, londonDate, type Instant } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import { threadOf, type NoticeKey } from '../../domain/notice.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { collectRoundFacts } from '../form/form-mail.ts';
import { isArmed } from '../finding/is-armed.ts';
import type { RoundInHand } from '../form/open-round.ts';
import { newLink, type NewLinkDependencies } from '../sending/new-link.ts';
import {
  sendPersonalEmail,
  type SendOutcome,
  type SendPersonalEmailDependencies,
} from '../sending/send-personal-email.ts';

export interface SendReplyReadDependencies
  extends DecisionSources, SendPersonalEmailDependencies, NewLinkDependencies {
  readonly followUps: FollowUps;
}

/** A machine may answer every email of ours. It gets this many emails in 24 hours and in a round, and then no more. */
const MOST_REPLIES_A_DAY = 3;
const MOST_REPLIES_A_ROUND = 10;

/** How many times Revisit decides in all. It decides again if someone has changed the follow-up in the meantime. */
const DECISIONS = 3;

/**
 * Tells a person who replied that their words are in the form, with a link to check and send them. Sends this once for
 * each email. Limits how often, because two machines could otherwise answer each other for ever.
 */
export async function sendReplyRead(
  dependencies: SendReplyReadDependencies,
  told: { mail: IncomingMail; contact: Contact; inHand: RoundInHand; saysMore: boolean },
): Promise<SendOutcome | 'not-sent'> {
  const { settings, clock, followUps, log } = dependencies;
  const ids = { mail: told.mail.id };
  if (!(await isArmed(settings))) {
    log.warn(
      'fenced',
      'This table may not send until someone arms it. A reply was read but not answered.',
      ids,
    );
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
        log.info(
          'reply-not-answered',
          'The sender has already been told often enough where their words are.',
          ids,
        );
        return 'not-sent';
      }
      const contexts = await DecisionContexts.at(now, dependencies);
      const contacts = await contexts.contactsOf(told.contact.forceId);
      if (!isReachable(told.contact, { contacts, on: londonDate(now) })) return 'not-sent';
      const outcome = await send(dependencies, { ...told, contexts, version: followUp.version });
      if (outcome !== 'stale') return outcome;
      throw new ServiceError('race', 'The follow-up kept changing while a reply was answered. Try again.');
    },
    { tries: DECISIONS },
  );
}

function isWithinADay(at: Instant | undefined, now: Instant): boolean {
  return at !== undefined && isEarlier(now, at.add({ hours: 24 }));
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
  const { followUp, notices } = inHand.record;
  const { milestone } = inHand;
  const round = inHand.round.id;
  const body = await dependencies.people.body(followUp.forceId);
  const form = newLink(dependencies, {
    followUp,
    round,
    dueOn: milestone.dueOn,
    contactId: contact.id,
    now: contexts.now,
  });
  const kept = (mail.files ?? []).filter(({ fate }) => fate === 'kept');
  const key: NoticeKey = {
    followUpId: followUp.id,
    milestone: round,
    dueOn: milestone.dueOn,
    rung: rungOf(mail),
    contactId: contact.id,
    attempt: 1,
  };
  return sendPersonalEmail(dependencies, {
    recipient: { kind: 'contact', contact },
    forceId: followUp.forceId,
    notices: [{ key, rungId: 'reply-read' }],
    followUps: [{ id: followUp.id, version: told.version }],
    links: [form.link],
    facts: {
      kind: 'reply-read',
      ...collectRoundFacts({
        followUp,
        body,
        programme: inHand.programme,
        owner: contexts.ownerOf(followUp),
        round,
        recipientName: contact.name,
        now: contexts.now,
        organisation: await contexts.organisation(),
      }),
      receivedAt: mail.receivedAt,
      recommendations: mail.recommendations ?? [],
      saysMore: told.saysMore,
      attachments: kept.length,
      refusedAttachments: (mail.files ?? []).length - kept.length,
      by: inHand.round.returns.length === 0 ? inHand.answerBy : undefined,
      link: form.url,
    },
    thread: threadOf(notices, key),
    round,
    answersSomebody: true,
  });
}
