import type { SentText } from '../../domain/replies/align/sent-text.ts';
import type { SentMails } from '../../ports/sent-mails.ts';

export interface FindSentTextsDependencies {
  readonly sentMails: SentMails;
  /** The name and the address that our emails come from. */
  readonly ourSender: { readonly name: string; readonly address: string };
}

/** How many of our emails a reply is compared with. A reply answers a recent one. */
const NEWEST_EMAILS = 20;

/** Returns the newest texts that we sent about a follow-up, to whomever. A reply may quote any of them. */
export async function findSentTexts(
  { sentMails, ourSender }: FindSentTextsDependencies,
  followUpId: string | undefined,
): Promise<SentText[]> {
  if (followUpId === undefined) return [];
  const kept = await sentMails.newest(followUpId, NEWEST_EMAILS);
  return kept.map(({ subject, text, to, at }) => ({
    subject,
    text,
    names: [ourSender.name, to.name],
    addresses: [ourSender.address, to.address],
    sentAt: at.toString(),
  }));
}
