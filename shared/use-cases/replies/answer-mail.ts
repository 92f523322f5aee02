import type { Contact } from '../../domain/contact.ts';
import { londonDate, type Instant } from '../../domain/dates.ts';
import { threadOf, type Notice, type NoticeKey } from '../../domain/notice.ts';
import { isReachable } from '../../domain/people/contacts.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { RungId } from '../../domain/rungs.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { NewsEmail } from '../../wording/email-facts.ts';
import type { AboutRound } from '../../wording/round-emails.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { isArmed } from '../finding/is-armed.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { collectRoundFacts } from '../form/form-mail.ts';
import type { RoundInHand } from '../finding/open-round.ts';
import { newLink, type NewLinkDependencies } from '../sending/new-link.ts';
import {
  sendPersonalEmail,
  type SendOutcome,
  type SendPersonalEmailDependencies,
} from '../sending/send-personal-email.ts';

export interface AnswerMailDependencies
  extends DecisionSources, SendPersonalEmailDependencies, NewLinkDependencies {
  readonly followUps: FollowUps;
}

/** How many times Revisit decides in all. It decides again if someone has changed the follow-up in the meantime. */
const DECISIONS = 3;

/** An answer to an email that came in. It goes to the address on record, and never to the one that the email names. */
export interface MailAnswer {
  readonly mail: IncomingMail;
  readonly contact: Contact;
  readonly inHand: RoundInHand;
  /** The rung as the key holds it. An answer with the same rung is sent once. */
  readonly rung: string;
  readonly rungId: RungId;
  /** Tells whether an answer may leave, from the answers of this kind that the contact had about this round. */
  readonly mayAnswer: (earlier: readonly Notice[], now: Instant) => boolean;
  readonly facts: (about: Omit<AboutRound, 'kind'>, link: string) => NewsEmail;
}

/** Answers an email, at once and at any hour. Sends nothing if the table is not armed or the contact is unreachable. */
export async function answerMail(
  dependencies: AnswerMailDependencies,
  answer: MailAnswer,
): Promise<SendOutcome | 'not-sent'> {
  const { settings, clock, followUps, log } = dependencies;
  const { mail, contact, inHand, rungId, rung } = answer;
  if (!(await isArmed(settings))) {
    log.warn('fenced', 'This table may not send until someone arms it. An email was read but not answered.', {
      mail: mail.id,
    });
    return 'not-sent';
  }
  return retryOnConflict(
    async () => {
      const now = clock.now();
      const { notices, followUp } = await followUps.load(inHand.record.followUp.id);
      const earlier = notices.filter(
        (notice) =>
          notice.rungId === rungId &&
          notice.key.contactId === contact.id &&
          notice.key.milestone === inHand.milestone.id &&
          notice.key.rung !== rung,
      );
      if (!answer.mayAnswer(earlier, now)) {
        log.info('reply-not-answered', 'The sender has been answered often enough.', { mail: mail.id });
        return 'not-sent';
      }
      const contexts = await DecisionContexts.at(now, dependencies);
      const contacts = await contexts.contactsOf(contact.forceId);
      if (!isReachable(contact, { contacts, on: londonDate(now) })) return 'not-sent';
      const outcome = await send(dependencies, { ...answer, contexts, version: followUp.version });
      if (outcome !== 'stale') return outcome;
      throw new ServiceError('race', 'The follow-up kept changing while an email was answered. Try again.');
    },
    { tries: DECISIONS },
  );
}

async function send(
  dependencies: AnswerMailDependencies,
  answer: MailAnswer & { contexts: DecisionContexts; version: number },
): Promise<SendOutcome> {
  const { contact, inHand, contexts, rung, rungId } = answer;
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
  const key: NoticeKey = {
    followUpId: followUp.id,
    milestone: round,
    dueOn: milestone.dueOn,
    rung,
    contactId: contact.id,
    attempt: 1,
  };
  const about = collectRoundFacts({
    followUp,
    body,
    programme: inHand.programme,
    owner: contexts.ownerOf(followUp),
    round,
    recipientName: contact.name,
    now: contexts.now,
    organisation: contexts.organisation,
  });
  return sendPersonalEmail(dependencies, {
    recipient: { kind: 'contact', contact },
    forceId: followUp.forceId,
    notices: [{ key, rungId }],
    followUps: [{ id: followUp.id, version: answer.version }],
    links: [form.link],
    facts: answer.facts(about, form.url),
    thread: threadOf(notices, key),
    round,
    answersSomebody: true,
  });
}
