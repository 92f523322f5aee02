import type { Deed } from '../domain/sending/deciding/others-did.ts';
import type { Instant, PlainDate } from '../domain/dates.ts';
import type { ToldChange } from './told-change.ts';
import type { HeldReason } from '../domain/replies/incoming-mail.ts';
import type { DutyRule, LadderTask, RoleRule, RoundRule } from '../domain/programme.ts';
import type { Envelope, NonEmpty, Occasion, Report, Signatory } from './email-envelope.ts';
import type { RoundEmail } from './round-emails.ts';
import type { NamedBody, OwnerAlertsEmail } from './owner-alert-facts.ts';
import type { RoundStanding } from './round-standing.ts';

export type * from './email-envelope.ts';
export type * from './round-emails.ts';
export type * from './told-change.ts';
export type * from './owner-alert-facts.ts';

/** The facts of each kind of email. The sentences are in `en`. Answers and details of cases must never be facts. */
export type EmailFacts = NewsEmail | WeeklyEmail;

/** An email that leaves because something happened or is due. */
export type NewsEmail = ReportsEmail | RoundEmail | OwnerAlertsEmail;

/** An email to the inspectorate's own people, once a week. Only the function that sends it needs its words. */
export type WeeklyEmail = DigestEmail | AssuranceEmail;

/** An email to someone at a body or at its local policing body, about one or more reports. */
export interface ReportsEmail extends Envelope, Occasion {
  readonly kind: 'reports';
  /** What we told the reader before and what is no longer so. The email begins with it. */
  readonly changes: readonly Pick<CorrectionSection, 'report' | 'changes' | 'isClosed'>[];
  /** One section for each piece of news. The most urgent comes first and decides the subject. */
  readonly sections: NonEmpty<Section>;
  /** The owners of the follow-ups, each once. If there are none, the team signs. */
  readonly owners: readonly Signatory[];
}

export type Section =
  | DatesSection
  | RequestSection
  | ReminderSection
  | ChaserSection
  | QuestionsSection
  | ReceiptSection
  | AnnouncedSection
  | CorrectionSection
  | OthersDidSection
  | StatutorySection;

/** The person that a section is written for. It is the addressee, or someone who gets a copy of the email to `of`. */
export type Reader = Addressee | CopyReader;

export interface Addressee {
  readonly as: 'addressee';
  /** The link to the form. A section that asks for answers always has it. */
  readonly link?: string;
  /** Whether this person is asked because email reaches no lead. */
  readonly inPlaceOfLead: boolean;
  /** Who else gets a copy. */
  readonly copied: readonly RoleRule[];
}

export interface CopyReader {
  readonly as: 'copy';
  readonly of: string;
  /** The reader's own link. With it they can take the request on if the addressee cannot answer. */
  readonly link?: string;
}

interface AboutReport {
  readonly report: Report;
  readonly reader: Reader;
}

/** Sent the day after publication. It tells the dates to come. */
export interface DatesSection extends AboutReport {
  readonly kind: 'dates';
  readonly news: 'dates';
  readonly rounds: readonly { readonly round: RoundRule; readonly by: PlainDate }[];
  /** Whether a recommendation needs immediate action. The six-week response then covers it. */
  readonly immediate: boolean;
  /** Absent after this day has passed. */
  readonly revisitBy?: PlainDate;
}

/** A recommendation as the report numbers and names it. */
export interface AskedRecommendation {
  readonly number: number;
  readonly title: string;
}

/** A progress request, which opens a round. */
export interface RequestSection extends AboutReport {
  readonly kind: 'request';
  readonly news: 'request';
  readonly round: RoundRule;
  readonly by: PlainDate;
  /** The recommendations that it asks about. There are none if none are recorded. */
  readonly asked: readonly AskedRecommendation[];
  /** Whether the form shows the body's last answers. */
  readonly prefilled: boolean;
  /** An earlier round that this one replaces, because nobody answered it. */
  readonly replaces?: RoundRule;
}

export interface ReminderSection extends AboutReport {
  readonly kind: 'reminder';
  readonly news: 'reminder';
  readonly round: RoundRule;
  readonly by: PlainDate;
  readonly standing: RoundStanding;
  /** Whether the form shows the body's last answers. */
  readonly prefilled: boolean;
}

/** Sent after the date. It is the offer of help, or the last automatic email. */
export interface ChaserSection extends AboutReport {
  readonly kind: 'chaser';
  /** `last-chaser` is the last automatic email about the round. */
  readonly news: 'chaser' | 'last-chaser';
  readonly round: RoundRule;
  readonly by: PlainDate;
  readonly standing: RoundStanding;
  /** The day on which the owner rings. */
  readonly ringOn: PlainDate;
}

/** Sent when the owner asks again about certain recommendations. */
export interface QuestionsSection extends AboutReport {
  readonly kind: 'questions';
  readonly news: 'questions';
  readonly round: RoundRule;
  readonly by: PlainDate;
  readonly recommendations: readonly number[];
}

export interface ReceiptSection extends AboutReport {
  readonly kind: 'receipt';
  readonly news: 'receipt';
  readonly round: RoundRule;
  readonly receivedAt: Instant;
  /** When somebody pressed Send, if the code came later. */
  readonly sentAt?: Instant;
  readonly reference: string;
  readonly answered: number;
  readonly asked: number;
  /** Whether it replaces an earlier return of the same round. */
  readonly changed: boolean;
  readonly readBy: PlainDate;
  readonly changeUntil: PlainDate;
  /** When Revisit writes again. Absent after the last round. */
  readonly next?: { readonly on: PlainDate; readonly round: RoundRule };
  readonly revisitBy?: PlainDate;
}

/** What somebody did on the form. Their name is in words. */
export interface ToldDeed extends Omit<Deed, 'by'> {
  /** The contact whose link it was, or who asked the officer whose link it was. */
  readonly who: string;
}

/** Tells the lead what others did on the form on one day. */
export interface OthersDidSection extends AboutReport {
  readonly kind: 'others-did';
  readonly news: 'others-did';
  readonly round: RoundRule;
  readonly deeds: readonly ToldDeed[];
}

/** Sent after a person announced the dates of the revisit. */
export interface AnnouncedSection extends AboutReport {
  readonly kind: 'announced';
  readonly news: 'announced';
  readonly firstOn: PlainDate;
  readonly lastOn: PlainDate;
}

/** Takes back what the reader was told. */
export interface CorrectionSection extends AboutReport {
  readonly kind: 'correction';
  readonly news: 'correction';
  readonly changes: readonly ToldChange[];
  readonly isClosed: boolean;
}

/** Tells the local policing body its statutory date. It is sent again before that date. */
export interface StatutorySection extends AboutReport {
  readonly kind: 'statutory';
  /** `statutory-again` is the reminder before the date. */
  readonly news: 'statutory' | 'statutory-again';
  readonly duty: DutyRule;
  /** Who has the duty, such as "local policing body". */
  readonly dutyHolder: string;
  readonly by: PlainDate;
}

/** The owner's Monday digest. */
export interface DigestEmail extends Envelope {
  readonly kind: 'digest';
  readonly on: PlainDate;
  readonly today: readonly DigestTask[];
  readonly waiting: readonly DigestWait[];
}

/** One thing that the inspectorate must do. */
export type DigestTask = { readonly body: NamedBody } & (
  | { readonly task: 'ring'; readonly round: RoundRule; readonly askedBy: PlainDate }
  | { readonly task: 'decide'; readonly by: PlainDate }
  | { readonly task: Exclude<LadderTask, 'ring' | 'decide' | 'do-step'>; readonly by: PlainDate }
  | { readonly task: 'read-return'; readonly round: RoundRule; readonly by: PlainDate }
  | {
      readonly task: 'answer-more-time';
      readonly round: RoundRule;
      readonly until: PlainDate;
      readonly by: PlainDate;
    }
  | { readonly task: 'answer-handover'; readonly to: string; readonly by: PlainDate }
  /** A step of the inspectorate's own, such as a letter to publish. */
  | { readonly task: 'do-step'; readonly step: string; readonly id: string; readonly by: PlainDate }
  /** A clock waits for a day that somebody must record. */
  | { readonly task: 'record-day'; readonly day: string; readonly id: string }
  | { readonly task: 'find-somebody' }
  | { readonly task: 'no-lead' }
  /** Somebody with a link said that we ask the wrong person. */
  | { readonly task: 'not-the-right-person'; readonly round: RoundRule; readonly since: PlainDate }
  /** Somebody pressed Send but entered no code. */
  | { readonly task: 'unconfirmed-return'; readonly round: RoundRule; readonly since: PlainDate }
  /** The body says that it sent its return another way. Look for it and record it. */
  | { readonly task: 'find-return'; readonly round: RoundRule; readonly isProved: boolean }
  /** Their mail system has not accepted the request within two working days. */
  | { readonly task: 'unconfirmed-request'; readonly round: RoundRule; readonly noticeId: string }
  /** No office of a local policing body is recorded, so nobody was told the statutory date. */
  | { readonly task: 'no-local-policing-body'; readonly by: PlainDate }
  /** The local policing body's comments were due, but none are recorded. */
  | { readonly task: 'local-policing-body-late'; readonly by: PlainDate }
  | { readonly task: 'look-at-notice'; readonly noticeId: string }
  /** Mail from the body waits for a human. */
  | {
      readonly task: 'look-at-mail';
      readonly mailId: string;
      readonly receivedOn: PlainDate;
      readonly reason: HeldReason;
      /** How many emails like it wait too. */
      readonly more?: number;
    }
  /** Someone wrote that they are not the right person. */
  | {
      readonly task: 'change-contact';
      readonly mailId: string;
      readonly instead: string | undefined;
      /** What the email says about the other person. */
      readonly named?: { readonly name?: string; readonly email?: string };
    }
  /** Somebody holds an old date, and no email reaches them in time. */
  | { readonly task: 'tell-them'; readonly contactId: string; readonly who: string }
  | {
      readonly task: 'away';
      readonly who: string;
      readonly since: PlainDate;
      readonly backOn: PlainDate | undefined;
      /** The person that their automatic reply names. */
      readonly standIn: string | undefined;
      /** The mail that names a stand-in who is not a contact. */
      readonly mailId: string | undefined;
      /** What that mail says about the stand-in. */
      readonly named?: { readonly name?: string; readonly email?: string };
      /** False if the mail service reported an automatic reply without its text. */
      readonly saysMore: boolean;
    }
);

/** Something that a body was asked for but has not sent. */
export interface DigestWait {
  readonly body: NamedBody;
  readonly round: RoundRule;
  readonly by: PlainDate;
  readonly standing: RoundStanding;
  readonly ringOn: PlainDate;
}

/**
 * The weekly proof that nothing that was due is missing. It is worked out from dates, not from the log of what was
 * sent.
 */
export interface AssuranceEmail extends Envelope {
  readonly kind: 'assurance';
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly due: number;
  readonly sent: number;
  /** How many emails the recipients' mail systems accepted. */
  readonly accepted: number;
  readonly unknown: number;
  /** How many emails were due but not sent, without a recorded reason. */
  readonly gaps: number;
  readonly problems: readonly AssuranceProblem[];
}

export type AssuranceProblem =
  | {
      readonly problem:
        | 'unknown'
        | 'gap'
        | 'failed'
        | 'suppressed'
        | 'rejected'
        | 'transientBounce'
        | 'permanentBounce'
        | 'complained';
      readonly body: NamedBody;
      /** What the email was about, such as "six-week response". */
      readonly about: string;
      /** The ids that the command line takes: of the email, and of its copies that have the same problem. */
      readonly noticeIds: NonEmpty<string>;
      /** The recipient of the email. */
      readonly contactId: string;
    }
  | { readonly problem: 'holding-pen'; readonly count: number; readonly oldestOn: PlainDate }
  | { readonly problem: 'dead-letters'; readonly count: number }
  /** Open follow-ups without an owner while there is no programme head. */
  | { readonly problem: 'nobody-responsible'; readonly count: number }
  | { readonly problem: 'no-programme-head' }
  /** Emails that do not belong to an open follow-up. They belong to a closed one, or they are digests. */
  | { readonly problem: 'other-emails'; readonly count: number }
  /** `sweptAt` is absent if no sweep ever finished. */
  | { readonly problem: 'no-sweep'; readonly sweptAt?: Instant }
  | { readonly problem: 'holidays-run-out'; readonly knownTo: PlainDate; readonly furthestDue: PlainDate };
