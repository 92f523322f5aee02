import { isEarlier, type Instant } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { shortenBodyName } from '../../domain/body.ts';
import { mailDomain } from '../../domain/form/form.ts';
import { isAlike } from '../../domain/replies/alike-mails.ts';
import type { IncomingMail, MatchGround } from '../../domain/replies/incoming-mail.ts';
import type { ReceivedMessage } from '../../domain/replies/received-message.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { MailReader } from '../../ports/mail-reader.ts';
import type { People } from '../../ports/people.ts';
import type { RawMail } from '../../ports/raw-mail.ts';

export interface LookAtMailDependencies {
  readonly inbox: Inbox;
  readonly followUps: FollowUps;
  readonly rawMail: RawMail;
  readonly mailReader: MailReader;
  readonly people: People;
}

/** An email, the follow-ups that it may be about, and why. */
export interface SeenMail {
  readonly mail: IncomingMail;
  /** The original. Undefined if it was erased, its retention period has ended, or it contains a virus. */
  readonly message: ReceivedMessage | undefined;
  readonly suggestions: readonly Suggestion[];
}

export interface Suggestion {
  readonly followUp: FollowUp;
  readonly ground: MatchGround | WeakGround | undefined;
}

/** A reason that is good enough to suggest a follow-up to a human. It is too weak to put words into a form. */
export type WeakGround = 'mail-domain' | 'subject';

/** Finds an email by its id. @throws ServiceError `not-found`, with what to type instead. */
export async function findMail({ inbox }: { inbox: Inbox }, id: string): Promise<IncomingMail> {
  const found = /^\d{4}-\d{2}-\d{2}-[0-9a-z]{8}$/u.test(id) ? await inbox.find(id) : undefined;
  if (found !== undefined) return found;
  throw new ServiceError(
    'not-found',
    `There is no mail ${id}. To see the newest, use revisit inbox list --all.`,
    {
      field: 'mail',
    },
  );
}

/** Returns an email with its original and the follow-ups that it may be about. @throws ServiceError `not-found`. */
export async function lookAtMail(dependencies: LookAtMailDependencies, id: string): Promise<SeenMail> {
  const mail = await findMail(dependencies, id);
  const message = await readOriginal(dependencies, mail);
  const found = await suggestionsFor(dependencies, mail);
  const suggestions = found.length > 0 ? found : await weakSuggestions(dependencies, { mail, message });
  return { mail, message, suggestions };
}

/** Reads the original of an email. Returns undefined if it is no longer kept. Never opens an email with a virus. */
export async function readOriginal(
  { rawMail, mailReader }: Pick<LookAtMailDependencies, 'rawMail' | 'mailReader'>,
  mail: IncomingMail,
): Promise<ReceivedMessage | undefined> {
  if (mail.erasedAt !== undefined || mail.verdicts.virus === 'FAIL') return undefined;
  try {
    return await mailReader.read(await rawMail.read(mail.rawKey));
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not-found') return undefined;
    throw error;
  }
}

async function suggestionsFor(
  { followUps }: LookAtMailDependencies,
  { about, candidates, ground }: IncomingMail,
): Promise<Suggestion[]> {
  const ids = about === undefined ? (candidates ?? []) : [about.followUpId];
  const found = await Promise.all(ids.map((id) => followUps.find(id)));
  return found.flatMap((followUp) => (followUp === undefined ? [] : [{ followUp, ground }]));
}

/**
 * Suggests follow-ups when nothing certain was found. Looks for bodies whose contacts share the sender's mail domain,
 * and for bodies that the subject names.
 */
async function weakSuggestions(
  { followUps, people }: LookAtMailDependencies,
  { mail, message }: Pick<SeenMail, 'mail' | 'message'>,
): Promise<Suggestion[]> {
  const domain = mailDomain(mail.sender?.address ?? '');
  const subject = message?.subject.toLowerCase() ?? '';
  const suggestions: Suggestion[] = [];
  for (const body of await people.bodies()) {
    const contacts = domain === '' ? [] : await people.contacts(body.id);
    const isOfDomain = contacts.some(({ email }) => mailDomain(email) === domain);
    const isNamed = body.names.some(({ name }) => subject.includes(shortenBodyName(name).toLowerCase()));
    if (!isOfDomain && !isNamed) continue;
    const open = (await followUps.ofBody(body.id)).filter(({ state }) => state === 'open');
    const ground = isOfDomain ? 'mail-domain' : 'subject';
    suggestions.push(...open.map((followUp): Suggestion => ({ followUp, ground })));
  }
  return suggestions;
}

/** Lists the emails that wait for the same reason as one email and have the same sender. @throws ServiceError `not-found`. */
export async function listAlike({ inbox }: { inbox: Inbox }, id: string): Promise<IncomingMail[]> {
  const like = await findMail({ inbox }, id);
  return (await inbox.holdingPen()).filter((mail) => isAlike(mail, like));
}

/** Lists the emails that wait for a human. With `since`, lists everything that came after it. */
export async function listInbox(
  { inbox }: { inbox: Inbox },
  { since, now }: { since: Instant | undefined; now: Instant },
): Promise<IncomingMail[]> {
  if (since === undefined) return inbox.holdingPen();
  return isEarlier(now, since) ? [] : inbox.between(since, now);
}
