import type { Contact } from '../contact.ts';
import type { Role, RoundId } from '../programme.ts';
import type { AnswersInReply } from './answers-in-reply.ts';
import type { DeliveryReport } from './delivery-report.ts';
import type { HeldReason, MailSubject, MatchGround } from './incoming-mail.ts';
import type { Absence } from './out-of-office.ts';
import type { SenderDoubt } from './sender.ts';
import type { SilenceProof } from './silence.ts';
import type { ToldReply } from './told-reply.ts';

/** Whose it is, as far as it was found. */
export type Match =
  | { readonly kind: 'found'; readonly subject: MailSubject; readonly ground: MatchGround }
  | { readonly kind: 'several'; readonly candidates: readonly string[]; readonly ground: MatchGround }
  | { readonly kind: 'nobody' };

/** What is known besides the mail itself when it is decided what becomes of it. */
export interface ReplyScene {
  readonly told: ToldReply;
  readonly doubt: SenderDoubt | undefined;
  readonly match: Match;
  /** Where it is a report that proves to be about an email of ours: what it says of our recipient. */
  readonly reported?: DeliveryReport;
  /** The sender as a contact of the force that the mail is about. */
  readonly sender: Contact | undefined;
  /** The round whose form takes the words, and whether it still does. */
  readonly round: { readonly id: RoundId; readonly isOpen: boolean } | undefined;
  readonly followUpIsOpen: boolean;
  /** The same mail came before, by its Message-ID. */
  readonly isDuplicate: boolean;
  /** Mails of this sender in the last 24 hours, this one included. */
  readonly sentToday: number;
}

export type ReplyDecision =
  | { readonly do: 'hold'; readonly reason: HeldReason }
  | { readonly do: 'nothing'; readonly reason: 'nothing-to-do'; readonly proof: SilenceProof }
  | { readonly do: 'nothing'; readonly reason: 'duplicate' }
  | { readonly do: 'record-delivery'; readonly report: DeliveryReport }
  | { readonly do: 'record-absence'; readonly absence: Absence; readonly contact: Contact }
  | {
      readonly do: 'put-into-draft';
      readonly answers: AnswersInReply;
      readonly contact: Contact;
      readonly round: RoundId;
    };

/** Mails of one sender in 24 hours of which a machine reads no more: somebody, or something, is in a loop. */
const MOST_MAILS_A_DAY = 20;

/** From these senders no word is put into a force's return. */
const FORCE_ROLES: ReadonlySet<Role> = new Set<Role>([
  'lead',
  'deputy',
  'sign-off',
  'liaison',
  'chief-officer',
]);

/** Doubts that rule out everything; a sender who is merely not proven may still send what is acted on by nobody. */
const DANGEROUS: ReadonlySet<SenderDoubt> = new Set<SenderDoubt>(['virus', 'spam', 'forged', 'not-scanned']);

/**
 * What becomes of a mail. A sender who is not proven or not known writes to no follow-up, whatever token the mail carries;
 * whatever is in doubt is held for a human, and nothing is dropped.
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
  ToldReply,
  { kind: 'automatic' | 'read-receipt' | 'calendar-answer' | 'empty' | 'thanks' }
>;

/** What nothing follows from, whoever sent it: it carries the proof. */
function isForNobody(told: ToldReply): told is ForNobody {
  return 'proof' in told && told.kind !== 'out-of-office';
}

/** A report changes something only where it is about an email of ours: anybody can send one about anything. */
function decideReport({ reported }: ReplyScene): ReplyDecision {
  return reported === undefined ? hold('unmatched-report') : { do: 'record-delivery', report: reported };
}

function decideFound({ told, sender, round, followUpIsOpen }: ReplyScene): ReplyDecision {
  if (sender === undefined) return hold('unknown-sender');
  if (told.kind === 'unclear') return hold(told.why);
  if (told.kind === 'for-owner') return hold(told.wants);
  if (told.kind === 'not-me') return hold('names-somebody-else');
  if (told.kind === 'out-of-office') return { do: 'record-absence', absence: told.absence, contact: sender };
  if (!FORCE_ROLES.has(sender.role)) return hold('not-from-the-force');
  if (told.kind !== 'answer') return hold('automatic-and-answers');
  if (!followUpIsOpen) return hold('follow-up-ended');
  if (round === undefined) return hold('no-round');
  if (!round.isOpen) return hold('round-closed');
  return { do: 'put-into-draft', answers: told.answers, contact: sender, round: round.id };
}
