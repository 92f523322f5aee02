import { addWorkingDays, type WorkingCalendar } from '../clocks/calendar.ts';
import { findRungDay } from '../clocks/ladder.ts';
import { listWaitingMilestones, milestonesOf, type Milestone } from '../clocks/milestones.ts';
import { daysBetween, isAfter, laterDate, londonDate, type PlainDate, isEarlier } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { OWNER_ANSWERS_WORKING_DAYS } from '../form/form.ts';
import { holderOf } from '../people/contacts.ts';
import { findRule, type MilestoneKind, type RungTime } from '../programme.ts';
import type { ReturnSummary, Round } from '../round.ts';
import { requestIdOf } from '../rungs.ts';
import { findUnconfirmed, hasHeldVisit, listRecommendationsAsked } from '../returns/rounds.ts';
import { standingOf, type Standing } from '../returns/standing.ts';
import { findWait } from '../returns/waits.ts';
import { isAnswered } from '../sending/decide-notices.ts';
import { addPeopleTasks } from './people-tasks.ts';
import { taskKinds, type Task, type TaskContext, type TaskKind, type TaskScene } from './task.ts';

export { taskKinds } from './task.ts';
export type { Task, TaskContext } from './task.ts';

/** An open round that the body has not answered. */
export interface WaitingOnBody {
  readonly followUpId: string;
  readonly forceId: string;
  readonly milestone: Milestone;
  readonly dueOn: PlainDate;
  /** Days past the due date. The number is 0 or less while there is time. */
  readonly daysLate: number;
  /** The day when the owner has to ring. */
  readonly ringOn: PlainDate;
  /** What we have from the body so far. */
  readonly standing: Standing;
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
  addPeopleTasks({ record, context, milestones, today, add });
  return tasks.sort(
    (a, b) => taskKinds.indexOf(a.kind) - taskKinds.indexOf(b.kind) || daysBetween(b.since, a.since),
  );
}

/** Returns the open and unanswered round, if there is one. This is the newest round that was asked for. */
export function findOpenRound(record: FollowUpRecord, context: TaskContext): WaitingOnBody | undefined {
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
    standing: standingOf(round, {
      asked: listRecommendationsAsked(record, milestone),
      today,
      calendar: context.calendar,
    }),
  };
}

/** The tasks of each kind of milestone. */
const tasksOfKind: Readonly<Record<MilestoneKind, (milestone: Milestone, scene: TaskScene) => void>> = {
  start: () => undefined,
  round: roundTasks,
  duty: dutyTasks,
  decision: decisionTasks,
  visit: visitTasks,
  step: stepTasks,
};

/** Adds the task for the latest rung of the visit that is due. These rungs are the inspectorate's own ladder. */
function visitTasks(milestone: Milestone, scene: TaskScene): void {
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
function stepTasks(milestone: Milestone, scene: TaskScene): void {
  if (scene.record.followUp.recordedDays?.[`${milestone.id}/done`] !== undefined) return;
  const [rung] = milestone.rule.rungs;
  const since = rung === undefined ? milestone.dueOn : dateOf(rung.at, { milestone, scene });
  if (isAfter(since, scene.today)) return;
  const escalated = isAfter(scene.today, milestone.dueOn);
  scene.add({ kind: 'do-step', milestone: milestone.id, since, dueOn: milestone.dueOn, escalated });
}

/** Asks for each day that a clock waits for. Nobody else knows it. */
function waitingTasks({ record, context, add }: TaskScene): void {
  const asked = new Set<string>();
  for (const { rule, waitsFor } of listWaitingMilestones(record, context)) {
    if (waitsFor.kind !== 'recorded-day' || asked.has(waitsFor.id)) continue;
    asked.add(waitsFor.id);
    add({ kind: 'record-day', milestone: rule.id, since: record.followUp.publishedOn, waitsFor });
  }
}

function decisionTasks(milestone: Milestone, scene: TaskScene): void {
  // A visit that was held leaves nothing to choose.
  if (scene.record.followUp.followUpDecision !== undefined || hasHeldVisit(scene.record)) return;
  const [rung] = milestone.rule.rungs;
  if (rung === undefined) return;
  const on = dateOf(rung.at, { milestone, scene });
  if (isAfter(on, scene.today)) return;
  scene.add({ kind: 'decide', milestone: milestone.id, since: on, dueOn: milestone.dueOn });
}

function dutyTasks(milestone: Milestone, scene: TaskScene): void {
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

function roundTasks(milestone: Milestone, scene: TaskScene): void {
  const { record, context, today, add } = scene;
  const round = record.rounds.find((candidate) => candidate.id === milestone.id);
  const newest = round?.returns.at(-1);
  const isWaitOver = findWait(round, { today, calendar: context.calendar })?.isOver === true;
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
    add({ kind: 'answer-more-time', milestone: milestone.id, since: asked, dueOn, escalated: isWaitOver });
  }
  for (const handover of round?.handoversAsked ?? []) {
    const asked = londonDate(handover.askedAt);
    const dueOn = addWorkingDays(asked, { days: OWNER_ANSWERS_WORKING_DAYS, calendar: context.calendar });
    add({ kind: 'answer-handover', milestone: milestone.id, since: asked, dueOn, handover });
  }
  if (round !== undefined && isWrongPersonOpen(round)) {
    const since = londonDate(round.notRightPerson.saidAt);
    add({
      kind: 'not-the-right-person',
      milestone: milestone.id,
      since,
      about: round.notRightPerson.who ?? '',
    });
  }
  const unconfirmed = findUnconfirmed(round);
  if (unconfirmed !== undefined) {
    add({ kind: 'unconfirmed-return', milestone: milestone.id, since: londonDate(unconfirmed.saidAt) });
  }
  if (isAnswered(round) || !wasAsked(record, milestone)) return;
  if (round?.sentAnotherWay !== undefined) {
    const { saidAt, unproved } = round.sentAnotherWay;
    add({
      kind: 'find-return',
      milestone: milestone.id,
      since: londonDate(saidAt),
      escalated: isWaitOver,
      ...(unproved === undefined ? {} : { unproved }),
    });
    // Anybody with the link may have said it without a code. And nobody waits for ever for what was not found.
    if (unproved !== true && !isWaitOver) return;
  }
  const newer = scene.milestones.slice(scene.milestones.indexOf(milestone) + 1);
  if (newer.some((later) => wasAsked(record, later))) return;
  const answerBy = answerByOf(record, milestone);
  const ring = ringOn(round, { milestone, answerBy, calendar: context.calendar });
  if (!isAfter(ring, today))
    add({ kind: 'ring', milestone: milestone.id, since: ring, dueOn: milestone.dueOn });
}

/** Tells whether somebody said that they are the wrong person, and nobody has rung or answered since. */
function isWrongPersonOpen(
  round: Round,
): round is Round & { notRightPerson: NonNullable<Round['notRightPerson']> } {
  const { notRightPerson, rangAt } = round;
  if (notRightPerson === undefined || isAnswered(round)) return false;
  return rangAt === undefined || isEarlier(rangAt, notRightPerson.saidAt);
}

/** Working days after the answer date until the owner rings, if the ladder does not say. */
const RING_WORKING_DAYS = 10;

/** Working days until the owner rings again, if the body has not answered since the last call. */
const RING_AGAIN_WORKING_DAYS = 5;

/**
 * Returns the day when the owner has to ring. The ladder counts it from the answer date. If the owner has rung
 * already, the body gets a few more days to act.
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
 * again. After a question, it is the body's turn.
 */
function isUnread(round: Round, { receivedAt }: ReturnSummary): boolean {
  const asked = round.askedAgain?.askedAt;
  const clarifying = asked !== undefined && asked.epochMilliseconds > receivedAt.epochMilliseconds;
  return round.acceptedAt === undefined && !clarifying;
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

/** Returns the deadline that the body was given. This is the milestone's day, or the later day of a late request. */
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

function dateOf(at: RungTime, { milestone, scene }: { milestone: Milestone; scene: TaskScene }): PlainDate {
  return findRungDay(at, { milestone, calendar: scene.context.calendar });
}
