import { addWorkingDays, type WorkingCalendar } from '../clocks/calendar.ts';
import { addresseeOf, holderOf, holderOfPart, isAway, isInRole } from '../people/contacts.ts';
import { daysBetween, isAfter, isBefore, laterDate, londonDate, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { HandoverAsked, ReturnSummary, Round } from '../round.ts';
import { isOpen } from '../recommendation.ts';
import type { Contact, ContactAbsence } from '../contact.ts';
import { OWNER_ANSWERS_WORKING_DAYS } from '../form/form.ts';
import { findRungDay } from '../clocks/ladder.ts';
import type { Missing } from '../clocks/count-due.ts';
import { listWaitingMilestones, milestonesOf, type Milestone } from '../clocks/milestones.ts';
import { isProblem, noticeStatus, type Notice } from '../notice.ts';
import { isAnswered, type DecisionContext } from '../sending/decide-notices.ts';
import type { IncomingMail } from '../replies/incoming-mail.ts';
import {
  findRule,
  startId,
  type MilestoneId,
  type MilestoneKind,
  type MilestoneRule,
  type RungTime,
} from '../programme.ts';
import { requestIdOf } from '../rungs.ts';

/**
 * Something that the inspectorate has to do about one follow-up. It is on the desk today and in the owner's Monday
 * digest.
 */
export interface Task {
  readonly kind: TaskKind;
  readonly followUpId: string;
  readonly forceId: string;
  readonly milestone: MilestoneId;
  readonly rule: MilestoneRule | undefined;
  /** The first day when it had to be done. */
  readonly since: PlainDate;
  /** The date that the task serves, if there is one. */
  readonly dueOn?: PlainDate;
  /** True if the task is also for the head of the programme. */
  readonly escalated: boolean;
  /**
   * The reference of a return to read, the status of a notice, or the id of an email. For an absence, it is the id of
   * the email that names an unknown stand-in.
   */
  readonly about?: string;
  /** The notice to look at. */
  readonly notice?: Notice;
  /** The email to look at. */
  readonly mail?: IncomingMail;
  /** The handover that waits for an answer. */
  readonly handover?: HandoverAsked;
  /** The day that a clock waits for. */
  readonly waitsFor?: Extract<Missing, { kind: 'recorded-day' }>;
  /** The contact who is away. */
  readonly contact?: Contact;
}

/** The kinds of task, in order of urgency on one day. */
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
  'do-step',
  'record-day',
  'away',
  'no-lead',
  'no-local-policing-body',
  'local-policing-body-late',
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** An open round that the force has not answered. */
export interface WaitingOnForce {
  readonly followUpId: string;
  readonly forceId: string;
  readonly milestone: Milestone;
  readonly dueOn: PlainDate;
  /** Days past the due date. The number is 0 or less while there is time. */
  readonly daysLate: number;
  /** The day when the owner has to ring. */
  readonly ringOn: PlainDate;
}

export interface TaskContext extends Omit<DecisionContext, 'owner'> {
  /** Every email in the holding pen. It is absent if only dates matter. */
  readonly heldMail?: readonly IncomingMail[];
}

/** Returns everything that the inspectorate has to do about a follow-up today, most urgent first. */
export function listTasks(record: FollowUpRecord, context: TaskContext): Task[] {
  const { followUp } = record;
  if (followUp.state !== 'open') return [];
  const today = londonDate(context.now);
  const milestones = milestonesOf(record, context);
  const tasks: Task[] = [];
  const add = (task: Pick<Task, 'kind' | 'milestone' | 'since'> & Partial<Task>): void => {
    const rule = findRule(context.programme, task.milestone);
    tasks.push({ followUpId: followUp.id, forceId: followUp.forceId, rule, escalated: false, ...task });
  };
  for (const milestone of milestones) {
    if (milestone.suspended) continue;
    tasksOfKind[milestone.rule.kind](milestone, { record, context, milestones, today, add });
  }
  waitingTasks({ record, context, milestones, today, add });
  peopleTasks({ record, context, milestones, today, add });
  noticeTasks({ record, context, milestones, today, add });
  mailTasks({ record, context, milestones, today, add });
  awayTasks({ record, context, milestones, today, add });
  return tasks.sort(
    (a, b) => taskKinds.indexOf(a.kind) - taskKinds.indexOf(b.kind) || daysBetween(b.since, a.since),
  );
}

/** Returns the open and unanswered round, if there is one. This is the newest round that was asked for. */
export function findOpenRound(record: FollowUpRecord, context: TaskContext): WaitingOnForce | undefined {
  const { followUp } = record;
  if (followUp.state !== 'open') return undefined;
  const today = londonDate(context.now);
  const asked = milestonesOf(record, context).filter((milestone) => wasAsked(record, milestone));
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
    ringOn: ringOn(round, { milestone, answerBy: dueOn, calendar: context.calendar }),
  };
}

interface Scene {
  readonly record: FollowUpRecord;
  readonly context: TaskContext;
  readonly milestones: readonly Milestone[];
  readonly today: PlainDate;
  readonly add: (task: Pick<Task, 'kind' | 'milestone' | 'since'> & Partial<Task>) => void;
}

/** The tasks of each kind of milestone. */
const tasksOfKind: Readonly<Record<MilestoneKind, (milestone: Milestone, scene: Scene) => void>> = {
  start: () => undefined,
  round: roundTasks,
  duty: dutyTasks,
  decision: decisionTasks,
  visit: visitTasks,
  step: stepTasks,
};

/** Adds the task for the latest rung of the visit that is due. These rungs are the inspectorate's own ladder. */
function visitTasks(milestone: Milestone, scene: Scene): void {
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
    if (rung.task === undefined || isAfter(on, scene.today)) continue;
    kind = rung.task;
    since = on;
  }
  if (
    kind === undefined ||
    (kind === 'needs-a-reason' && followUp.lateReason !== undefined && booked !== undefined)
  )
    return;
  scene.add({ kind, milestone: milestone.id, since, dueOn: milestone.dueOn, escalated: kind !== 'book' });
}

/** Adds the task of a step of the inspectorate, from its first rung until somebody records that it is done. */
function stepTasks(milestone: Milestone, scene: Scene): void {
  if (scene.record.followUp.recordedDays?.[`${milestone.id}/done`] !== undefined) return;
  const [rung] = milestone.rule.rungs;
  const since = rung === undefined ? milestone.dueOn : dateOf(rung.at, { milestone, scene });
  if (isAfter(since, scene.today)) return;
  const escalated = isAfter(scene.today, milestone.dueOn);
  scene.add({ kind: 'do-step', milestone: milestone.id, since, dueOn: milestone.dueOn, escalated });
}

/** Asks for each day that a clock waits for. Nobody else knows it. */
function waitingTasks({ record, context, add }: Scene): void {
  const asked = new Set<string>();
  for (const { rule, waitsFor } of listWaitingMilestones(record, context)) {
    if (waitsFor.kind !== 'recorded-day' || asked.has(waitsFor.id)) continue;
    asked.add(waitsFor.id);
    add({ kind: 'record-day', milestone: rule.id, since: record.followUp.publishedOn, waitsFor });
  }
}

function decisionTasks(milestone: Milestone, scene: Scene): void {
  if (scene.record.followUp.followUpDecision !== undefined) return;
  const [rung] = milestone.rule.rungs;
  if (rung === undefined) return;
  const on = dateOf(rung.at, { milestone, scene });
  if (isAfter(on, scene.today)) return;
  scene.add({ kind: 'decide', milestone: milestone.id, since: on, dueOn: milestone.dueOn });
}

function dutyTasks(milestone: Milestone, scene: Scene): void {
  if (milestone.rule.kind !== 'duty') return;
  if (scene.record.followUp.localPolicingBodyComments !== undefined) return;
  const office = holderOf(milestone.rule.role, { contacts: scene.context.contacts, on: scene.today });
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
  if (isAnswered(round) || !wasAsked(record, milestone)) return;
  if (round?.sentAnotherWay !== undefined) {
    add({ kind: 'find-return', milestone: milestone.id, since: londonDate(round.sentAnotherWay.saidAt) });
    return;
  }
  const newer = scene.milestones.slice(scene.milestones.indexOf(milestone) + 1);
  if (newer.some((later) => wasAsked(record, later))) return;
  const answerBy = answerByOf(record, milestone);
  const ring = ringOn(round, { milestone, answerBy, calendar: context.calendar });
  if (!isAfter(ring, today))
    add({ kind: 'ring', milestone: milestone.id, since: ring, dueOn: milestone.dueOn });
}

/** Working days after the answer date until the owner rings, if the ladder does not say. */
const RING_WORKING_DAYS = 10;

/** Working days until the owner rings again, if the force has not answered since the last call. */
const RING_AGAIN_WORKING_DAYS = 5;

/**
 * Returns the day when the owner has to ring. The ladder counts it from the answer date. If the owner has rung
 * already, the force gets a few more days to act.
 */
function ringOn(
  round: Round | undefined,
  { milestone, answerBy, calendar }: { milestone: Milestone; answerBy: PlainDate; calendar: WorkingCalendar },
): PlainDate {
  const ring = milestone.rule.rungs.find(({ task }) => task === 'ring');
  const days = ring?.at.workingDays ?? RING_WORKING_DAYS;
  const first = addWorkingDays(answerBy, { days, calendar });
  if (round?.rangAt === undefined) return first;
  const again = addWorkingDays(londonDate(round.rangAt), { days: RING_AGAIN_WORKING_DAYS, calendar });
  return laterDate(first, again);
}

/**
 * Tells whether the owner still has to read the return. It stays unread until the owner accepts it or asks about it
 * again. After a question, it is the force's turn.
 */
function isUnread(round: Round, { receivedAt }: ReturnSummary): boolean {
  const asked = round.askedAgain?.askedAt;
  const clarifying = asked !== undefined && asked.epochMilliseconds > receivedAt.epochMilliseconds;
  return round.acceptedAt === undefined && !clarifying;
}

function peopleTasks(scene: Scene): void {
  const { record, context, today, add } = scene;
  const revisit = scene.milestones.find(({ rule }) => rule.kind === 'visit');
  const over = record.followUp.visits.some((visit) => visit.held !== undefined);
  const nothingOpen = record.recommendations.length > 0 && !record.recommendations.some(isOpen);
  if (over || nothingOpen || (revisit !== undefined && isBefore(revisit.dueOn, today))) return;
  const since = record.followUp.publishedOn;
  if (addresseeOf(context.contacts, today) === undefined) {
    add({ kind: 'nobody-reachable', milestone: startId(context.programme), since });
  } else if (holderOfPart('answers', { contacts: context.contacts, on: today }) === undefined) {
    add({ kind: 'no-lead', milestone: startId(context.programme), since });
  }
}

/** Working days until a request appears on the desk, if the recipient's mail system has not confirmed it. */
const UNCONFIRMED_WORKING_DAYS = 2;

function noticeTasks({ record, context, today, add }: Scene): void {
  for (const notice of record.notices) {
    const { milestone } = notice.key;
    if (isProblem(notice) && !wasSentAgain(record, notice)) {
      const since = londonDate(notice.facts.claimed ?? context.now);
      add({ kind: 'look-at-notice', milestone, since, about: noticeStatus(notice.facts), notice });
    }
    const accepted = noticeStatus(notice.facts) === 'accepted' ? notice.facts.accepted : undefined;
    const rule = findRule(context.programme, milestone);
    if (accepted === undefined || rule === undefined || notice.rungId !== requestIdOf(rule)) continue;
    const confirmBy = addWorkingDays(londonDate(accepted), {
      days: UNCONFIRMED_WORKING_DAYS,
      calendar: context.calendar,
    });
    if (isBefore(confirmBy, today)) add({ kind: 'unconfirmed-request', milestone, since: confirmBy, notice });
  }
}

/**
 * Adds the email that waits for a human about this follow-up, including email that may concern several. Nothing that a
 * force writes stays unseen.
 */
function mailTasks({ record, context, add }: Scene): void {
  for (const mail of context.heldMail ?? []) {
    const ids = mail.about === undefined ? (mail.candidates ?? []) : [mail.about.followUpId];
    if (!ids.includes(record.followUp.id)) continue;
    const kind = mail.reason === 'names-somebody-else' ? 'change-contact' : 'look-at-mail';
    const milestone = mail.about?.round ?? startId(context.programme);
    add({ kind, milestone, since: londonDate(mail.receivedAt), about: mail.id, mail });
  }
}

/** The parts whose absence matters. They get a round's emails. */
const ANSWERING_PARTS: ReadonlySet<Contact['part']> = new Set(['answers', 'stands-in', 'approves']);

function awayTasks({ context, today, add }: Scene): void {
  for (const contact of context.contacts) {
    if (contact.away === undefined || !ANSWERING_PARTS.has(contact.part)) continue;
    if (!isInRole(contact, today) || !isAway(contact, today)) continue;
    const about = isStandInKnown(contact.away, { contacts: context.contacts, on: today })
      ? undefined
      : contact.away.mailId;
    add({
      kind: 'away',
      milestone: startId(context.programme),
      since: londonDate(contact.away.since),
      contact,
      about,
    });
  }
}

/**
 * Tells whether the stand-in that an automatic reply names already gets our emails. It also says yes if the reply does
 * not give an address, because Revisit then cannot write to the stand-in.
 */
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

function wasAsked(record: FollowUpRecord, { id, rule }: Milestone): boolean {
  const request = requestIdOf(rule);
  return (
    request !== undefined &&
    record.notices.some(
      (notice) =>
        notice.key.milestone === id && notice.rungId === request && notice.facts.claimed !== undefined,
    )
  );
}

/** Returns the deadline that the force was given. This is the milestone's day, or the later day of a late request. */
function answerByOf(record: FollowUpRecord, milestone: Milestone): PlainDate {
  let answerBy = milestone.lastWorkingDay;
  const request = requestIdOf(milestone.rule);
  for (const notice of record.notices) {
    if (notice.key.milestone !== milestone.id || notice.answerBy === undefined || notice.rungId !== request)
      continue;
    if (isAfter(notice.answerBy, answerBy)) answerBy = notice.answerBy;
  }
  return answerBy;
}

function dateOf(at: RungTime, { milestone, scene }: { milestone: Milestone; scene: Scene }): PlainDate {
  return findRungDay(at, { milestone, calendar: scene.context.calendar });
}
