import { Temporal } from 'temporal-polyfill';
import { addWorkingDays, isSendingDay, sendingDayOnOrAfter, type WorkingCalendar } from './calendar.ts';
import { addresseeOf, holderOf, isInRole, isReachable, isSamePerson } from './contacts.ts';
import {
  isAfter,
  isBefore,
  laterDate,
  londonDate,
  londonInstant,
  type Instant,
  type PlainDate,
} from './dates.ts';
import type { Contact, FollowUpRecord, Round, StaffMember, Suspension } from './follow-up.ts';
import { isOpen } from './follow-up.ts';
import { rungDate } from './ladder.ts';
import { milestonesOf, type Milestone } from './milestones.ts';
import {
  CLAIM_GRACE_SECONDS,
  CLAIM_LEASE_SECONDS,
  noticeStatus,
  type Notice,
  type NoticeKey,
} from './notice.ts';
import {
  isRoundId,
  type MilestoneId,
  type Programme,
  type Role,
  type RungId,
  type RungRule,
} from './programme.ts';

/** What a decision needs besides the follow-up itself. */
export interface DecisionContext {
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly suspensions: readonly Suspension[];
  readonly contacts: readonly Contact[];
  readonly owner?: StaffMember | undefined;
  readonly now: Instant;
}

export type Recipient =
  | { readonly kind: 'contact'; readonly contact: Contact }
  | { readonly kind: 'staff'; readonly staff: StaffMember };

/** One email owed now. */
export interface OwedNotice {
  readonly key: NoticeKey;
  readonly rungId: RungId;
  readonly milestone: Milestone;
  readonly recipient: Recipient;
  /** True for a copy: the same news, to somebody of whom nothing is asked. */
  readonly copy: boolean;
  /** Whom the request addresses; a copy says who that is. */
  readonly addressee?: Contact | undefined;
  /** The one date in the email. */
  readonly answerBy?: PlainDate | undefined;
  /** The recommendations asked about, by number. */
  readonly recommendations: readonly number[];
}

/** A rung that will not be sent any more, with the reason; recorded in the ledger so that nobody wonders. */
export interface SkippedNotice {
  readonly key: NoticeKey;
  readonly rungId: RungId;
  readonly reason: SkipReason;
}

export type SkipReason =
  | 'superseded by a later rung'
  | 'absorbed by a later round'
  | 'past when the follow-up was released'
  | 'nothing is open to ask about'
  | 'the revisit has been held'
  | 'its date had passed before it could be sent';

/** A rung that is due but must wait, and why; `until` where a date is known. */
export interface HeldRung {
  readonly milestone: MilestoneId;
  readonly rungId: RungId;
  readonly reason: HoldReason;
  readonly until?: PlainDate | undefined;
}

export type HoldReason =
  | 'answered'
  | 'suspended'
  | 'nothing is open to ask about'
  | 'more time was asked for'
  | 'it was said to have been sent another way'
  | 'the request was not yet accepted by their mail system'
  | 'the request was accepted too recently'
  | 'the request needs somebody to look at it'
  | 'no emails on the due day'
  | 'nobody at the force is reachable'
  | 'outside sending hours';

export interface Decision {
  readonly owed: readonly OwedNotice[];
  readonly skipped: readonly SkippedNotice[];
  readonly held: readonly HeldRung[];
  /** Claims whose sender has been silent for longer than lease and grace: nobody can know whether they went out. */
  readonly lost: readonly Notice[];
  /** When to look again: may be early, never late. Absent: nothing more will ever be owed by the passing of time. */
  readonly nextAttentionAt?: Instant | undefined;
}

/**
 * Every email owed for one follow-up at `now`, and why the others are not: the line that decides whether an email goes
 * out. Pure: sweep, send-notices, plan, explain and assurance all call it.
 *
 * The rules are DOMAIN's ladder: the right rung fires and no other; nobody is chased who was never asked; a later
 * round absorbs an unanswered one; nothing leaves outside sending hours or on the due day.
 */
export function noticesOwed(record: FollowUpRecord, context: DecisionContext): Decision {
  const { followUp } = record;
  if (followUp.state !== 'open' || followUp.releasedAt === undefined) {
    return { owed: [], skipped: [], held: [], lost: [] };
  }
  const ladder = new Ladder(record, context, followUp.releasedAt);
  ladder.decidePublication();
  ladder.decideLocalPolicingBody();
  ladder.decideRounds();
  ladder.decideReceiptsAndQuestions();
  ladder.decideAnnouncement();
  ladder.decideAlerts();
  return ladder.decision();
}

/** One round of the follow-up, with the day it opens and what it asks about. */
interface RoundView {
  readonly milestone: Milestone;
  readonly round: Round | undefined;
  readonly opensOn: PlainDate;
  readonly asks: readonly number[];
}

class Ladder {
  readonly #record: FollowUpRecord;
  readonly #context: DecisionContext;
  readonly #releasedOn: PlainDate;
  readonly #today: PlainDate;
  readonly #milestones: readonly Milestone[];
  readonly #revisitDueOn: PlainDate;
  readonly #owed: OwedNotice[] = [];
  readonly #skipped: SkippedNotice[] = [];
  readonly #held: HeldRung[] = [];
  readonly #wakes: Instant[] = [];
  readonly #rounds: readonly RoundView[];
  /** Set once something to the force could go to nobody. */
  #unreachableFor: Milestone | undefined;

  constructor(record: FollowUpRecord, context: DecisionContext, releasedAt: Instant) {
    this.#record = record;
    this.#context = context;
    this.#releasedOn = londonDate(releasedAt);
    this.#today = londonDate(context.now);
    this.#milestones = milestonesOf(record.followUp, context);
    const revisit = this.#milestones.find((milestone) => milestone.id === 'revisit');
    this.#revisitDueOn = revisit?.dueOn ?? record.followUp.publishedOn;
    this.#rounds = this.#roundsInOrder();
  }

  decidePublication(): void {
    const rule = this.#context.programme.milestones.find((candidate) => candidate.id === 'publication');
    if (rule === undefined) return;
    const on = this.#record.followUp.publishedOn;
    const milestone: Milestone = {
      id: 'publication',
      rule,
      originalDueOn: on,
      dueOn: on,
      lastWorkingDay: on,
      suspended: false,
      explanation: '',
    };
    const opened = this.#roundsOpened().length > 0;
    for (const rung of rule.rungs) {
      const date = this.#dateOf(rung, milestone, on);
      if (this.#isLater(date)) continue;
      const addressee = addresseeOf(this.#context.contacts, this.#today);
      if (opened) {
        this.#skip({ milestone, rung, contact: addressee, reason: 'superseded by a later rung' });
        continue;
      }
      if (this.#clocksStandStill()) {
        this.#hold(milestone, rung.id, 'suspended');
        continue;
      }
      this.#address({ milestone, rung, addressee });
    }
  }

  decideLocalPolicingBody(): void {
    const milestone = this.#milestones.find((candidate) => candidate.id === 'local-policing-body-comments');
    if (milestone === undefined || this.#record.followUp.localPolicingBodyComments !== undefined) return;
    const office = holderOf('local-policing-body', { contacts: this.#context.contacts, on: this.#today });
    if (office === undefined || !isReachable(office)) return;
    const [first, reminder] = milestone.rule.rungs;
    if (first === undefined || reminder === undefined) return;
    const informed = this.#latest({ milestone, rung: first.id, contact: office });
    const firstOn = this.#dateOf(first, milestone, milestone.dueOn);
    if (this.#isLater(firstOn)) return;
    if (!isBefore(this.#today, milestone.lastWorkingDay)) {
      if (informed === undefined) {
        const reason = 'its date had passed before it could be sent';
        this.#skip({ milestone, rung: first, contact: office, reason });
      }
      return;
    }
    if (informed === undefined || isResendAsked(informed)) {
      this.#owe({ milestone, rung: first, contact: office, copy: false, answerBy: milestone.lastWorkingDay });
      return;
    }
    const reminderOn = this.#dateOf(reminder, milestone, milestone.dueOn);
    if (this.#isLater(reminderOn)) return;
    const accepted = informed.facts.delivered;
    // It is no use to remind somebody of a letter that arrived the other day, or never did.
    if (accepted === undefined) {
      this.#hold(milestone, reminder.id, 'the request was not yet accepted by their mail system');
      return;
    }
    if (
      isAfter(
        addWorkingDays(londonDate(accepted), { days: 10, calendar: this.#context.calendar }),
        this.#today,
      )
    ) {
      this.#skip({ milestone, rung: reminder, contact: office, reason: 'superseded by a later rung' });
      return;
    }
    this.#owe({
      milestone,
      rung: reminder,
      contact: office,
      copy: false,
      answerBy: milestone.lastWorkingDay,
    });
  }

  decideRounds(): void {
    const opened = this.#roundsOpened();
    const current = opened.at(-1);
    for (const view of this.#rounds) {
      if (this.#isLater(view.opensOn) || current === undefined) continue;
      if (!opened.includes(view)) this.#closeUnopened(view);
      else if (view !== current) this.#absorb(view);
      else this.#decideRound(view);
    }
  }

  /** Rounds that never open although their date has come: nothing to ask, or over before the follow-up was released. */
  #closeUnopened(view: RoundView): void {
    const reason = this.#whyNotOpened(view);
    if (reason === undefined) return;
    const contact = addresseeOf(this.#context.contacts, this.#today);
    for (const rung of view.milestone.rule.rungs) {
      if (rung.kind !== 'task') this.#skip({ milestone: view.milestone, rung, contact, reason });
    }
  }

  #absorb(view: RoundView): void {
    if (isAnswered(view.round)) return;
    const contact = addresseeOf(this.#context.contacts, this.#today);
    for (const rung of view.milestone.rule.rungs) {
      if (rung.kind !== 'task') {
        this.#skip({ milestone: view.milestone, rung, contact, reason: 'absorbed by a later round' });
      }
    }
  }

  #decideRound(view: RoundView): void {
    const { milestone, round } = view;
    const request = milestone.rule.rungs.find((rung) => rung.kind === 'request');
    if (request === undefined) return;
    if (isAnswered(round)) {
      this.#hold(milestone, request.id, 'answered');
      return;
    }
    if (milestone.suspended) {
      this.#hold(milestone, request.id, 'suspended');
      return;
    }
    if (view.asks.length === 0 && this.#record.recommendations.length > 0) {
      this.#hold(milestone, request.id, 'nothing is open to ask about');
      return;
    }
    const waiting = whyTheLadderWaits(round);
    if (waiting !== undefined) {
      this.#hold(milestone, request.id, waiting);
      return;
    }
    const addressee = addresseeOf(this.#context.contacts, this.#today);
    if (addressee === undefined) {
      this.#unreachableFor = milestone;
      this.#hold(milestone, request.id, 'nobody at the force is reachable');
      return;
    }
    const asked = this.#latest({ milestone, rung: request.id, contact: addressee, anyDueDate: true });
    if (asked === undefined || isResendAsked(asked)) {
      this.#request({ view, request, addressee, again: asked });
      return;
    }
    const askedAt = asked.facts.delivered;
    if (askedAt === undefined || noticeStatus(asked.facts) !== 'delivered') {
      const settledBadly = ['unknown', 'failed', 'suppressed', 'rejected'].includes(
        noticeStatus(asked.facts),
      );
      this.#hold(
        milestone,
        request.id,
        settledBadly
          ? 'the request needs somebody to look at it'
          : 'the request was not yet accepted by their mail system',
      );
      return;
    }
    this.#remind({ view, request, addressee, asked, askedOn: londonDate(askedAt) });
  }

  /** The request itself; late, it leaves the force ten working days, however near or past the due date is. */
  #request(of: { view: RoundView; request: RungRule; addressee: Contact; again: Notice | undefined }): void {
    const { milestone, asks } = of.view;
    if (this.#today.equals(milestone.dueOn) || this.#today.equals(milestone.lastWorkingDay)) {
      this.#hold(milestone, of.request.id, 'no emails on the due day');
      this.#wakeOn(this.#today.add({ days: 1 }));
      return;
    }
    const answerBy = this.#answerBy(of.view);
    this.#address({ milestone, rung: of.request, addressee: of.addressee, answerBy, asks, again: of.again });
  }

  #answerBy({ milestone, opensOn }: RoundView): PlainDate {
    if (!isAfter(this.#today, opensOn)) return milestone.lastWorkingDay;
    const { programme, calendar } = this.#context;
    const tenWorkingDays = addWorkingDays(this.#today, { days: programme.lateRequestWorkingDays, calendar });
    return laterDate(milestone.lastWorkingDay, tenWorkingDays);
  }

  /** After an accepted request: the latest rung whose day has come, and that one only. */
  #remind(of: {
    view: RoundView;
    request: RungRule;
    addressee: Contact;
    asked: Notice;
    askedOn: PlainDate;
  }): void {
    const { milestone, asks } = of.view;
    const { calendar } = this.#context;
    const answerBy = laterDate(of.asked.answerBy ?? milestone.lastWorkingDay, milestone.lastWorkingDay);
    const dueOn = laterDate(answerBy, milestone.dueOn);
    const come: RungRule[] = [];
    for (const rung of milestone.rule.rungs) {
      if (rung.kind !== 'reminder' && rung.kind !== 'chaser') continue;
      const date = this.#dateOf(rung, milestone, dueOn);
      if (this.#isLater(date)) continue;
      if (this.#wasSentBeforeTheMove({ milestone, rung, addressee: of.addressee, date })) continue;
      come.push(rung);
    }
    const firing = come.at(-1);
    for (const rung of come) {
      if (rung === firing) continue;
      this.#skip({ milestone, rung, contact: of.addressee, reason: 'superseded by a later rung' });
    }
    if (firing === undefined) {
      // The copies of the request: to a liaison who was appointed, or whose copy was lost.
      this.#copy({ milestone, rung: of.request, addressee: of.addressee, answerBy: of.asked.answerBy, asks });
      return;
    }
    if (firing.kind === 'reminder' && !isBefore(this.#today, answerBy)) {
      const reason = 'its date had passed before it could be sent';
      this.#skip({ milestone, rung: firing, contact: of.addressee, reason });
      return;
    }
    const wait = firing.requestAcceptedWorkingDays ?? 0;
    const mayGoOn = sendingDayOnOrAfter(addWorkingDays(of.askedOn, { days: wait, calendar }), calendar);
    if (this.#isLater(mayGoOn)) {
      this.#hold(milestone, firing.id, 'the request was accepted too recently', mayGoOn);
      return;
    }
    this.#address({ milestone, rung: firing, addressee: of.addressee, answerBy, asks });
  }

  decideReceiptsAndQuestions(): void {
    for (const round of this.#record.rounds) {
      const milestone = this.#milestones.find((candidate) => candidate.id === round.id);
      if (milestone === undefined) continue;
      for (const summary of round.returns) {
        const sender = this.#context.contacts.find((contact) => contact.id === summary.contactId);
        if (summary.how !== 'form' || sender === undefined || !isReachable(sender)) continue;
        const rung = `receipt-${summary.version}`;
        this.#oweAtOnce({ milestone, rung, rungId: 'receipt', contact: sender });
      }
      const again = round.askedAgain;
      if (again === undefined || this.#record.rounds.length === 0) continue;
      const answered = round.returns.some(
        (summary) => Temporal.Instant.compare(summary.receivedAt, again.askedAt) > 0,
      );
      const addressee = addresseeOf(this.#context.contacts, this.#today);
      if (answered || addressee === undefined || !isBefore(this.#today, again.answerBy)) continue;
      this.#oweInHours({
        milestone,
        rung: `questions-${londonDate(again.askedAt).toString()}`,
        rungId: 'questions',
        contact: addressee,
        copy: false,
        addressee,
        answerBy: again.answerBy,
        asks: again.recommendations,
      });
    }
  }

  decideAnnouncement(): void {
    const milestone = this.#milestones.find((candidate) => candidate.id === 'revisit');
    if (milestone === undefined) return;
    for (const visit of this.#record.followUp.visits) {
      if (visit.announcedAt === undefined || visit.booked === undefined) continue;
      if (isAfter(this.#today, visit.booked.lastOn)) continue;
      const rung = `announced-${visit.booked.firstOn.toString()}`;
      const addressee = addresseeOf(this.#context.contacts, this.#today);
      for (const contact of this.#people(['lead', 'sign-off', 'liaison'], addressee)) {
        this.#oweInHours({
          milestone,
          rung,
          rungId: 'announced',
          contact,
          copy: contact !== addressee,
          addressee,
        });
      }
    }
  }

  /** What the owner is told at once, at any hour: the digest would be too late. */
  decideAlerts(): void {
    const { owner } = this.#context;
    if (owner === undefined) return;
    if (this.#unreachableFor !== undefined) {
      this.#alert({ owner, milestone: this.#unreachableFor, rung: 'unreachable', rungId: 'unreachable' });
    }
    for (const notice of this.#record.notices) {
      const status = noticeStatus(notice.facts);
      if (status !== 'permanentBounce' && status !== 'complained' && status !== 'suppressed') continue;
      const milestone = this.#milestones.find((candidate) => candidate.id === notice.key.milestone);
      if (milestone === undefined || notice.key.contactId === owner.id) continue;
      const rungId = status === 'complained' ? 'complaint' : 'unreachable';
      this.#alert({ owner, milestone, rung: `${rungId}-${notice.key.contactId}`, rungId });
    }
    for (const round of this.#record.rounds) {
      const milestone = this.#milestones.find((candidate) => candidate.id === round.id);
      const request = round.moreTime;
      if (milestone === undefined || request === undefined || request.answer !== undefined) continue;
      const rung = `more-time-asked-${londonDate(request.askedAt).toString()}`;
      this.#alert({ owner, milestone, rung, rungId: 'more-time-asked' });
    }
  }

  decision(): Decision {
    const lost: Notice[] = [];
    for (const notice of this.#record.notices) {
      if (noticeStatus(notice.facts) !== 'claimed' || notice.facts.claimed === undefined) continue;
      const lostAt = notice.facts.claimed.add({ seconds: CLAIM_LEASE_SECONDS + CLAIM_GRACE_SECONDS });
      if (Temporal.Instant.compare(lostAt, this.#context.now) <= 0) lost.push(notice);
      else this.#wakes.push(lostAt);
    }
    if (this.#owed.length > 0) this.#wakes.push(this.#context.now.add({ minutes: 30 }));
    const future = this.#wakes.filter((wake) => Temporal.Instant.compare(wake, this.#context.now) > 0);
    const next = future.sort((a, b) => Temporal.Instant.compare(a, b))[0];
    return { owed: this.#owed, skipped: this.#skipped, held: this.#held, lost, nextAttentionAt: next };
  }

  #roundsInOrder(): RoundView[] {
    const views: RoundView[] = [];
    for (const milestone of this.#milestones) {
      const request = milestone.rule.rungs.find((rung) => rung.kind === 'request');
      if (request === undefined || !isRoundId(milestone.id)) continue;
      views.push({
        milestone,
        round: this.#record.rounds.find((round) => round.id === milestone.id),
        opensOn: this.#dateOf(request, milestone, milestone.dueOn),
        asks: recommendationsAsked(this.#record, milestone),
      });
    }
    return views.sort((a, b) => Temporal.PlainDate.compare(a.opensOn, b.opensOn));
  }

  /** The rounds that have opened by today and have something to ask, the newest last: that one is the current round. */
  #roundsOpened(): RoundView[] {
    const opened = this.#rounds.filter((view) => !isAfter(view.opensOn, this.#today));
    return opened.filter((view) => this.#whyNotOpened(view) === undefined);
  }

  #whyNotOpened(view: RoundView): SkipReason | undefined {
    if (isAnswered(view.round)) return undefined;
    const wasAsked = this.#record.notices.some(
      (notice) =>
        notice.key.milestone === view.milestone.id &&
        notice.rungId === 'request' &&
        notice.facts.skipped === undefined,
    );
    if (wasAsked) return undefined;
    if (isBefore(view.milestone.dueOn, this.#releasedOn)) return 'past when the follow-up was released';
    if (view.asks.length === 0 && this.#record.recommendations.length > 0)
      return 'nothing is open to ask about';
    if (view.milestone.id === 'pre-revisit-update' && hasHeldVisit(this.#record))
      return 'the revisit has been held';
    return undefined;
  }

  #clocksStandStill(): boolean {
    return this.#milestones.some((milestone) => milestone.rule.movable && milestone.suspended);
  }

  /** To the addressee, to whoever else the rung names, and to the liaison mailbox. */
  #address(of: {
    milestone: Milestone;
    rung: RungRule;
    addressee: Contact | undefined;
    answerBy?: PlainDate | undefined;
    asks?: readonly number[];
    again?: Notice | undefined;
  }): void {
    if (of.addressee === undefined) {
      this.#unreachableFor = of.milestone;
      this.#hold(of.milestone, of.rung.id, 'nobody at the force is reachable');
      return;
    }
    this.#owe({ ...of, contact: of.addressee, copy: false });
    this.#copy({ ...of, addressee: of.addressee });
  }

  #copy(of: {
    milestone: Milestone;
    rung: RungRule;
    addressee: Contact;
    answerBy?: PlainDate | undefined;
    asks?: readonly number[];
  }): void {
    const named = of.rung.to.filter((to): to is Role => to !== 'owner' && to !== 'programme-head');
    for (const contact of this.#people([...named, 'liaison'], of.addressee)) {
      if (isSamePerson(contact, of.addressee)) continue;
      this.#owe({ ...of, contact, copy: true });
    }
  }

  /** The reachable holders of some roles today, each person once; the addressee stands in for the lead. */
  #people(named: readonly Role[], addressee: Contact | undefined): Contact[] {
    const people: Contact[] = [];
    for (const role of named) {
      const contact =
        role === 'lead' ? addressee : holderOf(role, { contacts: this.#context.contacts, on: this.#today });
      if (contact === undefined || !isReachable(contact) || !isInRole(contact, this.#today)) continue;
      if (!people.some((person) => isSamePerson(person, contact))) people.push(contact);
    }
    return people;
  }

  #owe(of: {
    milestone: Milestone;
    rung: RungRule;
    contact: Contact;
    copy: boolean;
    addressee?: Contact | undefined;
    answerBy?: PlainDate | undefined;
    asks?: readonly number[];
  }): void {
    this.#oweInHours({ ...of, rung: of.rung.id, rungId: of.rung.id });
  }

  #oweInHours(of: {
    milestone: Milestone;
    rung: string;
    rungId: RungId;
    contact: Contact;
    copy: boolean;
    addressee?: Contact | undefined;
    answerBy?: PlainDate | undefined;
    asks?: readonly number[];
  }): void {
    const attempt = this.#attemptFor(of);
    if (attempt === undefined) return;
    const waitUntil = this.#nextSendingInstant();
    if (waitUntil !== undefined) {
      this.#wakes.push(waitUntil);
      this.#hold(of.milestone, of.rungId, 'outside sending hours', londonDate(waitUntil));
      return;
    }
    this.#push({ ...of, attempt, recipient: { kind: 'contact', contact: of.contact } });
  }

  #oweAtOnce(of: { milestone: Milestone; rung: string; rungId: RungId; contact: Contact }): void {
    const attempt = this.#attemptFor(of);
    if (attempt === undefined) return;
    this.#push({ ...of, copy: false, attempt, recipient: { kind: 'contact', contact: of.contact } });
  }

  #alert(of: { milestone: Milestone; rung: string; rungId: RungId; owner: StaffMember }): void {
    const attempt = this.#attemptFor({ ...of, contact: of.owner });
    if (attempt === undefined) return;
    this.#push({ ...of, copy: false, attempt, recipient: { kind: 'staff', staff: of.owner } });
  }

  #push(of: {
    milestone: Milestone;
    rung: string;
    rungId: RungId;
    copy: boolean;
    attempt: number;
    recipient: Recipient;
    addressee?: Contact | undefined;
    answerBy?: PlainDate | undefined;
    asks?: readonly number[];
  }): void {
    const contactId = of.recipient.kind === 'contact' ? of.recipient.contact.id : of.recipient.staff.id;
    const key = this.#key({ milestone: of.milestone, rung: of.rung, contactId, attempt: of.attempt });
    if (
      this.#owed.some(
        (owed) =>
          owed.key.rung === key.rung &&
          owed.key.milestone === key.milestone &&
          owed.key.contactId === contactId,
      )
    )
      return;
    this.#owed.push({
      key,
      rungId: of.rungId,
      milestone: of.milestone,
      recipient: of.recipient,
      copy: of.copy,
      addressee: of.addressee,
      answerBy: of.answerBy,
      recommendations: of.asks ?? [],
    });
  }

  #skip(of: {
    milestone: Milestone;
    rung: RungRule;
    contact: Contact | undefined;
    reason: SkipReason;
  }): void {
    const contactId = of.contact?.id ?? 'nobody';
    const known = this.#record.notices.some(
      (notice) =>
        notice.key.milestone === of.milestone.id &&
        notice.key.rung === of.rung.id &&
        (notice.key.contactId === contactId || notice.facts.skipped !== undefined) &&
        notice.key.dueOn.equals(of.milestone.dueOn),
    );
    if (known) return;
    const key = this.#key({ milestone: of.milestone, rung: of.rung.id, contactId, attempt: 1 });
    this.#skipped.push({ key, rungId: of.rung.id, reason: of.reason });
  }

  #hold(milestone: Milestone, rungId: RungId, reason: HoldReason, until?: PlainDate): void {
    this.#held.push({ milestone: milestone.id, rungId, reason, until });
    if (until !== undefined && isAfter(until, this.#today)) this.#wakeOn(until);
  }

  /** The attempt that is owed: the first where the ledger has none, a further one where a human asked for it. */
  #attemptFor(of: { milestone: Milestone; rung: string; contact: { id: string } }): number | undefined {
    const latest = this.#latest(of);
    if (latest === undefined) return 1;
    return isResendAsked(latest) ? latest.key.attempt : undefined;
  }

  #latest(of: {
    milestone: Milestone;
    rung: string;
    contact: { id: string };
    anyDueDate?: boolean;
  }): Notice | undefined {
    let latest: Notice | undefined;
    for (const notice of this.#record.notices) {
      const { key } = notice;
      if (key.milestone !== of.milestone.id || key.rung !== of.rung || key.contactId !== of.contact.id)
        continue;
      if (of.anyDueDate !== true && !key.dueOn.equals(of.milestone.dueOn)) continue;
      // A skipped request of an earlier due date does not count as asked.
      if (of.anyDueDate === true && noticeStatus(notice.facts) === 'skipped') continue;
      if (latest === undefined || isLaterEntry(key, latest.key)) latest = notice;
    }
    return latest;
  }

  /** A rung that went out for an earlier due date is not owed again unless its new day lies after the move. */
  #wasSentBeforeTheMove(of: {
    milestone: Milestone;
    rung: RungRule;
    addressee: Contact;
    date: PlainDate;
  }): boolean {
    return this.#record.notices.some((notice) => {
      const { key } = notice;
      const same =
        key.milestone === of.milestone.id && key.rung === of.rung.id && key.contactId === of.addressee.id;
      if (!same || key.dueOn.equals(of.milestone.dueOn) || notice.facts.claimed === undefined) return false;
      return !isBefore(londonDate(notice.facts.claimed), of.date);
    });
  }

  #key(of: { milestone: Milestone; rung: string; contactId: string; attempt: number }): NoticeKey {
    return {
      followUpId: this.#record.followUp.id,
      milestone: of.milestone.id,
      dueOn: of.milestone.dueOn,
      rung: of.rung,
      contactId: of.contactId,
      attempt: of.attempt,
    };
  }

  #dateOf(rung: RungRule, milestone: Milestone, dueOn: PlainDate): PlainDate {
    return rungDate(rung.at, {
      publishedOn: this.#record.followUp.publishedOn,
      dueOn: milestone.id === 'publication' ? this.#record.followUp.publishedOn : dueOn,
      revisitDueOn: this.#revisitDueOn,
      calendar: this.#context.calendar,
    });
  }

  /** Whether a day is still to come; it is then a day to look again. */
  #isLater(on: PlainDate): boolean {
    if (!isAfter(on, this.#today)) return false;
    this.#wakeOn(on);
    return true;
  }

  #wakeOn(on: PlainDate): void {
    this.#wakes.push(londonInstant(on, this.#context.programme.sendingHours.from));
  }

  /** Undefined while emails may leave; else the next instant at which they may. */
  #nextSendingInstant(): Instant | undefined {
    const { calendar, programme, now } = this.#context;
    const opens = londonInstant(this.#today, programme.sendingHours.from);
    const closes = londonInstant(this.#today, programme.sendingHours.until);
    const isDay = isSendingDay(this.#today, calendar);
    if (isDay && Temporal.Instant.compare(now, opens) < 0) return opens;
    if (isDay && Temporal.Instant.compare(now, closes) < 0) return undefined;
    return londonInstant(
      sendingDayOnOrAfter(this.#today.add({ days: 1 }), calendar),
      programme.sendingHours.from,
    );
  }
}

/** The recommendations a round asks the force about, by number. */
export function recommendationsAsked(record: FollowUpRecord, milestone: Milestone): number[] {
  return record.recommendations
    .filter((recommendation) => recommendation.addressee === 'force' && isOpen(recommendation))
    .filter(
      (recommendation) =>
        milestone.rule.asksAbout !== 'open-and-due' || recommendation.timescale !== 'within six months',
    )
    .map((recommendation) => recommendation.number);
}

/** A round ends with its first return, however it came. */
export function isAnswered(round: Round | undefined): boolean {
  return round !== undefined && round.returns.length > 0;
}

function whyTheLadderWaits(round: Round | undefined): HoldReason | undefined {
  if (round?.moreTime !== undefined && round.moreTime.answer === undefined) return 'more time was asked for';
  if (round?.sentAnotherWay !== undefined) return 'it was said to have been sent another way';
  return undefined;
}

function hasHeldVisit(record: FollowUpRecord): boolean {
  return record.followUp.visits.some((visit) => visit.held !== undefined);
}

function isResendAsked(notice: Notice): boolean {
  return noticeStatus(notice.facts) === 'resendAsked';
}

function isLaterEntry(key: NoticeKey, than: NoticeKey): boolean {
  const byDue = Temporal.PlainDate.compare(key.dueOn, than.dueOn);
  return byDue > 0 || (byDue === 0 && key.attempt > than.attempt);
}
