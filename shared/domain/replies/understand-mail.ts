import { Temporal } from 'temporal-polyfill';
import type { Contact } from '../contact.ts';
import { newContact } from '../people/new-contact.ts';
import type { Askable } from './answers-in-reply.ts';
import { listEvidence } from './evidence.ts';
import type { ClassifiedReply } from './classified-reply.ts';
import { classifyReply } from './classify-reply.ts';
import { decideReply, type Match, type ReplyDecision } from './decide-reply.ts';
import type { DeliveryReport } from './delivery-report.ts';
import type { HeldReason, MailPlace, TakenReason } from './incoming-mail.ts';
import type { ReceivedMessage } from './received-message.ts';
import type { Receipt } from './receipt.ts';
import { findReplyToken } from './reply-address.ts';
import { findSenderDoubt } from './sender.ts';
import type { CutText } from '../form/form-email.ts';
import type { SentText } from './align/sent-text.ts';
import { joinPassages } from './words-of-reply.ts';

/** What Revisit would make of an email if it came in reply to one of our emails. */
export interface UnderstoodMail {
  readonly kind: ClassifiedReply['kind'];
  readonly place: MailPlace;
  readonly reason: HeldReason | TakenReason;
  /** What its sender wrote, without quotations, signature and greeting. */
  readonly words: string;
  readonly answers: readonly { readonly recommendation: number; readonly words: string }[];
  /** Words that name no recommendation. */
  readonly unplaced: string;
  /** What was set aside, and why. */
  readonly cut: readonly CutText[];
  /** What a delivery report says about our recipient. */
  readonly outcome?: { readonly permanent: boolean; readonly reason: string };
  /** Why Revisit decides so. */
  readonly evidence: readonly string[];
}

/** What is known about the email that the reply answers. */
export interface AssumedRequest {
  readonly asked: readonly Askable[];
  readonly ourNames: readonly string[];
  /** The text of the email, if it is known. */
  readonly sents: readonly SentText[];
}

/**
 * Tells how an email would be understood, with the same rules as an email that comes in. It assumes that the sender is a
 * contact whom we asked, and that the form of the round is open.
 */
export function understandMail(
  message: ReceivedMessage,
  {
    receipt,
    request,
    about,
  }: {
    receipt: Receipt;
    request: AssumedRequest;
    /** What the admin says that the email is about, if they do. */
    about: string | undefined;
  },
): UnderstoodMail {
  const told = classifyReply(message, { receipt, ...request, isFromContact: isFromPerson(message) });
  const doubt = findSenderDoubt(message, receipt);
  const reported = told.kind === 'delivery-report' ? told.reports.find(isAboutUs) : undefined;
  const match: Match = {
    kind: 'found',
    subject: { followUpId: '', contactId: '' },
    ground: 'reply-token',
  };
  const decision = decideReply({
    told,
    doubt,
    match,
    reported,
    sender: assumedContact(message),
    round: { id: '', isOpen: true },
    followUpIsOpen: true,
    isDuplicate: false,
    sentToday: 1,
  });
  const { reply } = told;
  const answers = told.kind === 'answer' ? told.answers : { answers: [], rest: '' };
  return {
    kind: told.kind,
    ...placeOf(decision),
    words: reply === undefined ? '' : joinPassages(reply),
    answers: answers.answers.map(({ number, words }) => ({ recommendation: number, words })),
    unplaced: answers.rest,
    cut: reply?.cut ?? [],
    ...outcomeOf(told.kind === 'delivery-report' ? (reported ?? told.reports[0]) : undefined),
    evidence: [...listEvidence({ told, doubt, match: undefined, reported }), whyOurs(receipt, about)],
  };
}

/** Says why the email is read as a reply to one of ours. Nobody looks its reply address up. */
function whyOurs({ recipients }: Receipt, about: string | undefined): string {
  if (about !== undefined) return `It is read as a reply about ${about}, as you said.`;
  return recipients.every((address) => findReplyToken(address) === undefined)
    ? 'It is read as a reply to us, although it came to no reply address.'
    : 'It came to a reply address. Nobody looked up which one.';
}

function placeOf(decision: ReplyDecision): Pick<UnderstoodMail, 'place' | 'reason'> {
  switch (decision.do) {
    case 'hold':
      return { place: 'holding-pen', reason: decision.reason };
    case 'nothing':
      return { place: 'taken', reason: decision.reason };
    case 'record-delivery':
      return { place: 'taken', reason: 'delivery-recorded' };
    case 'record-absence':
      return { place: 'taken', reason: 'absence-recorded' };
    case 'put-into-draft':
      return { place: 'taken', reason: 'put-into-draft' };
  }
}

function outcomeOf(report: DeliveryReport | undefined): Pick<UnderstoodMail, 'outcome'> {
  if (report === undefined) return {};
  return { outcome: { permanent: report.outcome === 'no-such-address', reason: report.reason } };
}

/** Tells whether a report names an email that SES gave its id. A stranger's report names an email of another system. */
function isAboutUs({ aboutMessageId }: DeliveryReport): boolean {
  return aboutMessageId !== undefined && /@(?:[a-z0-9-]+\.)?amazonses\.com$/iu.test(aboutMessageId);
}

/** Tells whether a mailbox of a person may have sent the email. A mail system sends from an address of its own. */
function isFromPerson({ from, report }: ReceivedMessage): boolean {
  const [sender] = from;
  if (sender === undefined || report?.kind === 'delivery-status') return false;
  return !/^(?:mailer-daemon|mail-daemon|postmaster|microsoftexchange[0-9a-f]*|mdaemon|bounces?)(?:[+@=-]|$)/iu.test(
    sender.address,
  );
}

function assumedContact({ from }: ReceivedMessage): Contact {
  const [sender] = from;
  const { name = '', address: email = '' } = sender ?? {};
  return newContact({ forceId: '', role: 'assumed', part: 'answers', name, email }, []);
}

/** The moment of an email, from its Date header, or now if it has none. */
export function sentAtOf({ headers }: ReceivedMessage, now: Temporal.Instant): Temporal.Instant {
  const date = headers.find(({ name }) => name === 'date')?.value;
  const milliseconds = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(milliseconds) ? now : Temporal.Instant.fromEpochMilliseconds(milliseconds);
}
