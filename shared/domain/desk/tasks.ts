import { addWorkingDays, type WorkingCalendar } from '../clocks/calendar.ts';
import { addresseeOf, holderOf, isAway, isInRole } from '../people/contacts.ts';
import { daysBetween, isAfter, isBefore, laterDate, londonDate, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { HandoverAsked, ReturnSummary, Round } from '../round.ts';
import { isOpen } from '../recommendation.ts';
import type { Contact, ContactAbsence } from '../contact.ts';
import { OWNER_ANSWERS_WORKING_DAYS } from '../form/form.ts';
import { rungDay } from '../clocks/ladder.ts';
import { milestonesOf, type Milestone } from '../clocks/milestones.ts';
import { isProblem, noticeStatus, type Notice } from '../notice.ts';
import { isAnswered, type DecisionContext } from '../sending/notices-owed.ts';
import type { IncomingMail } from '../replies/incoming-mail.ts';
import { isRoundId, type MilestoneId, type RungTime } from '../programme.ts';
import { isTaskRung } from '../rungs.ts';

/** Something the inspectorate has to do about one follow-up: on the desk today, and in its owner's Monday digest. */
export interface Task {
  readonly kind: TaskKind;
  readonly followUpId: string;
  readonly forceId: string;
  readonly milestone: MilestoneId;
  /** The first day on which it was to be done. */
  readonly since: PlainDate;
  /** The date it serves, where there is one. */
  readonly dueOn?: PlainDate;
  /** Also for the head of the programme. */
  readonly escalated: boolean;
  /** For a return to read: its reference; for a notice: its status; for a mail: its id; for an absence: the mail that names a stand-in whom we do not know. */
  readonly about?: string;
  /** For a notice to look at. */
  readonly notice?: Notice;
  /** For a mail to look at. */
  readonly mail?: IncomingMail;
  /** For one that waits for an answer. */
  readonly handover?: HandoverAsked;
  /** For somebody who is away. */
  readonly contact?: Contact;
}

/** In the order of their urgency on one day. */
export const taskKinds = [
  'needs-a-reason',
  'chief-inspectors-list',
  'unbooked',
  'answer-more-time',
  'answer-handover',
  'nobody-reachable',
  'look-at-notice',
  'change-contact',
  'look-at-mail',
  'ring',
  'find-return',
  'read-return',
  'unconfirmed-request',
  'book',
  'decide',
  'away',
  'no-lead',
  'no-local-policing-body',
  'local-policing-body-late',
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** What the inspectorate waits for: a round that is open and not answered. */
export interface WaitingOnForce {
  readonly followUpId: string;
  readonly forceId: string;
  readonly milestone: Milestone;
  readonly dueOn: PlainDate;
  /** Days past the due date; 0 or less while there is time. */
  readonly daysLate: number;
  /** When the owner is to ring. */
  readonly ringOn: PlainDate;
}

export interface TaskContext extends Omit<DecisionContext, 'owner'> {
  /** The holding pen, whatever it is about; absent where only dates matter. */
  readonly heldMail?: readonly IncomingMail[];
}

/** Everything the inspectorate has to do about a follow-up today, the most urgent first. */
export function tasksFor(record: FollowUpRecord, context: TaskContext): Task[] {
  const { followUp } = record;
  if (followUp.state !== 'open') return [];
  const today = londonDate(context.now);
  const milestones = milestonesOf(followUp, context);
  const tasks: Task[] = [];
  const add = (task: Pick<Task, 'kind' | 'milestone' | 'since'> & Partial<Task>): void => {
    tasks.push({ followUpId: followUp.id, forceId: followUp.forceId, escalated: false, ...task });
  };
  for (const milestone of milestones) {
    if (milestone.suspended) continue;
    if (milestone.id === 'revisit') revisitTasks(milestone, { record, context, milestones, today, add });
    if (milestone.id === 'choose-follow-up')
      decisionTasks(milestone, { record, context, milestones, today, add });
    if (milestone.id === 'local-policing-body-comments') {
      localPolicingBodyTasks(milestone, { record, context, milestones, today, add });
    }
    if (isRoundId(milestone.id)) roundTasks(milestone, { record, context, milestones, today, add });
  }
  peopleTasks({ record, context, milestones, today, add });
  noticeTasks({ record, context, milestones, today, add });
  mailTasks({ record, context, milestones, today, add });
  awayTasks({ record, context, milestones, today, add });
  return tasks.sort(
    (a, b) => taskKinds.indexOf(a.kind) - taskKinds.indexOf(b.kind) || daysBetween(b.since, a.since),
  );
}

/** The round that is open and unanswered, if any: the newest that was asked for. */
export function waitingOnForce(record: FollowUpRecord, context: TaskContext): WaitingOnForce | undefined {
  const { followUp } = record;
  if (followUp.state !== 'open') return undefined;
  const today = londonDate(context.now);
  const asked = milestonesOf(followUp, context).filter((milestone) => wasAsked(record, milestone.id));
  const milestone = asked.at(-1);
  if (milestone === undefined || milestone.suspended) return undefined;
  const round = record.rounds.find(({ id }) => id === milestone.id);
  if (isAnswered(round)) return undefined;
  const dueOn = answerByOf(record, milestone);
  return {
    followUpId: followUp.id,
    forceId: followUp.forceId,
    milestone,
    dueOn,
    daysLate: daysBetween(dueOn, today),
    ringOn: ringOn(round, { answerBy: dueOn, calendar: context.calendar }),
  };
}

interface Scene {
  readonly record: FollowUpRecord;
  readonly context: TaskContext;
  readonly milestones: readonly Milestone[];
  readonly today: PlainDate;
  readonly add: (task: Pick<Task, 'kind' | 'milestone' | 'since'> & Partial<Task>) => void;
}

/** The inspectorate's own ladder: the latest of its rungs whose day has come. */
function revisitTasks(milestone: Milestone, scene: Scene): void {
  const { followUp } = scene.record;
  if (followUp.visits.some((visit) => visit.held !== undefined)) return;
  const booked = followUp.visits.findLast((visit) => visit.booked !== undefined)?.booked;
  const inTime = booked !== undefined && !isAfter(booked.firstOn, milestone.dueOn);
  const passed = isAfter(scene.today, milestone.dueOn);
  if (inTime && !passed) return;
  let kind: TaskKind | undefined;
  let since = milestone.dueOn;
  for (const rung of milestone.rule.rungs) {
    const on = dateOf(rung.at, { milestone, scene });
    if (!isTaskRung(rung.id, 'revisit') || isAfter(on, scene.today)) continue;
    kind = rung.id;
    since = on;
  }
  if (
    kind === undefined ||
    (kind === 'needs-a-reason' && followUp.lateReason !== undefined && booked !== undefined)
  )
    return;
  scene.add({ kind, milestone: 'revisit', since, dueOn: milestone.dueOn, escalated: kind !== 'book' });
}

function decisionTasks(milestone: Milestone, scene: Scene): void {
  if (scene.record.followUp.followUpDecision !== undefined) return;
  const [rung] = milestone.rule.rungs;
  if (rung === undefined) return;
  const on = dateOf(rung.at, { milestone, scene });
  if (isAfter(on, scene.today)) return;
  scene.add({ kind: 'decide', milestone: milestone.id, since: on, dueOn: milestone.dueOn });
}

function localPolicingBodyTasks(milestone: Milestone, scene: Scene): void {
  if (scene.record.followUp.localPolicingBodyComments !== undefined) return;
  const office = holderOf('local-policing-body', { contacts: scene.context.contacts, on: scene.today });
  const { publishedOn } = scene.record.followUp;
  if (isAfter(scene.today, milestone.dueOn)) {
    const since = milestone.dueOn.add({ days: 1 });
    scene.add({ kind: 'local-policing-body-late', milestone: milestone.id, since, dueOn: milestone.dueOn });
  } else if (office === undefined) {
    scene.add({
      kind: 'no-local-policing-body',
      milestone: milestone.id,
      since: publishedOn,
      dueOn: milestone.dueOn,
    });
  }
}

function roundTasks(milestone: Milestone, scene: Scene): void {
  const { record, context, today, add } = scene;
  const round = record.rounds.find((candidate) => candidate.id === milestone.id);
  const newest = round?.returns.at(-1);
  if (round !== undefined && newest !== undefined && isUnread(round, newest)) {
    const received = londonDate(newest.receivedAt);
    add({
      kind: 'read-return',
      milestone: milestone.id,
      since: received,
      dueOn: addWorkingDays(received, {
        days: context.programme.readingWorkingDays,
        calendar: context.calendar,
      }),
      about: newest.reference,
    });
  }
  if (round?.moreTime !== undefined && round.moreTime.answer === undefined) {
    const asked = londonDate(round.moreTime.askedAt);
    const dueOn = addWorkingDays(asked, { days: OWNER_ANSWERS_WORKING_DAYS, calendar: context.calendar });
    add({ kind: 'answer-more-time', milestone: milestone.id, since: asked, dueOn });
  }
  for (const handover of round?.handoversAsked ?? []) {
    const asked = londonDate(handover.askedAt);
    const dueOn = addWorkingDays(asked, { days: OWNER_ANSWERS_WORKING_DAYS, calendar: context.calendar });
    add({ kind: 'answer-handover', milestone: milestone.id, since: asked, dueOn, handover });
  }
  if (isAnswered(round) || !wasAsked(record, milestone.id)) return;
  if (round?.sentAnotherWay !== undefined) {
    add({ kind: 'find-return', milestone: milestone.id, since: londonDate(round.sentAnotherWay.saidAt) });
    return;
  }
  const newer = scene.milestones.slice(scene.milestones.indexOf(milestone) + 1);
  if (newer.some((later) => wasAsked(record, later.id))) return;
  const ring = ringOn(round, { answerBy: answerByOf(record, milestone), calendar: context.calendar });
  if (!isAfter(ring, today))
    add({ kind: 'ring', milestone: milestone.id, since: ring, dueOn: milestone.dueOn });
}

/** Working days after which the owner rings again who was rung and has not answered. */
const RING_AGAIN_WORKING_DAYS = 5;

/** When the owner is to ring: ten working days after the date; whoever was rung is left some days to act on it. */
function ringOn(
  round: Round | undefined,
  { answerBy, calendar }: { answerBy: PlainDate; calendar: WorkingCalendar },
): PlainDate {
  const first = addWorkingDays(answerBy, { days: 10, calendar });
  if (round?.rangAt === undefined) return first;
  const again = addWorkingDays(londonDate(round.rangAt), { days: RING_AGAIN_WORKING_DAYS, calendar });
  return laterDate(first, again);
}

/** Neither accepted nor, since it came, asked about again: then the force has to move. */
function isUnread(round: Round, { receivedAt }: ReturnSummary): boolean {
  const asked = round.askedAgain?.askedAt;
  const clarifying = asked !== undefined && asked.epochMilliseconds > receivedAt.epochMilliseconds;
  return round.acceptedAt === undefined && !clarifying;
}

function peopleTasks(scene: Scene): void {
  const { record, context, today, add } = scene;
  const revisit = scene.milestones.find((milestone) => milestone.id === 'revisit');
  const over = record.followUp.visits.some((visit) => visit.held !== undefined);
  const nothingOpen = record.recommendations.length > 0 && !record.recommendations.some(isOpen);
  if (over || nothingOpen || (revisit !== undefined && isBefore(revisit.dueOn, today))) return;
  const since = record.followUp.publishedOn;
  if (addresseeOf(context.contacts, today) === undefined) {
    add({ kind: 'nobody-reachable', milestone: 'publication', since });
  } else if (holderOf('lead', { contacts: context.contacts, on: today }) === undefined) {
    add({ kind: 'no-lead', milestone: 'publication', since });
  }
}

/** Working days after which a request without word from the recipient's mail system is shown. */
const UNCONFIRMED_WORKING_DAYS = 2;

function noticeTasks({ record, context, today, add }: Scene): void {
  for (const notice of record.notices) {
    const { milestone } = notice.key;
    if (isProblem(notice) && !wasSentAgain(record, notice)) {
      const since = londonDate(notice.facts.claimed ?? context.now);
      add({ kind: 'look-at-notice', milestone, since, about: noticeStatus(notice.facts), notice });
    }
    const accepted = noticeStatus(notice.facts) === 'accepted' ? notice.facts.accepted : undefined;
    if (accepted === undefined || notice.rungId !== 'request') continue;
    const confirmBy = addWorkingDays(londonDate(accepted), {
      days: UNCONFIRMED_WORKING_DAYS,
      calendar: context.calendar,
    });
    if (isBefore(confirmBy, today)) add({ kind: 'unconfirmed-request', milestone, since: confirmBy, notice });
  }
}

/** Mail that waits for a human, about this follow-up or one of several: nothing that a force writes waits unseen. */
function mailTasks({ record, context, add }: Scene): void {
  for (const mail of context.heldMail ?? []) {
    const ids = mail.about === undefined ? (mail.candidates ?? []) : [mail.about.followUpId];
    if (!ids.includes(record.followUp.id)) continue;
    const kind = mail.reason === 'names-somebody-else' ? 'change-contact' : 'look-at-mail';
    const milestone = mail.about?.round ?? 'publication';
    add({ kind, milestone, since: londonDate(mail.receivedAt), about: mail.id, mail });
  }
}

/** Whose absence matters: those whom a round's emails go to. */
const ANSWERING_ROLES: ReadonlySet<Contact['role']> = new Set(['lead', 'deputy', 'sign-off']);

function awayTasks({ context, today, add }: Scene): void {
  for (const contact of context.contacts) {
    if (contact.away === undefined || !ANSWERING_ROLES.has(contact.role)) continue;
    if (!isInRole(contact, today) || !isAway(contact, today)) continue;
    const about = isStandInKnown(contact.away, { contacts: context.contacts, on: today })
      ? undefined
      : contact.away.mailId;
    add({ kind: 'away', milestone: 'publication', since: londonDate(contact.away.since), contact, about });
  }
}

/** Whether whoever an automatic reply names gets our emails already, or could not: it gives no address. */
function isStandInKnown(
  { standIn }: ContactAbsence,
  { contacts, on }: { contacts: readonly Contact[]; on: PlainDate },
): boolean {
  const address = standIn?.email?.toLowerCase();
  return (
    address === undefined ||
    contacts.some((contact) => contact.email.toLowerCase() === address && isInRole(contact, on))
  );
}

function wasSentAgain(record: FollowUpRecord, notice: Notice): boolean {
  return record.notices.some(
    ({ key }) =>
      key.milestone === notice.key.milestone &&
      key.rung === notice.key.rung &&
      key.contactId === notice.key.contactId &&
      key.attempt > notice.key.attempt,
  );
}

function wasAsked(record: FollowUpRecord, milestone: MilestoneId): boolean {
  return record.notices.some(
    (notice) =>
      notice.key.milestone === milestone && notice.rungId === 'request' && notice.facts.claimed !== undefined,
  );
}

/** The date the force was asked to answer by: the milestone's, or the later one of a late request. */
function answerByOf(record: FollowUpRecord, milestone: Milestone): PlainDate {
  let answerBy = milestone.lastWorkingDay;
  for (const notice of record.notices) {
    if (notice.key.milestone !== milestone.id || notice.answerBy === undefined || notice.rungId !== 'request')
      continue;
    if (isAfter(notice.answerBy, answerBy)) answerBy = notice.answerBy;
  }
  return answerBy;
}

function dateOf(at: RungTime, { milestone, scene }: { milestone: Milestone; scene: Scene }): PlainDate {
  return rungDay(at, { milestone, calendar: scene.context.calendar });
}
