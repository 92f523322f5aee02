import { addresseeOf, holderOf, isSamePerson, isReachable } from '../../people/contacts.ts';
import { isAfter, isEarlier, londonDate, londonInstant, type Instant, type PlainDate } from '../../dates.ts';
import type { DecisionContext } from '../decision.ts';
import type { FollowUpRecord } from '../../follow-up.ts';
import type { Contact } from '../../contact.ts';
import { rungDay } from '../../clocks/ladder.ts';
import { milestonesOf, publicationOf, type Milestone } from '../../clocks/milestones.ts';
import type { MilestoneId, Role, RungRule } from '../../programme.ts';
import { Ledger, type LedgerRung } from './ledger.ts';

/** One follow-up at one instant: what every rule of the ladder looks at. */
export class Situation {
  readonly record: FollowUpRecord;
  readonly context: DecisionContext;
  readonly today: PlainDate;
  /** The hour from which emails leave today, were it a sending day. */
  readonly opensAt: Instant;
  /** In the programme's order, without the publication. */
  readonly milestones: readonly Milestone[];
  readonly publication: Milestone | undefined;
  readonly ledger: Ledger;
  /** Whom requests go to today. */
  readonly addressee: Contact | undefined;

  constructor(record: FollowUpRecord, context: DecisionContext) {
    this.record = record;
    this.context = context;
    this.today = londonDate(context.now);
    this.opensAt = londonInstant(this.today, context.programme.sendingHours.from);
    this.milestones = milestonesOf(record.followUp, context);
    this.publication = publicationOf(record.followUp.publishedOn, context);
    this.ledger = new Ledger(record.notices, context.contacts);
    this.addressee = addresseeOf(context.contacts, this.today);
  }

  milestone(id: MilestoneId): Milestone | undefined {
    return id === 'publication' ? this.publication : this.milestones.find((milestone) => milestone.id === id);
  }

  /** Whether a day has come: from the hour at which emails leave, for that is when its rungs fall. */
  hasCome(day: PlainDate): boolean {
    if (day.equals(this.today)) return !isEarlier(this.context.now, this.opensAt);
    return !isAfter(day, this.today);
  }

  /** A rung as the ledger knows it; `by`: the later day to count from, where the force was given one. */
  rung(rule: RungRule, milestone: Milestone, by?: PlainDate): LedgerRung {
    const { calendar } = this.context;
    const day = rungDay(rule.at, by === undefined ? { milestone, calendar } : { milestone, calendar, by });
    return { milestone, rung: rule.id, kind: rule.kind, day };
  }

  /** Who holds some roles today and takes mail, each person once and without the addressee. */
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
