import type { BodyWords, Programme } from '../../domain/programme.ts';
import { findGaps, isDailyRunOverdue } from '../../domain/desk/assurance.ts';
import { holidaysKnownTo, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { isAfter, londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp, FollowUpRecord } from '../../domain/follow-up.ts';
import { bodyNameOn, shortenBodyName, type Body } from '../../domain/body.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import { isInFlight, type Notice } from '../../domain/notice.ts';
import type { DecisionContext, OwedNotice } from '../../domain/sending/decide-notices.ts';
import { shortestNames, type ShortName } from '../../domain/finding/follow-up-names.ts';
import { findProgrammeHead } from '../../domain/people/owner-of.ts';
import {
  listTasks,
  taskKinds,
  findOpenRound,
  type Task,
  type WaitingOnBody,
} from '../../domain/desk/tasks.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeadLetters } from '../../ports/dead-letters.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { NoticeLedger } from '../../ports/notice-ledger.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { toNamedBody } from '../finding/find-body.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';
import { lookAtQueues, type QueuesSeen } from '../sending/look-at-queues.ts';

export interface SeeDeskDependencies extends DecisionSources {
  readonly followUps: FollowUps;
  readonly ledger: NoticeLedger;
  readonly inbox: Inbox;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
}

/** What an admin sees first. It shows what to do today, and whether everything works. */
export interface Desk {
  readonly now: Instant;
  readonly today: PlainDate;
  readonly calendar: WorkingCalendar;
  readonly health: DeskHealth;
  /** Most urgent first. */
  readonly toDo: readonly DeskTask[];
  /** Latest first. */
  readonly waiting: readonly DeskWait[];
  /** What the bodies of the open follow-ups are called, each kind once. */
  readonly bodies: readonly BodyWords[];
  readonly followUps: number;
  readonly staged: number;
  readonly prepared: readonly PreparedReport[];
  /** Returns the shortest name of a follow-up that is unambiguous now. */
  readonly nameOf: (followUpId: string) => ShortName;
}

export interface DeskHealth {
  /** False if this table may not send until someone arms it. */
  readonly armed: boolean;
  readonly sweptAt: Instant | undefined;
  /** When the daily run last ran. It writes the weekly emails and looks for gaps. */
  readonly lookedForGapsAt: Instant | undefined;
  readonly armedAt: Instant | undefined;
  /** If true, owners get no digest, nobody gets the assurance email, and nothing looks for gaps. */
  readonly isDailyRunOverdue: boolean;
  readonly problems: readonly Notice[];
  /** Claimed emails. A sender is sending them now, or stopped halfway. Nobody knows yet whether they left. */
  readonly beingSent: number;
  /** Open follow-ups without an owner, when no programme head is recorded either. */
  readonly unowned: number;
  /** If false, escalations and the weekly assurance email have no recipient. */
  readonly hasProgrammeHead: boolean;
  /** Emails that were due and did not leave. */
  readonly gaps: readonly OwedNotice[];
  readonly queues: QueuesSeen;
  /** Incoming mail that a human must look at. */
  readonly unmatched: number;
  readonly holidaysKnownTo: PlainDate;
  /** True if an open follow-up has a date after the end of the holiday data. */
  readonly holidaysRunOut: boolean;
}

export interface DeskTask {
  readonly task: Task;
  readonly record: FollowUpRecord;
  readonly programme: Programme;
  readonly bodyName: string;
  readonly owner: StaffMember | undefined;
}

export interface DeskWait {
  readonly waiting: WaitingOnBody;
  readonly bodyName: string;
  readonly simulated: boolean;
}

export interface PreparedReport {
  readonly followUpId: string;
  readonly forceId: string;
  readonly bodyName: string;
  readonly publishedOn: PlainDate;
}

/** How many follow-ups Revisit reads at the same time. */
const AT_ONCE = 25;

/** Returns the desk as it is now. `ownerId` limits the tasks to those of one owner. */
export async function seeDesk(
  dependencies: SeeDeskDependencies,
  { ownerId }: { ownerId?: string },
): Promise<Desk> {
  const { clock, followUps, ledger, inbox, people, settings } = dependencies;
  const now = clock.now();
  const contexts = await DecisionContexts.at(now, dependencies);
  const [all, fence, heartbeats, problems, pen, queues] = await Promise.all([
    loadEveryFollowUp(dependencies),
    settings.fence(),
    settings.heartbeats(),
    ledger.problems(),
    inbox.holdingPen(),
    lookAtQueues(dependencies),
  ]);
  const open = all.filter(({ followUp }) => followUp.state === 'open');
  const toDo: DeskTask[] = [];
  const waiting: DeskWait[] = [];
  const unowned = open.filter((one) => contexts.ownerOf(one.followUp) === undefined).length;
  const gaps: OwedNotice[] = [];
  const beingSent = new Set<string>();
  const bodies = new Map<string, BodyWords>();
  const programmes = new Set<Programme>();
  let furthest: PlainDate | undefined;
  for (let start = 0; start < open.length; start += AT_ONCE) {
    const page = await Promise.all(
      open.slice(start, start + AT_ONCE).map((one) => loadOpen(one, { followUps, contexts })),
    );
    for (const { record, body, context } of page) {
      const bodyName = nameOf(record, body);
      programmes.add(context.programme);
      bodies.set(context.programme.body.nouns, context.programme.body);
      for (const task of listTasks(record, { ...context, heldMail: pen })) {
        if (ownerId === undefined || context.owner?.id === ownerId) {
          toDo.push({ task, record, programme: context.programme, bodyName, owner: context.owner });
        }
      }
      gaps.push(...findGaps(record, context));
      for (const { mailId } of record.notices.filter(isInFlight)) {
        if (mailId !== undefined) beingSent.add(mailId);
      }
      const wait = findOpenRound(record, context);
      if (wait !== undefined) waiting.push({ waiting: wait, bodyName, simulated: record.followUp.simulated });
      for (const { dueOn } of milestonesOf(record, context)) {
        if (furthest === undefined || isAfter(dueOn, furthest)) furthest = dueOn;
      }
    }
  }
  const knownTo = holidaysKnownTo(programmes, contexts.calendar);
  return {
    now,
    today: londonDate(now),
    calendar: contexts.calendar,
    health: {
      armed: fence !== undefined,
      armedAt: fence?.armedAt,
      sweptAt: heartbeats.get('sweep'),
      lookedForGapsAt: heartbeats.get('send-digest'),
      isDailyRunOverdue: isDailyRunOverdue(
        { ranAt: heartbeats.get('send-digest'), armedAt: fence?.armedAt },
        now,
      ),
      problems,
      beingSent: beingSent.size,
      unowned,
      hasProgrammeHead: findProgrammeHead(contexts.staff) !== undefined,
      gaps,
      queues,
      unmatched: pen.length,
      holidaysKnownTo: knownTo,
      holidaysRunOut: furthest !== undefined && isAfter(furthest, knownTo),
    },
    toDo: toDo.sort(mostUrgentFirst),
    waiting: waiting.sort((a, b) => b.waiting.daysLate - a.waiting.daysLate),
    bodies: [...bodies.values()],
    followUps: open.length,
    ...summariseFollowUps(all, await people.bodies()),
  };
}

async function loadOpen(
  { followUp, body }: { followUp: FollowUp; body: Body },
  { followUps, contexts }: { followUps: FollowUps; contexts: DecisionContexts },
): Promise<{ record: FollowUpRecord; body: Body; context: DecisionContext }> {
  const record = await followUps.load(followUp.id);
  return { record, body, context: await contexts.of(record.followUp) };
}

/** Returns the follow-ups that do not run yet, and the names of them all. */
function summariseFollowUps(
  all: readonly { followUp: FollowUp; body: Body }[],
  bodies: readonly Body[],
): Pick<Desk, 'staged' | 'prepared' | 'nameOf'> {
  const followUps = all.map(({ followUp }) => followUp);
  return {
    staged: followUps.filter(({ state }) => state === 'staged').length,
    prepared: all.filter(({ followUp }) => followUp.state === 'prepared').map(preparedReport),
    nameOf: shortestNames({ bodies: bodies.map(toNamedBody), followUps }),
  };
}

function preparedReport({ followUp, body }: { followUp: FollowUp; body: Body }): PreparedReport {
  return {
    followUpId: followUp.id,
    forceId: body.id,
    bodyName: shortenBodyName(bodyNameOn(body, followUp.publishedOn)),
    publishedOn: followUp.publishedOn,
  };
}

function mostUrgentFirst(left: DeskTask, right: DeskTask): number {
  return (
    taskKinds.indexOf(left.task.kind) - taskKinds.indexOf(right.task.kind) ||
    right.task.since.until(left.task.since).sign
  );
}

function nameOf({ followUp }: FollowUpRecord, body: Body): string {
  return shortenBodyName(bodyNameOn(body, followUp.publishedOn));
}
