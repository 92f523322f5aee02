import { noticeId, noticeStatus, type Notice } from '../../shared/domain/notice.ts';
import type { Service } from '../../shared/wiring.ts';
import type { FaultyStack } from './faulty-stack.ts';

/** What became of the emails that a run owed. It is counted in the mail that SES took, never in our ledger. */
export interface Outcome {
  /** Owed emails that did not leave, and that no human is shown. */
  readonly lost: number;
  /** Emails that left more often than they were owed. */
  readonly duplicated: number;
  /** Owed emails that did not leave, and that a human is shown. */
  readonly unknown: number;
  /** The problems in words. Empty if no email was lost, doubled or left unsettled. */
  readonly faults: readonly string[];
}

/** One email that should leave once. */
export interface OwedEmail {
  readonly address: string;
  /** The recipient that the ledger names for it. */
  readonly recipientId: string;
  /** If set, the email is owed only when this address got one. An alert about a bounce is an example. */
  readonly onlyIfSentTo?: string;
  /**
   * True if it may leave only with the original. If SES refused the original, a copy would be untrue. It goes when a
   * human sends the original again.
   */
  readonly copyOf?: string;
}

/** Compares the owed emails with the mail that SES took, and with the list that a human sees. */
export async function judge(
  faulty: FaultyStack,
  { service, owed, notices }: { service: Service; notices: readonly Notice[]; owed: readonly OwedEmail[] },
): Promise<Outcome> {
  const mails = await faulty.stack.sesDoor.mails();
  const sentTo = (address: string): number =>
    mails.filter(({ destinations }) => destinations.includes(address)).length;
  const shown = new Set((await service.ledger.problems()).map((notice) => noticeId(notice.key)));
  const faults: string[] = [];
  let lost = 0;
  let duplicated = 0;
  let unknown = 0;
  for (const { address, recipientId, onlyIfSentTo, copyOf } of owed) {
    const sent = sentTo(address);
    const isOwed = onlyIfSentTo === undefined || sentTo(onlyIfSentTo) > 0;
    if (sent > 1) {
      duplicated += sent - 1;
      faults.push(`${address} got ${sent} emails`);
    }
    if (sent > 0 && !isOwed) faults.push(`${address} got an email that was not owed`);
    if (sent > 0 || !isOwed) continue;
    const isShown = notices.some(
      ({ key, facts }) =>
        shown.has(noticeId(key)) &&
        (key.contactId === recipientId || (key.contactId === copyOf && noticeStatus(facts) === 'failed')),
    );
    if (isShown) unknown += 1;
    else {
      lost += 1;
      faults.push(`${address} got no email, and no human is told`);
    }
  }
  if (mails.some(({ destinations }) => !owed.some(({ address }) => destinations.includes(address)))) {
    faults.push('an email left although nobody was owed one');
  }
  faults.push(...hanging(notices, { mailIds: new Set(mails.map(({ tags }) => tags['mail'] ?? '')), shown }));
  for (const { id, tags } of mails) {
    const known = await service.sentMails.mailIdOf(id);
    if (known !== tags['mail']) faults.push(`no reply would find the email ${id}`);
  }
  const { waiting, dead } = await faulty.messagesLeft();
  if (waiting + dead > 0) faults.push(`${waiting} messages wait and ${dead} are dead letters`);
  return { lost, duplicated, unknown, faults };
}

/** Finds notices with a wrong status, and problems that no human is shown. */
function hanging(
  notices: readonly Notice[],
  { mailIds, shown }: { mailIds: ReadonlySet<string>; shown: ReadonlySet<string> },
): string[] {
  return notices.flatMap((notice) => {
    const id = noticeId(notice.key);
    const status = noticeStatus(notice.facts);
    const left = notice.mailId !== undefined && mailIds.has(notice.mailId);
    if (status === 'claimed') return [`${id} is still claimed`];
    if (status === 'unknown' && left) return [`${id} is unknown although SES reported it`];
    if (status === 'unknown' && !shown.has(id)) return [`${id} is unknown, and no human is shown it`];
    if (status === 'delivered' && !left) return [`${id} is delivered and never left`];
    return [];
  });
}
