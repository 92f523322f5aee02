import type { Instant } from '../../domain/dates.ts';
import type { KeptEmail } from '../../domain/sending/kept-email.ts';
import type { NoticeKey } from '../../domain/notice.ts';
import type { ItemKey } from './table.ts';

/** Makes the keys of stored items, with one function for each kind of item. docs/data-model.md shows them all. */
export const keys = {
  followUp: (id: string): ItemKey => ({ pk: followUpPartition(id), sk: 'FOLLOWUP' }),
  recommendation: (id: string, number: number): ItemKey => ({
    pk: followUpPartition(id),
    sk: `REC#${String(number).padStart(2, '0')}`,
  }),
  round: (id: string, round: string): ItemKey => ({ pk: followUpPartition(id), sk: `ROUND#${round}` }),
  notice: (key: NoticeKey): ItemKey => ({ pk: followUpPartition(key.followUpId), sk: noticeSortKey(key) }),
  audit: (id: string, at: Instant, entry: string): ItemKey => ({
    pk: historyPartition(id),
    sk: `AUDIT#${instantText(at)}#${entry}`,
  }),
  call: (id: string, at: Instant, entry: string): ItemKey => ({
    pk: historyPartition(id),
    sk: `CALL#${instantText(at)}#${entry}`,
  }),
  returned: (id: string, round: string, version: number): ItemKey => ({
    pk: historyPartition(id),
    sk: `RETURN#${round}#${String(version).padStart(4, '0')}`,
  }),
  mail: (mailId: string): ItemKey => ({ pk: `MAIL#${mailId}`, sk: 'MAIL' }),
  sentText: ({ followUpId, at, mailId }: Pick<KeptEmail, 'followUpId' | 'at' | 'mailId'>): ItemKey => ({
    pk: sentPartition(followUpId),
    sk: `${instantText(at)}#${mailId}`,
  }),
  link: (tokenHash: string): ItemKey => ({ pk: `LINK#${tokenHash}`, sk: 'LINK' }),
  /** In the partition of the follow-up, to find its links when they are revoked. */
  linkReference: (id: string, tokenHash: string): ItemKey => ({
    pk: followUpPartition(id),
    sk: `LINKREF#${tokenHash}`,
  }),
  replyAlias: (tokenHash: string): ItemKey => ({ pk: `ALIAS#reply#${tokenHash}`, sk: 'ALIAS' }),
  messageAlias: (sesMessageId: string): ItemKey => ({ pk: `ALIAS#message#${sesMessageId}`, sk: 'ALIAS' }),
  // The items of the form sort before FOLLOWUP, so a decision about emails never reads them.
  draft: (id: string, round: string, number: number): ItemKey => ({
    pk: followUpPartition(id),
    sk: `DRAFT#${round}#${String(number).padStart(2, '0')}`,
  }),
  /** What the body says once for the whole return. It has the number 0 instead of a recommendation's. */
  wholeDraft: (id: string, round: string): ItemKey => ({
    pk: followUpPartition(id),
    sk: `DRAFT#${round}#00`,
  }),
  /** What an email left on the form: words that nobody has placed yet, and what was not taken. */
  formEmail: (id: string, round: string, mailId: string): ItemKey => ({
    pk: followUpPartition(id),
    sk: `EMAIL#${round}#${mailId}`,
  }),
  attachment: (id: string, round: string, attachment: string): ItemKey => ({
    pk: followUpPartition(id),
    sk: `ATTACHMENT#${round}#${attachment}`,
  }),
  approval: (id: string, round: string, approval: string): ItemKey => ({
    pk: followUpPartition(id),
    sk: `APPROVAL#${round}#${approval}`,
  }),
  handover: (id: string, handover: string): ItemKey => ({
    pk: followUpPartition(id),
    sk: `COLLEAGUE#${handover}`,
  }),
  formSession: (tokenHash: string): ItemKey => ({ pk: `FORMSESSION#${tokenHash}`, sk: 'FORMSESSION' }),
  formCode: (sessionHash: string): ItemKey => ({ pk: `FORMCODE#${sessionHash}`, sk: 'FORMCODE' }),
  throttle: (what: string, window: string): ItemKey => ({ pk: `THROTTLE#${what}`, sk: window }),
  force: (id: string): ItemKey => ({ pk: 'FORCES', sk: id }),
  contact: (forceId: string, contactId: string): ItemKey => ({
    pk: bodyPartition(forceId),
    sk: `CONTACT#${contactId}`,
  }),
  staff: (id: string): ItemKey => ({ pk: 'STAFF', sk: id }),
  incomingMail: (receivedAt: Instant, id: string): ItemKey => ({
    pk: inboxPartition(instantText(receivedAt).slice(0, 7)),
    sk: `${instantText(receivedAt)}#${id}`,
  }),
  /** In the partition of its sender's address, for every mail, including discarded mail. */
  mailOfSender: (hash: string, mail: string): ItemKey => ({
    pk: `ALIAS#address#${hash}`,
    sk: `MAIL#${mail}`,
  }),
  import: (id: string): ItemKey => ({ pk: 'IMPORTS', sk: id }),
  importRow: (id: string, followUpId: string): ItemKey => ({
    pk: importPartition(id),
    sk: `ROW#${followUpId}`,
  }),
  programme: (id: string, version: number): ItemKey => ({
    pk: 'PROGRAMMES',
    sk: `PROGRAMME#${id}#${String(version).padStart(4, '0')}`,
  }),
  retiredProgramme: (id: string): ItemKey => ({ pk: 'PROGRAMMES', sk: `RETIRED#${id}` }),
  calendar: (): ItemKey => ({ pk: 'SETTINGS', sk: 'CALENDAR' }),
  privacy: (): ItemKey => ({ pk: 'SETTINGS', sk: 'PRIVACY' }),
  organisation: (): ItemKey => ({ pk: 'SETTINGS', sk: 'ORGANISATION' }),
  suspensions: (): ItemKey => ({ pk: 'SETTINGS', sk: 'SUSPENSIONS' }),
  replanJob: (): ItemKey => ({ pk: 'SETTINGS', sk: 'REPLAN' }),
  heartbeats: (): ItemKey => ({ pk: 'SETTINGS', sk: 'HEARTBEATS' }),
  legalHold: (forceId: string): ItemKey => ({ pk: 'SETTINGS', sk: `LEGAL-HOLD#${forceId}` }),
  fence: (): ItemKey => ({ pk: 'SYSTEM', sk: 'IDENTITY' }),
};

export function followUpPartition(id: string): string {
  return `FOLLOWUP#${id}`;
}

export function sentPartition(followUpId: string): string {
  return `SENT#${followUpId}`;
}

export function historyPartition(id: string): string {
  return `HISTORY#${id}`;
}

/** Returns the partition of the mail that came in a month, e.g. `INBOX#2016-04`. */
export function inboxPartition(month: string): string {
  return `INBOX#${month}`;
}

export function importPartition(id: string): string {
  return `IMPORT#${id}`;
}

export function bodyPartition(id: string): string {
  return `FORCE#${id}`;
}

function noticeSortKey(key: NoticeKey): string {
  const base = `NOTICE#${key.milestone}#${key.dueOn.toString()}#${key.rung}#${key.contactId}`;
  return key.attempt === 1 ? base : `${base}#${key.attempt}`;
}

/** Returns an instant as text. The width is fixed, so instants sort as text. */
export function instantText(at: Instant): string {
  return at.toString({ smallestUnit: 'millisecond' });
}

/**
 * The partition of the attention index. One partition takes 1,000 writes a second, and docs/scale.md says when that is
 * too few. Older releases spread the entries over 16 partitions, `ATTENTION#00` to `ATTENTION#15`.
 */
export const ATTENTION_SHARD = 'ATTENTION';

/** Returns the attributes of the sparse index by which the sweep finds a follow-up. */
export function attentionAttributes(
  id: string,
  at: Instant,
): { attentionShard: string; attentionSort: string } {
  return { attentionShard: ATTENTION_SHARD, attentionSort: `${instantText(at)}#${id}` };
}
