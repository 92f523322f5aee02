import { isSamePerson } from '../../people/contacts.ts';
import { isAfter, type PlainDate } from '../../dates.ts';
import type { Contact } from '../../contact.ts';
import type { Milestone } from '../../clocks/milestones.ts';
import { noticeStatus, type Notice } from '../../notice.ts';
import type { RungKind } from '../../programme.ts';

/** A rung in the ledger's eyes: what tells whether an entry for an earlier due date still counts for today's. */
export interface LedgerRung {
  readonly milestone: Milestone;
  /** As in the key. */
  readonly rung: string;
  readonly kind: RungKind;
  /** The day on which it falls as the dates stand. */
  readonly day: PlainDate;
}

/** The notices of one follow-up, as decisions ask for them. */
export class Ledger {
  readonly #notices: readonly Notice[];
  readonly #contacts: readonly Contact[];

  constructor(notices: readonly Notice[], contacts: readonly Contact[]) {
    this.#notices = notices;
    this.#contacts = contacts;
  }

  /**
   * The entry that says what became of a rung for a person: of today's due date, else of an earlier one that still
   * counts. One person who holds two roles, or holds one again, is one person.
   */
  entryFor(rung: LedgerRung, person: Contact): Notice | undefined {
    const ids = this.#idsOf(person);
    return newest(
      this.#entries(rung).filter(({ key }) => ids.includes(key.contactId)),
      rung,
    );
  }

  /** Whether a rung went out to anybody, or may have, as far as it still counts. */
  wasSent(rung: LedgerRung): boolean {
    return this.#entries(rung).some((entry) => mayHaveLeft(entry) && stillCounts(entry, rung));
  }

  /** Whether a rung was sent to anybody or skipped, so that nothing more needs to be written of it. */
  isKnown(rung: LedgerRung): boolean {
    return this.#entries(rung).some((entry) => !isResendAsked(entry) && stillCounts(entry, rung));
  }

  /** The newest entry for something that happened once, such as a return: no moved due date makes it owed anew. */
  entryForEvent(
    event: { readonly milestone: Milestone; readonly rung: string },
    person?: Contact,
  ): Notice | undefined {
    const ids = person === undefined ? undefined : this.#idsOf(person);
    return this.#entries(event)
      .filter(({ key }) => ids === undefined || ids.includes(key.contactId))
      .reduce<Notice | undefined>((best, notice) => laterAttempt(best, notice), undefined);
  }

  #entries({ milestone, rung }: { readonly milestone: Milestone; readonly rung: string }): Notice[] {
    return this.#notices.filter(({ key }) => key.milestone === milestone.id && key.rung === rung);
  }

  #idsOf(person: Contact): string[] {
    const ids = this.#contacts.filter((contact) => isSamePerson(contact, person)).map(({ id }) => id);
    return ids.includes(person.id) ? ids : [...ids, person.id];
  }
}

export function isResendAsked(entry: Notice): boolean {
  return noticeStatus(entry.facts) === 'resendAsked';
}

/** Of what a restored table may have sent nothing is known but that: it has no claim. */
function mayHaveLeft(entry: Notice): boolean {
  const status = noticeStatus(entry.facts);
  return status !== 'resendAsked' && status !== 'skipped';
}

/** Of today's due date the last attempt; else of those that still count the last sent. */
function newest(entries: readonly Notice[], rung: LedgerRung): Notice | undefined {
  const current = entries.filter(({ key }) => key.dueOn.equals(rung.milestone.dueOn));
  if (current.length > 0) return current.reduce((best, entry) => laterAttempt(best, entry));
  return entries
    .filter((entry) => stillCounts(entry, rung))
    .reduce<Notice | undefined>(
      (best, entry) => (best === undefined || touchedAt(entry) >= touchedAt(best) ? entry : best),
      undefined,
    );
}

/**
 * Whether what went out for an earlier due date stands for today's: yes, unless the rung's new day lies after the move.
 * A request that was sent stands even then, as long as only the date was revised: its form stays open. After the clock
 * stood still, the round opens anew.
 */
function stillCounts(entry: Notice, { milestone, kind, day }: LedgerRung): boolean {
  if (entry.key.dueOn.equals(milestone.dueOn)) return true;
  if (noticeStatus(entry.facts) === 'skipped') return false;
  const moved = kind === 'request' ? milestone.stoppedOn : milestone.movedOn;
  return moved === undefined || !isAfter(day, moved);
}

function laterAttempt(left: Notice | undefined, right: Notice): Notice {
  return left === undefined || right.key.attempt >= left.key.attempt ? right : left;
}

function touchedAt({ facts }: Notice): number {
  return (facts.claimed ?? facts.resendAsked ?? facts.unknown)?.epochMilliseconds ?? 0;
}
