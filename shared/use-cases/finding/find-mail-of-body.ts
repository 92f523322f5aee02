import { londonDate, startOfLondonDay } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Contact } from '../../domain/contact.ts';
import { carriesAddress, type IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { People } from '../../ports/people.ts';

export interface MailOfBodyDependencies {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly inbox: Inbox;
  readonly people: People;
}

/** How long before a report's publication an email about it may have come. */
const MONTHS_BEFORE_PUBLICATION = 6;

/** Returns every email about a body's follow-ups, and every email from its contacts, past ones included. */
export async function findMailOfBody(
  { clock, followUps, inbox, people }: MailOfBodyDependencies,
  forceId: string,
): Promise<IncomingMail[]> {
  const [own, contacts] = await Promise.all([followUps.ofBody(forceId), people.contacts(forceId)]);
  const found = new Map<string, IncomingMail>();
  for (const { email } of contacts) {
    for (const mail of await findMailCarrying(inbox, email)) found.set(mail.id, mail);
  }
  const [first] = own.map(({ publishedOn }) => publishedOn.toString()).sort();
  if (first === undefined) return [...found.values()];
  const published = own.find(({ publishedOn }) => publishedOn.toString() === first)?.publishedOn;
  const from = (published ?? londonDate(clock.now())).subtract({ months: MONTHS_BEFORE_PUBLICATION });
  for (const mail of await inbox.between(startOfLondonDay(from), clock.now())) {
    if (isOfBody(mail, { followUps: own, contacts })) found.set(mail.id, mail);
  }
  return [...found.values()];
}

/** Returns every email that has an address as its sender or on its envelope, also if nobody has read it yet. */
export async function findMailCarrying(inbox: Inbox, address: string): Promise<IncomingMail[]> {
  const unread = (await inbox.holdingPen()).filter((mail) => carriesAddress(mail, address));
  const found = new Map([...unread, ...(await inbox.fromSender(address))].map((mail) => [mail.id, mail]));
  return [...found.values()];
}

/** Tells whether an email may be about one of the follow-ups, or came from one of the contacts. */
export function isOfBody(
  mail: IncomingMail,
  { followUps, contacts }: { followUps: readonly FollowUp[]; contacts: readonly Contact[] },
): boolean {
  const ids = [mail.about?.followUpId, ...(mail.candidates ?? [])];
  return (
    followUps.some(({ id }) => ids.includes(id)) || contacts.some(({ email }) => carriesAddress(mail, email))
  );
}
