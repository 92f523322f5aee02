import { incomingMailId, type MailSubject } from '../domain/replies/incoming-mail.ts';
import type { Receipt } from '../domain/replies/receipt.ts';
import { replyTokenIn } from '../domain/replies/reply-address.ts';
import type { Inbox } from '../ports/inbox.ts';
import type { Links } from '../ports/links.ts';
import type { Log } from '../ports/log.ts';
import type { Tokens } from '../ports/tokens.ts';

export interface ReceiveReplyDependencies {
  readonly inbox: Inbox;
  readonly links: Links;
  readonly tokens: Tokens;
  readonly log: Log;
}

/** Takes one mail that came in. It is stored already; told of twice, it is taken once. */
export async function receiveReply(
  receipt: Receipt,
  { inbox, links, tokens, log }: ReceiveReplyDependencies,
): Promise<void> {
  const about = await subjectByToken(receipt, { links, tokens });
  const id = incomingMailId(receipt);
  const reason = about === undefined ? 'nobody-found' : 'not-read-yet';
  const { receivedAt, rawKey } = receipt;
  const isNew = await inbox.add({
    id,
    receiptId: receipt.id,
    receivedAt,
    rawKey,
    place: 'holding-pen',
    reason,
    about,
    version: 1,
  });
  log.info('mail-received', isNew ? 'A mail was kept.' : 'A mail was told of again.', { mail: id });
}

async function subjectByToken(
  receipt: Receipt,
  { links, tokens }: Pick<ReceiveReplyDependencies, 'links' | 'tokens'>,
): Promise<MailSubject | undefined> {
  for (const recipient of receipt.recipients) {
    const tokenHash = tokens.hashOf(replyTokenIn(recipient) ?? '');
    const alias = tokenHash === undefined ? undefined : await links.findReplyAlias(tokenHash);
    if (alias === undefined) continue;
    return { followUpId: alias.followUpId, contactId: alias.contactId, round: alias.round };
  }
  return undefined;
}
