import { isInRole } from '../../domain/people/contacts.ts';
import { londonDate, type Instant } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import { mailDomain } from '../../domain/form/form.ts';
import type { RoundId } from '../../domain/programme.ts';
import type { Match } from '../../domain/replies/decide-reply.ts';
import type { DeliveryReport } from '../../domain/replies/delivery-report.ts';
import type { ReceivedMessage } from '../../domain/replies/received-message.ts';
import { findReplyToken } from '../../domain/replies/reply-address.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Links } from '../../ports/links.ts';
import type { ClaimedMail, NoticeLedger } from '../../ports/notice-ledger.ts';
import type { People } from '../../ports/people.ts';
import type { SentMails } from '../../ports/sent-mails.ts';
import type { Tokens } from '../../ports/tokens.ts';

export interface FindSubjectDependencies {
  readonly followUps: FollowUps;
  readonly ledger: NoticeLedger;
  readonly links: Links;
  readonly people: People;
  readonly sentMails: SentMails;
  readonly tokens: Tokens;
}

/** An email that came in, and what the mail service says about it. */
export interface MailInHand {
  readonly message: ReceivedMessage;
  readonly recipients: readonly string[];
  readonly receivedAt: Instant;
}

/** How many ids of a long thread are looked up. The newest come first. */
const MOST_REFERENCES = 20;

/**
 * Finds out which follow-up an email is about. Tries the reply token in its address first. Then tries our email that it
 * answers, and then the sender. If our email or the sender fits several follow-ups, returns them as candidates.
 */
export async function findSubject(dependencies: FindSubjectDependencies, mail: MailInHand): Promise<Match> {
  const answered = await answeredMail(dependencies, mail.message);
  const followUpIds = [...new Set((answered?.keys ?? []).map((key) => key.followUpId))];
  if (followUpIds.length > 1) return { kind: 'several', candidates: followUpIds, ground: 'thread' };
  return (
    (await byToken(dependencies, mail)) ??
    (answered === undefined ? undefined : byThread(answered)) ??
    (await bySender(dependencies, mail))
  );
}

/** One of our emails, and the report that it arrived or did not arrive. */
export interface ReportedMail {
  readonly match: Extract<Match, { kind: 'found' }>;
  readonly mail: ClaimedMail;
  readonly report: DeliveryReport;
}

type ReportingMail = MailInHand & {
  readonly provenDomain: string | undefined;
  readonly reports: readonly [DeliveryReport, ...DeliveryReport[]];
};

/**
 * Finds our email that a delivery report is about, if the report proves it. There are two proofs.
 *
 * 1. The report names the id of our email.
 * 2. The report came to the reply address of a follow-up. It names an address of that body that we wrote to about it.
 * It provably comes from the mail domain of that address.
 *
 * The reply token and the address alone prove nothing. Anyone who was forwarded our email can read both.
 */
export async function findReportedMail(
  dependencies: FindSubjectDependencies,
  mail: ReportingMail,
): Promise<ReportedMail | undefined> {
  return (await reportedById(dependencies, mail)) ?? reportedByRecipient(dependencies, mail);
}

async function reportedById(
  dependencies: FindSubjectDependencies,
  { reports, message }: ReportingMail,
): Promise<ReportedMail | undefined> {
  const [first] = reports;
  const { aboutMessageId } = first;
  const mail =
    aboutMessageId === undefined
      ? await answeredMail(dependencies, message)
      : await mailOfOurs(dependencies, aboutMessageId);
  const match = mail === undefined ? undefined : byThread(mail);
  if (mail === undefined || match?.kind !== 'found') return undefined;
  const contacts = await dependencies.people.contacts(mail.forceId);
  const address = contacts.find(({ id }) => id === mail.recipientId)?.email.toLowerCase();
  return { match, mail, report: reports.find(({ recipient }) => recipient === address) ?? first };
}

async function reportedByRecipient(
  dependencies: FindSubjectDependencies,
  mail: ReportingMail,
): Promise<ReportedMail | undefined> {
  const token = await byToken(dependencies, mail);
  if (token?.kind !== 'found') return undefined;
  const { followUpId } = token.subject;
  const { followUp } = await dependencies.followUps.load(followUpId);
  const contacts = await dependencies.people.contacts(followUp.forceId);
  for (const report of mail.reports) {
    const named = contacts.filter(
      (contact) =>
        report.recipient !== undefined &&
        hasAddress(contact, report.recipient) &&
        isSystemOf(mail.provenDomain, contact),
    );
    for (const { id: contactId } of named) {
      const subject = contactId === token.subject.contactId ? token.subject : { followUpId, contactId };
      const latest = await latestMailTo(dependencies, subject);
      if (latest !== undefined) return { match: { ...token, subject }, mail: latest, report };
    }
  }
  return undefined;
}

/**
 * Tells whether a domain may speak for a contact's mailbox. "mx1.essex.police.example" speaks for
 * "essex.police.example".
 */
function isSystemOf(domain: string | undefined, { email }: Contact): boolean {
  return domain !== undefined && `.${domain}`.endsWith(`.${mailDomain(email)}`);
}

async function byToken(
  { tokens, links }: FindSubjectDependencies,
  { message, recipients }: MailInHand,
): Promise<Match | undefined> {
  for (const address of new Set([...recipients, ...message.addressedTo])) {
    const tokenHash = tokens.hashToken(findReplyToken(address) ?? '');
    const alias = tokenHash === undefined ? undefined : await links.findReplyAlias(tokenHash);
    if (alias === undefined) continue;
    const { followUpId, contactId, round } = alias;
    return { kind: 'found', subject: { followUpId, contactId, round }, ground: 'reply-token' };
  }
  return undefined;
}

async function answeredMail(
  dependencies: FindSubjectDependencies,
  message: ReceivedMessage,
): Promise<ClaimedMail | undefined> {
  for (const id of message.answers.slice(0, MOST_REFERENCES)) {
    const mail = await sentMail(dependencies, id);
    if (mail !== undefined) return mail;
  }
  return undefined;
}

/** Finds our email by the id that the mail service gave it, such as `<id@eu-west-2.amazonses.com>`. */
async function sentMail(
  { sentMails, ledger }: FindSubjectDependencies,
  messageId: string,
): Promise<ClaimedMail | undefined> {
  const sesMessageId = messageId.split('@', 1)[0]?.trim().toLowerCase() ?? '';
  const mailId = sesMessageId === '' ? undefined : await sentMails.mailIdOf(sesMessageId);
  return mailId === undefined ? undefined : ledger.findMail(mailId);
}

/** Finds our email by the id of the mail service, or else by our own id. */
async function mailOfOurs(
  dependencies: FindSubjectDependencies,
  messageId: string,
): Promise<ClaimedMail | undefined> {
  const sent = await sentMail(dependencies, messageId);
  const mailId = messageId.split('@', 1)[0]?.trim() ?? '';
  return sent ?? (mailId === '' ? undefined : dependencies.ledger.findMail(mailId));
}

function byThread({ keys, recipientId }: ClaimedMail): Match | undefined {
  const [key] = keys;
  if (key === undefined) return undefined;
  return {
    kind: 'found',
    // `withKnownRound` drops the milestone of an email that was about no round.
    subject: { followUpId: key.followUpId, contactId: recipientId, round: key.milestone },
    ground: 'thread',
  };
}

async function bySender(
  { people, followUps }: FindSubjectDependencies,
  { message, receivedAt }: MailInHand,
): Promise<Match> {
  const contacts = await contactsAt(message.from[0]?.address, { people, receivedAt });
  const found: { followUpId: string; contactId: string }[] = [];
  for (const forceId of new Set(contacts.map((contact) => contact.forceId))) {
    const contactId = contacts.find((contact) => contact.forceId === forceId)?.id ?? '';
    for (const followUp of await followUps.ofBody(forceId)) {
      if (followUp.state === 'open') found.push({ followUpId: followUp.id, contactId });
    }
  }
  const [only, ...more] = found;
  if (only === undefined) return { kind: 'nobody' };
  if (more.length === 0) return { kind: 'found', subject: only, ground: 'sender' };
  return { kind: 'several', candidates: found.map(({ followUpId }) => followUpId), ground: 'sender' };
}

/** Returns everyone with this address who has a role on that day, in all bodies. */
async function contactsAt(
  address: string | undefined,
  { people, receivedAt }: { people: People; receivedAt: Instant },
): Promise<Contact[]> {
  if (address === undefined) return [];
  const bodies = await people.bodies();
  const contacts = await Promise.all(bodies.map((body) => people.contacts(body.id)));
  const on = londonDate(receivedAt);
  return contacts.flat().filter((contact) => hasAddress(contact, address) && isInRole(contact, on));
}

/**
 * Finds the sender among a body's contacts. If several contacts share the address, prefers the one our email went to.
 */
export function findSender(
  contacts: readonly Contact[],
  { message, receivedAt, addressee }: { message: ReceivedMessage; receivedAt: Instant; addressee: string },
): Contact | undefined {
  const address = message.from[0]?.address;
  if (address === undefined) return undefined;
  const on = londonDate(receivedAt);
  const same = contacts.filter((contact) => hasAddress(contact, address) && isInRole(contact, on));
  return same.find((contact) => contact.id === addressee) ?? same[0];
}

function hasAddress(contact: Contact, address: string): boolean {
  return contact.email.toLowerCase() === address.toLowerCase();
}

async function latestMailTo(
  { followUps, ledger }: FindSubjectDependencies,
  { followUpId, contactId }: { followUpId: string; contactId: string; round?: RoundId },
): Promise<ClaimedMail | undefined> {
  const { notices } = await followUps.load(followUpId);
  const sent = notices
    .filter((notice) => notice.key.contactId === contactId && notice.mailId !== undefined)
    .sort((a, b) => (a.facts.claimed?.epochMilliseconds ?? 0) - (b.facts.claimed?.epochMilliseconds ?? 0));
  const mailId = sent.at(-1)?.mailId;
  return mailId === undefined ? undefined : ledger.findMail(mailId);
}
