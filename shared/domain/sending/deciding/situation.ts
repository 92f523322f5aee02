import { addresseeOf, holderOf, isSamePerson, isReachable } from '../../people/contacts.ts';
import { isAfter, isEarlier, londonDate, londonInstant, type Instant, type PlainDate } from '../../dates.ts';
import type { DecisionContext } from '../decision.ts';
import type { FollowUpRecord } from '../../follow-up.ts';
import type { Contact } from '../../contact.ts';
import { findRungDay } from '../../clocks/ladder.ts';
import { milestonesOf, buildPublicationMilestone, type Milestone } from '../../clocks/milestones.ts';
import { rolesWith, type MilestoneId, type Role, type RolePart, type RungRule } from '../../programme.ts';
import { Ledger, type LedgerRung } from './ledger.ts';

/** One follow-up at one instant. Every rule of the ladder reads it. */
export class Situation {
  readonly record: FollowUpRecord;
  readonly context: DecisionContext;
  readonly today: PlainDate;
  /** When emails leave today, if today is a sending day. */
  readonly opensAt: Instant;
  /** In the programme's order, without the publication. */
  readonly milestones: readonly Milestone[];
  readonly publication: Milestone | undefined;
  readonly ledger: Ledger;
  /** The contact who gets requests today. */
  readonly addressee: Contact | undefined;

  constructor(record: FollowUpRecord, context: DecisionContext) {
    this.record = record;
    this.context = context;
    this.today = londonDate(context.now);
    this.opensAt = londonInstant(this.today, context.programme.sendingHours.from);
    this.milestones = milestonesOf(record, context);
    this.publication = buildPublicationMilestone(record.followUp.publishedOn, context);
    this.ledger = new Ledger(record.notices, context.contacts);
    this.addressee = addresseeOf(context.contacts, this.today);
  }

  milestone(id: MilestoneId): Milestone | undefined {
    return [this.publication, ...this.milestones].find((milestone) => milestone?.id === id);
  }

  /** Returns the milestone of a kind that a programme has once at most. */
  milestoneOf(kind: 'visit' | 'duty' | 'decision'): Milestone | undefined {
    return this.milestones.find(({ rule }) => rule.kind === kind);
  }

  /** Returns the programme's roles with these parts. */
  rolesWith(...parts: readonly RolePart[]): Role[] {
    return rolesWith(this.context.programme, ...parts);
  }

  /** Tells whether a day has come. A day comes when its emails may leave, because its rungs fall at that hour. */
  hasCome(day: PlainDate): boolean {
    if (day.equals(this.today)) return !isEarlier(this.context.now, this.opensAt);
    return !isAfter(day, this.today);
  }

  /** Returns a rung as the ledger looks it up. `by` is the later day to count from, if the body was given one. */
  rung(rule: RungRule, milestone: Milestone, by?: PlainDate): LedgerRung {
    const { calendar } = this.context;
    const day = findRungDay(
      rule.at,
      by === undefined ? { milestone, calendar } : { milestone, calendar, by },
    );
    return { milestone, rung: rule.id, kind: rule.kind, day };
  }

  /**
   * Returns the people who hold some roles today and can get mail. Each person appears once, and the addressee is left
   * out.
   */
  othersIn(roles: readonly Role[], addressee: Contact | undefined): Contact[] {
    const where = { contacts: this.context.contacts, on: this.today };
    const people: Contact[] = [];
    for (const role of roles) {
      const holder = holderOf(role, where);
      if (holder === undefined || !isReachable(holder, where)) continue;
      const known = addressee === undefined ? people : [addressee, ...people];
      if (!known.some((person) => isSamePerson(person, holder))) people.push(holder);
    }
    return people;
  }
}
