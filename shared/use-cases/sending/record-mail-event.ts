import { isAway } from '../../domain/people/contacts.ts';
import { londonDate } from '../../domain/dates.ts';
import { whyUnreachable, type MailFact } from '../../domain/sending/mail-event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Log } from '../../ports/log.ts';
import type { ClaimedMail, NoticeLedger } from '../../ports/notice-ledger.ts';
import type { People } from '../../ports/people.ts';

export interface RecordMailEventDependencies {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly ledger: NoticeLedger;
  readonly people: People;
  readonly log: Log;
}

/**
 * Records what became of an email. Events come in any order, any number of times, and also before the send was recorded:
 * the outcome is the same. An address that takes no mail is marked, so that deputy and liaison are next and the owner is
 * told; and every follow-up concerned is looked at again at once.
 */
export async function recordMailEvent(
  { clock, followUps, ledger, people, log }: RecordMailEventDependencies,
  event: MailFact,
): Promise<void> {
  const { mailId, fact, at, sesMessageId, reason } = event;
  const mail = await ledger.record({ mailId, fact, at, sesMessageId, reason });
  if (mail === undefined) {
    log.info('mail-event-without-claim', 'An event about an email that carries no notice.', { mail: mailId });
    return;
  }
  const unreachable = whyUnreachable(fact);
  if (unreachable !== undefined) {
    const { forceId, recipientId } = mail;
    await people.markUnreachable({ forceId, contactId: recipientId, since: at, reason: unreachable });
    log.warn('address-unreachable', 'Mail to a contact is not accepted any more.', {
      contact: recipientId,
      fact,
    });
  }
  if (event.automaticReply === true) await recordAway(event, { mail, people });
  const all = unreachable !== undefined || event.automaticReply === true;
  for (const id of await concerned(mail, { followUps, all })) {
    await followUps.lowerAttention(id, clock.now());
  }
  log.info('mail-event', 'What became of an email was recorded.', { mail: mailId, fact });
}

/** Somebody is away, and nobody knows until when; what their automatic reply said in a mail of its own says more. */
async function recordAway(
  { at }: MailFact,
  { mail, people }: { mail: ClaimedMail; people: People },
): Promise<void> {
  const { forceId, recipientId } = mail;
  const contact = (await people.contacts(forceId)).find(({ id }) => id === recipientId);
  if (contact === undefined || isAway(contact, londonDate(at))) return;
  await people.markAway({ forceId, contactId: recipientId, away: { since: at } });
}

/** The follow-ups the email was about; for a contact who is away or cannot be reached, all of the force's, since the person is in all. */
async function concerned(
  mail: ClaimedMail,
  { followUps, all }: { followUps: FollowUps; all: boolean },
): Promise<ReadonlySet<string>> {
  const ids = new Set(mail.keys.map((key) => key.followUpId));
  if (!all) return ids;
  for (const followUp of await followUps.ofForce(mail.forceId))
    if (followUp.state === 'open') ids.add(followUp.id);
  return ids;
}
