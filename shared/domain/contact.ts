import type { Instant, PlainDate } from './dates.ts';
import type { Role } from './programme.ts';

/** A person or mailbox of a force, in one role between two dates. */
export interface Contact {
  readonly id: string;
  readonly forceId: string;
  readonly role: Role;
  /** As addressed: "Chief Superintendent Shaw". */
  readonly name: string;
  readonly email: string;
  readonly from?: PlainDate;
  /** The first day on which the contact no longer holds the role. */
  readonly to?: PlainDate;
  /** Why no mail goes there: a permanent bounce, a complaint, or the suppression list. */
  readonly unreachable?: {
    readonly since: Instant;
    readonly reason: 'bounced' | 'complained' | 'suppressed';
  };
  /** What their last automatic reply said. */
  readonly away?: ContactAbsence;
  readonly version: number;
}

/** An absence as an automatic reply tells it, as far as it does. */
export interface ContactAbsence {
  readonly since: Instant;
  readonly backOn?: PlainDate;
  /** Whom it names to ask meanwhile. */
  readonly standIn?: { readonly name?: string; readonly email?: string };
  /** The mail in the inbox that said so; absent where the mail service told of an automatic reply and kept its text. */
  readonly mailId?: string;
}
