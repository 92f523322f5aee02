import type { MailFile } from '../domain/replies/incoming-mail.ts';
import type { Instant, PlainDate } from '../domain/dates.ts';
import type { RoundRule } from '../domain/programme.ts';
import type { Envelope, Occasion, Report, Signatory } from './email-envelope.ts';

/** An email about exactly one round of one report. */
export type RoundEmail =
  | CodeEmail
  | NewLinkEmail
  | NamedEmail
  | HandedOverEmail
  | MoreTimeAnswerEmail
  | ApprovalAskedEmail
  | ApprovalToldEmail
  | MailReceivedEmail
  | ReplyReadEmail;

/** The facts that every email about one round has. */
export interface AboutRound extends Envelope, Occasion {
  readonly report: Report;
  readonly round: RoundRule;
  readonly owners: readonly Signatory[];
}

/** The six digits that show saved answers in a new browser. */
export interface CodeEmail extends AboutRound {
  readonly kind: 'code';
  readonly code: string;
  readonly lifeMinutes: number;
}

export interface NewLinkEmail extends AboutRound {
  readonly kind: 'new-link';
  readonly link: string;
  /** Absent if the round no longer asks for anything. */
  readonly by?: PlainDate;
}

/** Goes to the colleague who got the request from a lead. */
export interface NamedEmail extends AboutRound {
  readonly kind: 'named';
  readonly from: string;
  readonly by: PlainDate;
  readonly saved: number;
  readonly asked: number;
  readonly link: string;
}

/** Goes to the lead who passed the request on, and to the liaison mailbox. */
export interface HandedOverEmail extends AboutRound {
  readonly kind: 'handed-over';
  /** Who passed it on. Absent if the reader did. */
  readonly from: string | undefined;
  readonly to: string;
  readonly at: Instant;
  /** `done` works at once and can be undone. `awaits-approval` is for another mail domain, so the owner must agree. */
  readonly state:
    | { readonly kind: 'done'; readonly undoUntil: PlainDate; readonly undoLink?: string }
    | { readonly kind: 'awaits-approval'; readonly answerBy: PlainDate };
}

export interface MoreTimeAnswerEmail extends AboutRound {
  readonly kind: 'more-time-answer';
  readonly granted: boolean;
  /** The date that is now valid. */
  readonly by: PlainDate;
  readonly link: string;
}

/** Goes to the more senior officer who must approve a finished draft. */
export interface ApprovalAskedEmail extends AboutRound {
  readonly kind: 'approval-asked';
  readonly from: string;
  readonly by: PlainDate;
  readonly answered: number;
  readonly asked: number;
  readonly link: string;
}

/** Goes to the lead and to the person who asked. It tells them that an officer was asked to approve. */
export interface ApprovalToldEmail extends AboutRound {
  readonly kind: 'approval-told';
  /** Who asked. Absent in the email to that person. */
  readonly from?: string;
  /** "Assistant Chief Constable Wynn". */
  readonly officer: string;
  readonly address: string;
  readonly at: Instant;
}

/** Tells a contact that we have their email and that a person must read it, or answer it. */
export interface MailReceivedEmail extends AboutRound {
  readonly kind: 'mail-received';
  readonly receivedAt: Instant;
  /** Until when no reminder about the round is sent. Absent if the round has waited long enough before. */
  readonly waitsUntil: PlainDate | undefined;
  /** The day until which they ask for more time, if that is all they ask. */
  readonly moreTimeUntil: PlainDate | undefined;
  readonly link: string;
}

/** Tells a contact that their reply by email is now in the draft. It counts after they confirm it. */
export interface ReplyReadEmail extends AboutRound {
  readonly kind: 'reply-read';
  readonly receivedAt: Instant;
  /** The numbers of the recommendations that got words of the reply. */
  readonly recommendations: readonly number[];
  /** Whether words were put under "anything we should know", because they name no recommendation. */
  readonly saysMore: boolean;
  readonly attachments: number;
  /** The files that were refused, and why. */
  readonly refusedFiles: readonly MailFile[];
  readonly by?: PlainDate;
  readonly link: string;
}
