import { isAway } from '../../domain/people/contacts.ts';
import { londonDate } from '../../domain/dates.ts';
import { explainUnreachable, type MailFact } from '../../domain/sending/mail-event.ts';
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
 * Records what happened to an email. Events may come in any order, several times, and even before the send was
 * recorded. The result is the same. If an address takes no mail, marks it. Then the deputy and the liaison are next,
 * and the owner is told. The next sweep looks at every follow-up concerned.
 */
export async function recordMailEvent(
  { clock, followUps, ledger, people, log }: RecordMailEventDependencies,
  event: MailFact,
): Promise<void> {
  const { mailId, fact, at, sesMessageId, reason } = event;
  const recorded = await ledger.record({ mailId, fact, at, sesMessageId, reason });
  if (recorded === undefined) {
    log.info('mail-event-without-claim', 'An event came for an email without a notice.', { mail: mailId });
    return;
  }
  const { mail, isNews } = recorded;
  log.info('mail-event', 'Recorded what happened to an email.', { mail: mailId, fact });
  // The sender has told it, and the sweep looks again in any case when the lease of a claim ends.
  if (fact === 'accepted' && !isNews) return;
  const unreachable = explainUnreachable(fact);
  if (unreachable !== undefined) {
    const { forceId, recipientId } = mail;
    await people.markUnreachable({ forceId, contactId: recipientId, since: at, reason: unreachable });
    log.warn('address-unreachable', 'Mail to a contact is no longer accepted.', {
      contact: recipientId,
      fact,
    });
  }
  if (event.automaticReply === true) await recordAway(event, { mail, people });
  const all = unreachable !== undefined || event.automaticReply === true;
  for (const id of await findFollowUpsConcerned(mail, { followUps, all })) {
    await followUps.askForAttention(id, clock.now());
  }
}

/**
 * Records that someone is away until an unknown day. Keeps an earlier record, because an automatic reply that came as
 * an email says more.
 */
async function recordAway(
  { at }: MailFact,
  { mail, people }: { mail: ClaimedMail; people: People },
): Promise<void> {
  const { forceId, recipientId } = mail;
  const contact = (await people.contacts(forceId)).find(({ id }) => id === recipientId);
  if (contact === undefined || isAway(contact, londonDate(at))) return;
  await people.markAway({ forceId, contactId: recipientId, away: { since: at } });
}

/**
 * Returns the follow-ups that an email was about. With `all`, returns every open follow-up of the body. A contact who
 * is away or cannot be reached matters for all of them.
 */
async function findFollowUpsConcerned(
  mail: ClaimedMail,
  { followUps, all }: { followUps: FollowUps; all: boolean },
): Promise<ReadonlySet<string>> {
  const ids = new Set(mail.keys.map((key) => key.followUpId));
  if (!all) return ids;
  for (const followUp of await followUps.ofBody(mail.forceId))
    if (followUp.state === 'open') ids.add(followUp.id);
  return ids;
}
