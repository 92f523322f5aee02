import type { Link, ReplyAlias } from '../../domain/link.ts';
import type { RoundId } from '../../domain/programme.ts';
import { replyAddress } from '../../domain/replies/reply-address.ts';
import { contactOf, recipientAddress, recipientId, type Recipient } from '../../domain/sending/recipient.ts';
import { keepEmail } from '../../domain/sending/kept-email.ts';
import type { Claim } from '../../ports/notice-ledger.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { composeNews, type ComposedEmail } from '../../wording/compose-news.ts';
import type { NewsEmail } from '../../wording/email-facts.ts';
import { ServiceError } from '../../errors.ts';
import { statementsOf } from '../../wording/statements.ts';
import type { Pace } from '../../ports/pace.ts';
import { sendOnce, type SendOnceDependencies, type SendOutcome } from './send-once.ts';

export type { SendOutcome } from './send-once.ts';

export interface SendPersonalEmailDependencies extends SendOnceDependencies {
  readonly pace: Pace;
  readonly tokens: Tokens;
  /** The domain of `reply+<token>@…`. */
  readonly replyDomain: string;
}

type ClaimedNotice = Claim['notices'][number];

/** One email to one person, and the notices that it covers. */
export interface PersonalEmail {
  readonly recipient: Recipient;
  readonly forceId: string;
  /** The first notice names the email. */
  readonly notices: readonly [ClaimedNotice, ...ClaimedNotice[]];
  /** The follow-ups as they were read. If one has changed since, the outcome is `stale`. */
  readonly followUps: Claim['followUps'];
  /** The links in the email. They open the form once the email is claimed. */
  readonly links: readonly Link[];
  readonly facts: NewsEmail;
  /** The mail service's ids of the earlier emails in the thread, oldest first. */
  readonly thread: readonly string[];
  /** The round that a reply is about, if the email is about one. */
  readonly round: RoundId | undefined;
  /** True if the email answers something that a person did. */
  readonly answersSomebody: boolean;
}

/**
 * Writes, claims and sends one email of the ledger. A contact can reply to it, and Revisit matches the reply to its
 * follow-up. A reply from a member of staff goes to the team.
 *
 * @returns the outcome.
 * @throws ServiceError as {@link sendOnce} does.
 */
export function sendPersonalEmail(
  dependencies: SendPersonalEmailDependencies,
  { facts, ...personal }: PersonalEmail,
): Promise<SendOutcome> {
  const [first, ...others] = withStatements(personal.notices, facts);
  return sendComposedEmail(dependencies, {
    ...personal,
    notices: [first ?? personal.notices[0], ...others],
    content: composeNews(facts),
  });
}

/** Keeps what the email states about each follow-up with the first of its notices. */
function withStatements(notices: PersonalEmail['notices'], facts: NewsEmail): ClaimedNotice[] {
  const stated = statementsOf(facts);
  const seen = new Set<string>();
  return notices.map((notice) => {
    const { followUpId } = notice.key;
    if (seen.has(followUpId)) return notice;
    seen.add(followUpId);
    const own = stated.filter((one) => one.followUpId === followUpId).map(({ statement }) => statement);
    return own.length === 0 ? notice : { ...notice, stated: own };
  });
}

/** How often an email is handed over if the mail service refuses it for its rate. */
const HANDOVERS = 4;

/** Claims and sends one email that is in words already. Only `sendPersonalEmail` and `sendWeeklyEmail` call it. */
export async function sendComposedEmail(
  dependencies: SendPersonalEmailDependencies,
  email: ComposedForPerson,
  handover = 1,
): Promise<SendOutcome> {
  const { pace } = dependencies;
  // The turn comes before the claim, so a claim never waits for it.
  await pace.turn();
  try {
    return await claimAndSend(dependencies, email);
  } catch (error) {
    const isRate = error instanceof ServiceError && error.code === 'throttled';
    // The claim was given back, so the email may be claimed again.
    if (!isRate || handover === HANDOVERS || !pace.refused()) throw error;
    return sendComposedEmail(dependencies, email, handover + 1);
  }
}

type ComposedForPerson = Omit<PersonalEmail, 'facts'> & { readonly content: ComposedEmail };

async function claimAndSend(
  dependencies: SendPersonalEmailDependencies,
  {
    recipient,
    forceId,
    notices,
    followUps,
    links,
    content,
    thread,
    round,
    answersSomebody,
  }: ComposedForPerson,
): Promise<SendOutcome> {
  const { tokens, clock } = dependencies;
  const contact = contactOf(recipient);
  const [{ key }] = notices;
  const mailId = tokens.newId();
  const reply =
    contact === undefined
      ? undefined
      : newReplyAddress(dependencies, { contactId: contact.id, followUpId: key.followUpId, round });
  const at = clock.now();
  const to = recipientAddress(recipient);
  const { subject, text } = content;
  return sendOnce(dependencies, {
    claim: {
      mailId,
      claimant: tokens.newId(),
      at,
      kept: keepEmail({ mailId, followUpId: key.followUpId, at, to, subject, text }),
      forceId,
      recipientId: recipientId(recipient),
      notices,
      followUps,
      links,
      replyAlias: reply?.alias,
    },
    email: {
      mailId,
      to,
      ...content,
      replyTo: reply?.address,
      thread,
      tags: { followup: key.followUpId, mail: mailId, attempt: String(key.attempt) },
      answersSomebody,
    },
  });
}

function newReplyAddress(
  { tokens, replyDomain }: SendPersonalEmailDependencies,
  { contactId, followUpId, round }: Pick<ReplyAlias, 'contactId' | 'followUpId' | 'round'>,
) {
  const { token, tokenHash } = tokens.newToken();
  return { address: replyAddress(token, replyDomain), alias: { tokenHash, followUpId, contactId, round } };
}
