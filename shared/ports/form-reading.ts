import type { WorkingCalendar } from '../domain/clocks/calendar.ts';
import type { Organisation } from '../domain/organisation.ts';
import type { Suspension } from '../domain/follow-up.ts';
import type { Body } from '../domain/body.ts';
import type { StaffMember } from '../domain/staff-member.ts';
import type { Contact } from '../domain/contact.ts';
import type {
  ApprovalRequest,
  Attachment,
  Draft,
  FormSession,
  Handover,
  WholeDraft,
} from '../domain/form/form.ts';
import type { FormEmail } from '../domain/form/form-email.ts';
import type { Link } from '../domain/link.ts';
import type { ReturnBody } from '../domain/history.ts';
import type { RoundId } from '../domain/programme.ts';
import type { SentAnswer } from '../domain/answer.ts';
import type { LoadedFollowUp } from './follow-ups.ts';

/** A follow-up with everything that its form stores. */
export interface FollowUpWithDrafts extends LoadedFollowUp {
  readonly drafts: readonly Draft[];
  readonly wholes: readonly WholeDraft[];
  readonly emails: readonly FormEmail[];
  readonly attachments: readonly Attachment[];
  readonly approvals: readonly ApprovalRequest[];
  readonly handovers: readonly Handover[];
  /** Hashes of the links that were revoked before they expired. */
  readonly revokedLinks: ReadonlySet<string>;
}

/** A return with its answers parsed as the progress form sent them. */
export interface SentReturn extends ReturnBody {
  readonly sentAnswers: ReadonlyMap<number, SentAnswer>;
}

export interface FormDetails {
  readonly body: Body | undefined;
  readonly contact: Contact | undefined;
  /** The owner or, if there is no owner, the programme head. `ownerOf` has the same rule. */
  readonly owner: StaffMember | undefined;
  readonly returned: SentReturn | undefined;
}

/** The settings that every page needs: what dates count by, and how the page names the organisation. */
export interface FormSettings {
  readonly calendar: WorkingCalendar;
  readonly suspensions: readonly Suspension[];
  readonly organisation: Organisation;
}

/** What the pages of the form read. A page needs at most four requests, including the one for the body's contacts. */
export interface FormReading {
  /** Returns the keys of the files and long words that the items of a follow-up refer to. Nothing else may be kept. */
  filesOf(followUpId: string): Promise<ReadonlySet<string>>;
  /** Returns the session, even if it has expired. One request. */
  session(tokenHash: string): Promise<FormSettings & { readonly session: FormSession | undefined }>;
  /** Returns the link, even if it has expired, and the session of the browser that follows it. One request. */
  link(wanted: { tokenHash: string; sessionHash: string | undefined }): Promise<
    FormSettings & {
      readonly link: Link | undefined;
      readonly session: FormSession | undefined;
    }
  >;
  /** One request. @throws ServiceError `not-found`. */
  followUp(id: string): Promise<FollowUpWithDrafts>;
  /** Returns every version of every return, oldest first. */
  sentReturns(followUpId: string): Promise<SentReturn[]>;
  /** One request. If the follow-up has no owner, a second request finds the programme head. */
  details(asked: {
    followUpId: string;
    forceId: string;
    contactId: string;
    ownerId: string | undefined;
    returned: { round: RoundId; version: number } | undefined;
  }): Promise<FormDetails>;
}
