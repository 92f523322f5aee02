import type { Instant, PlainDate } from '../domain/dates.ts';
import type { RoundRule } from '../domain/programme.ts';
import type { MailFile } from '../domain/replies/incoming-mail.ts';
import type { Envelope, NonEmpty, Occasion, Report } from './email-envelope.ts';
import type { ToldChange } from './told-change.ts';

/** The body of a follow-up, in emails to the inspectorate's own people. */
export interface NamedBody {
  /** The id that the command line takes, e.g. "essex". */
  readonly id: string;
  /** The follow-up that commands name, e.g. "essex-ncpi-2016-03-08". A body can have several. */
  readonly followUpId: string;
  readonly name: string;
  readonly publishedOn: PlainDate;
  /** What the body is, such as "force". */
  readonly noun: string;
  readonly nouns: string;
  readonly simulated: boolean;
}

/** News that an owner gets at once. */
export interface OwnerAlertsEmail extends Envelope, Pick<Occasion, 'today'> {
  readonly kind: 'owner-alerts';
  readonly alerts: NonEmpty<OwnerAlert>;
}

/** Who gets requests. If it is absent from an alert, nobody does, and the owner must ring the body. */
export interface RequestsGoTo {
  readonly name: string;
  /** True if they went to somebody else before the address failed. */
  readonly isNew: boolean;
}

export type OwnerAlert =
  | {
      readonly alert: 'nobody-reachable';
      readonly body: NamedBody;
      /** The emails that wait, such as "six-week response". */
      readonly about: string;
    }
  | {
      readonly alert: 'unreachable';
      readonly body: NamedBody;
      /** Absent if the contact is no longer on record. The role is in words. */
      readonly contact?: { readonly name: string; readonly role: string };
      readonly reason: 'bounced' | 'suppressed';
      readonly requestsGoTo?: RequestsGoTo;
    }
  | {
      /** Somebody acts on what we told them before an email could reach them. */
      readonly alert: 'holds-old-date';
      readonly body: NamedBody;
      readonly contact: { readonly id: string; readonly name: string; readonly role: string };
      readonly changes: readonly ToldChange[];
      readonly report: Report;
    }
  | {
      readonly alert: 'complaint';
      readonly body: NamedBody;
      readonly contact?: { readonly name: string; readonly role: string };
      readonly requestsGoTo?: RequestsGoTo;
    }
  | {
      readonly alert: 'more-time-asked';
      readonly body: NamedBody;
      readonly round: RoundRule;
      readonly askedBy: string;
      readonly due: PlainDate;
      readonly until: PlainDate;
      readonly answerBy: PlainDate;
    }
  | {
      readonly alert: 'sent-another-way';
      readonly body: NamedBody;
      readonly round: RoundRule;
      readonly saidBy: string;
      /** Whether somebody entered a code. Without one the emails go on. */
      readonly isProved: boolean;
    }
  | {
      readonly alert: 'not-the-right-person';
      readonly body: NamedBody;
      readonly round: RoundRule;
      readonly saidBy: string;
    }
  | {
      readonly alert: 'files-refused';
      readonly body: NamedBody;
      readonly mailId: string;
      readonly receivedAt: Instant;
      readonly files: readonly MailFile[];
    }
  | {
      readonly alert: 'handover';
      readonly body: NamedBody;
      readonly round: RoundRule;
      readonly from: string;
      readonly to: string;
      /** Set if the address is in another mail domain. The owner must then agree by this day. If absent, it is done. */
      readonly answerBy?: PlainDate;
    };
