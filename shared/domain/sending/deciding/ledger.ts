import { isSamePerson } from '../../people/contacts.ts';
import { isAfter, type PlainDate } from '../../dates.ts';
import type { Contact } from '../../contact.ts';
import type { Milestone } from '../../clocks/milestones.ts';
import { noticeStatus, type Notice } from '../../notice.ts';
import type { RungKind } from '../../programme.ts';

/**
 * A rung as the ledger looks it up. Its fields tell if an entry for an earlier due date still counts for today's due
 * date.
 */
export interface LedgerRung {
  readonly milestone: Milestone;
  /** The rung as it is written in the key. */
  readonly rung: string;
  readonly kind: RungKind;
  /** The day when the rung falls, by the dates as they are now. */
  readonly day: PlainDate;
}

/** The notices of one follow-up, with the questions that decisions ask about them. */
export class Ledger {
  readonly #notices: readonly Notice[];
  readonly #contacts: readonly Contact[];

  constructor(notices: readonly Notice[], contacts: readonly Contact[]) {
    this.#notices = notices;
    this.#contacts = contacts;
  }

  /**
   * Returns the entry for a rung and a person. It prefers an entry for today's due date, and otherwise returns an
   * earlier entry that still counts. Someone who holds two roles, or holds a role again, counts as one person.
   */
  entryFor(rung: LedgerRung, person: Contact): Notice | undefined {
    const ids = this.#idsOf(person);
    return findNewest(
      this.#entries(rung).filter(({ key }) => ids.includes(key.contactId)),
      rung,
    );
  }

  /** Tells whether the rung went out, or may have gone out, to anyone. It looks only at entries that still count. */
  wasSent(rung: LedgerRung): boolean {
    return this.#entries(rung).some((entry) => mayHaveLeft(entry) && stillCounts(entry, rung));
  }

  /** Tells whether the rung was sent to anyone or skipped. If so, the ledger already explains it. */
  isKnown(rung: LedgerRung): boolean {
    return this.#entries(rung).some((entry) => !isResendAsked(entry) && stillCounts(entry, rung));
  }

  /**
   * Returns the newest entry for something that happened once, such as a return. If a due date moves, the email for
   * such an event is not owed again.
   */
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

/**
 * Tells whether the email may have left. It does not look for a claim, because a restored table has lost the claims of
 * emails that it may have sent.
 */
function mayHaveLeft(entry: Notice): boolean {
  const status = noticeStatus(entry.facts);
  return status !== 'resendAsked' && status !== 'skipped';
}

/**
 * Returns the last attempt for today's due date. Without such an attempt, returns the last one sent among the entries
 * that still count.
 */
function findNewest(entries: readonly Notice[], rung: LedgerRung): Notice | undefined {
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
 * Tells whether a notice sent for an earlier due date still counts for today's due date. It counts unless the rung's
 * new day is after the day when someone moved the date. A request counts even then if the date was only revised,
 * because its form stays open. If the clock was stopped, the round opens again and the old request does not count.
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
