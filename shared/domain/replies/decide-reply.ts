import type { Contact } from '../contact.ts';
import { isInsideBody } from '../people/contacts.ts';
import type { RoundId } from '../programme.ts';
import type { AnswersInReply } from './answers-in-reply.ts';
import type { DeliveryReport } from './delivery-report.ts';
import type { HeldReason, MailSubject, MatchGround } from './incoming-mail.ts';
import type { Absence } from './out-of-office.ts';
import type { SenderDoubt } from './sender.ts';
import type { NoActionProof } from './silence.ts';
import type { ClassifiedReply } from './classified-reply.ts';

/** The follow-up and contact that an email belongs to, as far as Revisit found them. */
export type Match =
  | { readonly kind: 'found'; readonly subject: MailSubject; readonly ground: MatchGround }
  | { readonly kind: 'several'; readonly candidates: readonly string[]; readonly ground: MatchGround }
  | { readonly kind: 'nobody' };

/** What Revisit knows, besides the email itself, when it decides what to do with it. */
export interface ReplyScene {
  readonly told: ClassifiedReply;
  readonly doubt: SenderDoubt | undefined;
  readonly match: Match;
  /**
   * What a delivery report says about our recipient. It is set only if the report is proven to be about one of our
   * emails.
   */
  readonly reported?: DeliveryReport;
  /** The sender, if they are a contact of the body that the email is about. */
  readonly sender: Contact | undefined;
  /** The round whose form would take the words. `isOpen` says whether the form still takes them. */
  readonly round: { readonly id: RoundId; readonly isOpen: boolean } | undefined;
  readonly followUpIsOpen: boolean;
  /** True if an email with the same Message-ID came before. */
  readonly isDuplicate: boolean;
  /** The number of emails from this sender in the last 24 hours, with this one. */
  readonly sentToday: number;
}

export type ReplyDecision =
  | { readonly do: 'hold'; readonly reason: HeldReason }
  | { readonly do: 'nothing'; readonly reason: 'nothing-to-do'; readonly proof: NoActionProof }
  | { readonly do: 'nothing'; readonly reason: 'duplicate' }
  | { readonly do: 'record-delivery'; readonly report: DeliveryReport }
  | { readonly do: 'record-absence'; readonly absence: Absence; readonly contact: Contact }
  | {
      readonly do: 'put-into-draft';
      readonly answers: AnswersInReply;
      readonly contact: Contact;
      readonly round: RoundId;
    };

/**
 * The most emails from one sender in 24 hours that Revisit reads by itself. If there are more, a person or a program is
 * in a loop.
 */
const MOST_MAILS_A_DAY = 20;

/**
 * Doubts that stop an email at once. If the sender is only unproven, Revisit may still file an email that needs no
 * action.
 */
const DANGEROUS: ReadonlySet<SenderDoubt> = new Set<SenderDoubt>(['virus', 'spam', 'forged', 'not-scanned']);

/**
 * Decides what to do with an email. If the sender is not proven or not known, the email changes no follow-up, even if
 * it carries a token. If there is any doubt, Revisit holds the email for a human. It never drops an email.
 */
export function decideReply(scene: ReplyScene): ReplyDecision {
  const { told, doubt, match, isDuplicate } = scene;
  if (doubt !== undefined && DANGEROUS.has(doubt)) return hold(doubt);
  if (told.kind === 'delivery-report') return decideReport(scene);
  if (isDuplicate) return { do: 'nothing', reason: 'duplicate' };
  if (isForNobody(told)) return { do: 'nothing', reason: 'nothing-to-do', proof: told.proof };
  if (doubt !== undefined) return hold(doubt);
  if (scene.sentToday > MOST_MAILS_A_DAY) return hold('too-many');
  if (match.kind === 'nobody') return hold('nobody-found');
  if (match.kind === 'several') return hold('several-follow-ups');
  return decideFound(scene);
}

function hold(reason: HeldReason): ReplyDecision {
  return { do: 'hold', reason };
}

type ForNobody = Extract<
  ClassifiedReply,
  { kind: 'automatic' | 'read-receipt' | 'calendar-answer' | 'empty' | 'thanks' }
>;

/** Tells whether nothing follows from an email. Such an email carries the proof, and its sender does not matter. */
function isForNobody(told: ClassifiedReply): told is ForNobody {
  return 'proof' in told && told.kind !== 'out-of-office';
}

/**
 * Decides what to do with a delivery report. Anyone can send a report about anything, so a report has an effect only if
 * it concerns one of our emails.
 */
function decideReport({ reported }: ReplyScene): ReplyDecision {
  return reported === undefined ? hold('unmatched-report') : { do: 'record-delivery', report: reported };
}

function decideFound({ told, sender, round, followUpIsOpen }: ReplyScene): ReplyDecision {
  if (sender === undefined) return hold('unknown-sender');
  if (told.kind === 'unclear') return hold(told.why);
  if (told.kind === 'for-owner') return hold(told.wants);
  if (told.kind === 'not-me') return hold('names-somebody-else');
  if (told.kind === 'out-of-office') return { do: 'record-absence', absence: told.absence, contact: sender };
  if (!isInsideBody(sender)) return hold('not-from-the-force');
  if (told.kind !== 'answer') return hold('automatic-and-answers');
  if (!followUpIsOpen) return hold('follow-up-ended');
  if (round === undefined) return hold('no-round');
  if (!round.isOpen) return hold('round-closed');
  return { do: 'put-into-draft', answers: told.answers, contact: sender, round: round.id };
}
