import type { Instant, PlainDate } from './dates.ts';
import type { Role, RolePart } from './programme.ts';

/** A person or mailbox at a body, in one role between two dates. */
export interface Contact {
  readonly id: string;
  readonly forceId: string;
  readonly role: Role;
  /** What the role does in a follow-up. The programme says so. */
  readonly part: RolePart;
  /** The name that emails use, such as "Chief Superintendent Shaw". */
  readonly name: string;
  readonly email: string;
  readonly from?: PlainDate;
  /** The day after the last day in the role. */
  readonly to?: PlainDate;
  /** Set if Revisit sends no mail there. The reason is a permanent bounce, a complaint or the suppression list. */
  readonly unreachable?: {
    readonly since: Instant;
    readonly reason: 'bounced' | 'complained' | 'suppressed';
  };
  /** What their last automatic reply said about an absence. */
  readonly away?: ContactAbsence;
  readonly version: number;
}

/** An absence that an automatic reply reported. Fields that the reply did not mention are absent. */
export interface ContactAbsence {
  readonly since: Instant;
  readonly backOn?: PlainDate;
  /** The person to contact meanwhile, according to the reply. */
  readonly standIn?: { readonly name?: string; readonly email?: string };
  /** The reply in the inbox. Absent if the mail service only reported that there was an automatic reply. */
  readonly mailId?: string;
}
