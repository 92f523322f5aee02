import type { AnswersInReply } from './answers-in-reply.ts';
import type { DeliveryReport } from './delivery-report.ts';
import type { Absence, NamedPerson } from './out-of-office.ts';
import type { UnreadableReason } from './received-message.ts';
import type { NoActionProof } from './silence.ts';

export const replyKinds = [
  'answer',
  'out-of-office',
  'automatic',
  'delivery-report',
  'read-receipt',
  'calendar-answer',
  'not-me',
  'for-owner',
  'empty',
  'thanks',
  'unclear',
] as const;
export type ReplyKind = (typeof replyKinds)[number];

/** The kind of an email, with the reason for it. The reason has no addresses and no answers in it. */
export type ClassifiedReply = { readonly because: string } & (
  | { readonly kind: 'answer'; readonly answers: AnswersInReply }
  | { readonly kind: 'out-of-office'; readonly absence: Absence; readonly proof: NoActionProof }
  | { readonly kind: 'delivery-report'; readonly reports: readonly [DeliveryReport, ...DeliveryReport[]] }
  | { readonly kind: 'not-me'; readonly instead: NamedPerson | undefined; readonly automatic: boolean }
  /** Someone asks for something that only a person can give. */
  | { readonly kind: 'for-owner'; readonly wants: OwnerWants }
  /** Nobody has to read it. This always needs a proof. */
  | {
      readonly kind: 'automatic' | 'read-receipt' | 'calendar-answer' | 'empty' | 'thanks';
      readonly proof: NoActionProof;
    }
  /** Only a person can tell what it is. */
  | { readonly kind: 'unclear'; readonly why: UnclearReason }
);

export type OwnerWants =
  | 'more-time'
  | 'sent-another-way'
  | 'an-answer'
  | 'a-meeting'
  | 'to-withdraw-an-answer'
  | 'to-answer-later'
  | 'help-with-the-form'
  | 'an-attachment-that-is-missing';

export type UnclearReason =
  UnreadableReason | 'inside-quote' | 'in-the-subject' | 'forwarded' | 'too-long' | 'automatic-and-answers';
