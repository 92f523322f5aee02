import type { Instant, PlainDate } from '../domain/dates.ts';
import type { HeldReason } from '../domain/replies/incoming-mail.ts';
import type { MilestoneId, Role, RoundId } from '../domain/programme.ts';
import type { SectionRungId, TaskRungId } from '../domain/rungs.ts';
import type { Envelope, NonEmpty, Report, Signatory } from './email-envelope.ts';
import type { RoundEmail } from './round-emails.ts';

export type * from './email-envelope.ts';
export type * from './round-emails.ts';

/** Everything an email says that is not a sentence, by kind of email. No answer and no case detail has a place in it. */
export type EmailFacts = ReportsEmail | RoundEmail | OwnerAlertsEmail | DigestEmail | AssuranceEmail;

/** An email to somebody at a force, or to its local policing body, about one or more of its reports. */
export interface ReportsEmail extends Envelope {
  readonly kind: 'reports';
  /** One section a piece of news, the most urgent first: it decides the subject. */
  readonly sections: NonEmpty<Section>;
  /** The owners of the follow-ups, each once. Nobody yet: the email is the team's. */
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
  | StatutorySection;

/** Whom a section speaks to: the one it concerns, or somebody who gets a copy of what was written to `of`. */
export type Reader = Addressee | CopyReader;

export interface Addressee {
  readonly as: 'addressee';
  /** The form. Always there in a section that asks for something on it. */
  readonly link?: string;
  /** Email reaches no lead, so that somebody else is asked. */
  readonly inPlaceOfLead: boolean;
  /** Who else gets a copy. */
  readonly copied: readonly Role[];
}

export interface CopyReader {
  readonly as: 'copy';
  readonly of: string;
  /** A link of the reader's own, to take the request on where the addressee cannot answer. */
  readonly link?: string;
}

interface AboutReport {
  readonly report: Report;
  readonly reader: Reader;
}

/** The day after publication: the dates to come. */
export interface DatesSection extends AboutReport {
  readonly kind: 'dates';
  readonly news: 'dates';
  readonly rounds: readonly { readonly round: RoundId; readonly by: PlainDate }[];
  /** Whether a recommendation is for immediate action: the six-week response then covers it. */
  readonly immediate: boolean;
  /** Absent once it has passed. */
  readonly revisitBy?: PlainDate;
}

/** A progress request: opens a round. */
export interface RequestSection extends AboutReport {
  readonly kind: 'request';
  readonly news: 'request';
  readonly round: RoundId;
  readonly by: PlainDate;
  /** How many recommendations it asks about; 0 where none were recorded. */
  readonly asked: number;
  /** Whether the force's last answers stand in the form already. */
  readonly prefilled: boolean;
  /** An earlier round that was asked and not answered: this one takes its place. */
  readonly replaces?: RoundId;
}

export interface ReminderSection extends AboutReport {
  readonly kind: 'reminder';
  readonly news: SectionRungId<'reminder'>;
  readonly round: RoundId;
  readonly by: PlainDate;
  readonly saved: number;
  readonly asked: number;
}

/** After the date: the offer of help, and the last automatic email. */
export interface ChaserSection extends AboutReport {
  readonly kind: 'chaser';
  readonly news: SectionRungId<'chaser'>;
  readonly round: RoundId;
  readonly by: PlainDate;
  readonly saved: number;
  readonly asked: number;
  /** When the owner rings. */
  readonly ringOn: PlainDate;
}

/** The owner asks again about named recommendations. */
export interface QuestionsSection extends AboutReport {
  readonly kind: 'questions';
  readonly news: 'questions';
  readonly round: RoundId;
  readonly by: PlainDate;
  readonly recommendations: readonly number[];
}

export interface ReceiptSection extends AboutReport {
  readonly kind: 'receipt';
  readonly news: 'receipt';
  readonly round: RoundId;
  readonly receivedAt: Instant;
  readonly reference: string;
  readonly answered: number;
  readonly asked: number;
  /** It replaces an earlier return of the same round. */
  readonly changed: boolean;
  readonly readBy: PlainDate;
  readonly changeUntil: PlainDate;
  /** When we write again. Absent after the last round. */
  readonly next?: { readonly on: PlainDate; readonly round: RoundId };
  readonly revisitBy?: PlainDate;
}

/** A person has confirmed the dates of the revisit. */
export interface AnnouncedSection extends AboutReport {
  readonly kind: 'announced';
  readonly news: 'announced';
  readonly firstOn: PlainDate;
  readonly lastOn: PlainDate;
  readonly replacesEarlier: boolean;
}

/** To the local policing body: its own date in law, and once again before it. */
export interface StatutorySection extends AboutReport {
  readonly kind: 'statutory';
  readonly news: SectionRungId<'statutory'>;
  readonly by: PlainDate;
}

/** How the inspectorate's own people are shown a force, in what is said about one of its follow-ups. */
export interface NamedForce {
  /** As the command line takes it: "essex". */
  readonly id: string;
  /** A force may have several, so commands name the one that is meant: "essex-ncpi-2016-03-08". */
  readonly followUpId: string;
  readonly name: string;
  readonly simulated: boolean;
}

/** What an owner is told at once. */
export interface OwnerAlertsEmail extends Envelope {
  readonly kind: 'owner-alerts';
  readonly alerts: NonEmpty<OwnerAlert>;
}

export type OwnerAlert =
  | { readonly alert: 'nobody-reachable'; readonly force: NamedForce; readonly milestone: MilestoneId }
  | {
      readonly alert: 'unreachable';
      readonly force: NamedForce;
      /** Absent: no longer on record. */
      readonly contact?: { readonly name: string; readonly role: Role };
      readonly reason: 'bounced' | 'suppressed';
      /** Whom requests go to now; nobody: ring the force. */
      readonly standsIn?: string;
    }
  | {
      readonly alert: 'complaint';
      readonly force: NamedForce;
      readonly contact?: { readonly name: string; readonly role: Role };
      readonly standsIn?: string;
    }
  | {
      readonly alert: 'more-time-asked';
      readonly force: NamedForce;
      readonly round: RoundId;
      readonly askedBy: string;
      readonly due: PlainDate;
      readonly until: PlainDate;
      readonly answerBy: PlainDate;
    }
  | {
      readonly alert: 'handover';
      readonly force: NamedForce;
      readonly round: RoundId;
      readonly from: string;
      readonly to: string;
      /** Another mail domain: it works only once the owner agrees. Absent: done. */
      readonly answerBy?: PlainDate;
    };

/** The owner's Monday digest. */
export interface DigestEmail extends Envelope {
  readonly kind: 'digest';
  readonly on: PlainDate;
  readonly today: readonly DigestTask[];
  readonly waiting: readonly DigestWait[];
}

/** One thing that is the inspectorate's to do. */
export type DigestTask = { readonly force: NamedForce } & (
  | { readonly task: 'ring'; readonly round: RoundId; readonly askedBy: PlainDate }
  | { readonly task: 'decide'; readonly by: PlainDate }
  | { readonly task: TaskRungId<'revisit'>; readonly by: PlainDate }
  | { readonly task: 'read-return'; readonly round: RoundId; readonly by: PlainDate }
  | {
      readonly task: 'answer-more-time';
      readonly round: RoundId;
      readonly until: PlainDate;
      readonly by: PlainDate;
    }
  | { readonly task: 'answer-handover'; readonly to: string; readonly by: PlainDate }
  | { readonly task: 'find-somebody' }
  /** The force says it sent its return another way: look for it, and record it. */
  | { readonly task: 'find-return'; readonly round: RoundId }
  /** Two working days after the request their mail system has not accepted it. */
  | { readonly task: 'unconfirmed-request'; readonly round: RoundId; readonly noticeId: string }
  /** No local policing body's office is recorded, so nobody was told its statutory date. */
  | { readonly task: 'no-local-policing-body'; readonly by: PlainDate }
  /** The local policing body's comments were due and none are recorded. */
  | { readonly task: 'local-policing-body-late'; readonly by: PlainDate }
  | { readonly task: 'look-at-notice'; readonly noticeId: string }
  /** Mail of the force that waits for a human. */
  | {
      readonly task: 'look-at-mail';
      readonly mailId: string;
      readonly receivedOn: PlainDate;
      readonly reason: HeldReason;
    }
  /** Somebody wrote that they are not the right person. */
  | { readonly task: 'change-contact'; readonly mailId: string; readonly instead: string | undefined }
  | {
      readonly task: 'away';
      readonly who: string;
      readonly since: PlainDate;
      readonly backOn: PlainDate | undefined;
      /** Whom their automatic reply names. */
      readonly standIn: string | undefined;
      /** The mail that names a stand-in whom we do not know. */
      readonly mailId: string | undefined;
      /** False where the mail service told of an automatic reply and kept its text. */
      readonly saysMore: boolean;
    }
);

/** Something a force has been asked for and has not sent. */
export interface DigestWait {
  readonly force: NamedForce;
  readonly round: RoundId;
  readonly by: PlainDate;
  readonly saved: number;
  readonly asked: number;
  readonly ringOn: PlainDate;
}

/** The weekly proof that what was due was sent, worked out from dates and not from the log of what was sent. */
export interface AssuranceEmail extends Envelope {
  readonly kind: 'assurance';
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly due: number;
  readonly sent: number;
  /** Accepted by the recipients' mail systems. */
  readonly accepted: number;
  readonly unknown: number;
  /** Due and not sent, without a recorded reason. */
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
      readonly force: NamedForce;
      readonly milestone: MilestoneId;
      /** As the command line takes it. */
      readonly noticeId: string;
      /** Whom the email is for. */
      readonly contactId: string;
    }
  | { readonly problem: 'holding-pen'; readonly count: number; readonly oldestOn: PlainDate }
  | { readonly problem: 'dead-letters'; readonly count: number }
  /** Open follow-ups without an owner, while no programme head is recorded. */
  | { readonly problem: 'nobody-responsible'; readonly count: number }
  | { readonly problem: 'no-programme-head' }
  /** Emails that no open follow-up owes: of a closed one, or a digest. */
  | { readonly problem: 'other-emails'; readonly count: number }
  /** `sweptAt` is absent where no sweep ever came to its end. */
  | { readonly problem: 'no-sweep'; readonly sweptAt?: Instant }
  | { readonly problem: 'holidays-run-out'; readonly knownTo: PlainDate; readonly furthestDue: PlainDate };
