import type { Instant, PlainDate } from '../domain/dates.ts';
import type { RoundId } from '../domain/programme.ts';
import type { Envelope, Report, Signatory } from './email-envelope.ts';

/** An email about one round of one report, and nothing else. */
export type RoundEmail =
  | CodeEmail
  | NewLinkEmail
  | NamedEmail
  | HandedOverEmail
  | MoreTimeAnswerEmail
  | ApprovalAskedEmail
  | ApprovalToldEmail
  | ReplyReadEmail;

/** What every email about one round says. */
export interface AboutRound extends Envelope {
  readonly report: Report;
  readonly round: RoundId;
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
  /** Absent where the round asks for nothing any more. */
  readonly by?: PlainDate;
}

/** To the colleague to whom a lead passed the request. */
export interface NamedEmail extends AboutRound {
  readonly kind: 'named';
  readonly from: string;
  readonly by: PlainDate;
  readonly saved: number;
  readonly asked: number;
  readonly link: string;
}

/** To the lead who passed it on, and to the liaison mailbox. */
export interface HandedOverEmail extends AboutRound {
  readonly kind: 'handed-over';
  readonly reader: 'former-lead' | 'liaison';
  readonly from: string;
  readonly to: string;
  readonly at: Instant;
  /** `done`: it works at once and can be undone; `awaits-approval`: another mail domain, the owner must agree. */
  readonly state:
    | { readonly kind: 'done'; readonly undoUntil: PlainDate; readonly undoLink?: string }
    | { readonly kind: 'awaits-approval'; readonly answerBy: PlainDate };
}

export interface MoreTimeAnswerEmail extends AboutRound {
  readonly kind: 'more-time-answer';
  readonly granted: boolean;
  /** The date that now holds. */
  readonly by: PlainDate;
  readonly link: string;
}

/** To the more senior officer whose approval a finished draft waits for. */
export interface ApprovalAskedEmail extends AboutRound {
  readonly kind: 'approval-asked';
  readonly from: string;
  readonly by: PlainDate;
  readonly answered: number;
  readonly asked: number;
  readonly link: string;
}

/** To the lead, and to whoever asked: an officer was asked to approve. */
export interface ApprovalToldEmail extends AboutRound {
  readonly kind: 'approval-told';
  /** Who asked. Absent in the email to that person. */
  readonly from?: string;
  /** "Assistant Chief Constable Wynn". */
  readonly officer: string;
  readonly address: string;
  readonly at: Instant;
}

/** The force's reply by email was put into the draft; it counts once they confirm it. */
export interface ReplyReadEmail extends AboutRound {
  readonly kind: 'reply-read';
  readonly receivedAt: Instant;
  /** The recommendations under which words of the reply were put. */
  readonly recommendations: readonly number[];
  /** Words that name no recommendation were put under "anything we should know". */
  readonly saysMore: boolean;
  readonly attachments: number;
  /** Files of a kind or a size that is not taken. */
  readonly refusedAttachments: number;
  readonly by?: PlainDate;
  readonly link: string;
}
