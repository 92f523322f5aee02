import { sharedBodyWords } from '../../domain/body-words.ts';
import { nounsOf } from '../sending/words-of-report.ts';
import type { Milestone } from '../../domain/clocks/milestones.ts';
import { WEEK, type Programme } from '../../domain/programme.ts';
import { checkAssurance, SWEEP_OVERDUE_MINUTES, type Assurance } from '../../domain/desk/assurance.ts';
import { holidaysKnownTo, sendingDayOnOrAfter, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import {
  daysBetween,
  isAfter,
  isBefore,
  isEarlier,
  londonDate,
  type Instant,
  type PlainDate,
} from '../../domain/dates.ts';
import { findLostClaims } from '../../domain/sending/deciding/decide.ts';
import { bodyNameOn, type Body } from '../../domain/body.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import { noticeId, type NoticeKey } from '../../domain/notice.ts';
import { findProgrammeHead } from '../../domain/people/owner-of.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import { listTasks, findOpenRound, type Task } from '../../domain/desk/tasks.ts';
import type { DeadLetters } from '../../ports/dead-letters.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { AssuranceProblem, DigestWait, NamedBody, WeeklyEmail } from '../../wording/email-facts.ts';
import { sendWeeklyEmail } from '../sending/send-weekly-email.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { toDigestTask, toDigestWait } from './digest-facts.ts';
import { listNoticeProblems } from './list-notice-problems.ts';
import { loadOpenRecords } from '../finding/load-open-records.ts';
import { isArmed } from '../finding/is-armed.ts';
import { recordLost } from '../sending/record-lost.ts';
import { type SendOutcome, type SendPersonalEmailDependencies } from '../sending/send-personal-email.ts';

export interface SendDigestsDependencies extends DecisionSources, SendPersonalEmailDependencies {
  readonly followUps: FollowUps;
  readonly inbox: Inbox;
  readonly deadLetters: DeadLetters;
}

export interface DigestReport {
  readonly fenced: boolean;
  /** Emails that this run sent to owners and to the programme head. */
  readonly sent: number;
  readonly gaps: number;
  readonly unknown: number;
  /** Open follow-ups without an owner, when no programme head is recorded either. */
  readonly unowned: number;
  /** Days until the bank holiday data ends. */
  readonly holidayDaysLeft: number;
}

/** What one follow-up adds to the weekly emails. */
interface WeeklyFacts {
  readonly body: NamedBody;
  readonly record: LoadedFollowUp;
  readonly programme: Programme;
  readonly milestones: readonly Milestone[];
  readonly owner: StaffMember | undefined;
  readonly tasks: readonly Task[];
  readonly waiting: DigestWait | undefined;
  readonly assurance: Assurance;
}

/**
 * Does the daily run. Checks every open follow-up by its dates and records a heartbeat. Once a week, sends each owner a
 * digest and the programme head the assurance email. These emails are owed from the first sending day of the week. If
 * an outage falls on a Monday, they leave later and none is lost.
 */
export async function sendDigests(dependencies: SendDigestsDependencies): Promise<DigestReport> {
  const { clock, settings, log } = dependencies;
  const now = clock.now();
  if (!(await isArmed(settings))) {
    log.warn('fenced', 'This table may not send until someone arms it. No digest was sent.');
    return { fenced: true, sent: 0, gaps: 0, unknown: 0, unowned: 0, holidayDaysLeft: 0 };
  }
  const contexts = await DecisionContexts.at(now, dependencies);
  const heldMail = await dependencies.inbox.holdingPen();
  const said: WeeklyFacts[] = [];
  for await (const { record, body } of loadOpenRecords(dependencies)) {
    said.push(await whatItSays({ record, body, contexts, heldMail }));
  }
  const week = weekOf(londonDate(now), contexts.calendar);
  const outcomes: SendOutcome[] = [];
  for (const member of contexts.staff) await recordLostWeekly(member, { week, now, dependencies });
  if (!isBefore(londonDate(now), week.sendOn)) {
    for (const member of contexts.staff)
      outcomes.push(...(await sendWeekly(member, { said, week, now, dependencies, contexts })));
  }
  await settings.recordHeartbeat('send-digest', now);
  const gaps = sum(said, ({ assurance }) => assurance.gaps.length);
  const unknown = sum(said, ({ assurance }) => assurance.unknown);
  const unowned = said.filter(({ owner }) => owner === undefined).length;
  if (unowned > 0) {
    log.error('nobody-responsible', 'Follow-ups have no owner, and no programme head is recorded.', {
      ids: { unowned },
    });
  }
  if (gaps > 0) log.error('gaps', 'Emails that were due did not leave.', { ids: { gaps } });
  return {
    fenced: false,
    sent: outcomes.filter((outcome) => outcome === 'accepted').length,
    gaps,
    unknown,
    unowned,
    holidayDaysLeft: daysBetween(londonDate(now), knownToFor(said, contexts)),
  };
}

/** Returns the last day until which the bank holidays of all open follow-ups are known. */
function knownToFor(said: readonly WeeklyFacts[], { calendar }: DecisionContexts): PlainDate {
  return holidaysKnownTo(
    said.map(({ programme }) => programme),
    calendar,
  );
}

interface Week {
  readonly mondayOn: PlainDate;
  /** Monday, or the next sending day if no email may leave on that Monday. */
  readonly sendOn: PlainDate;
}

function weekOf(today: PlainDate, calendar: WorkingCalendar): Week {
  const mondayOn = today.subtract({ days: today.dayOfWeek - 1 });
  return { mondayOn, sendOn: sendingDayOnOrAfter(mondayOn, calendar) };
}

async function whatItSays({
  record,
  body,
  contexts,
  heldMail,
}: {
  record: LoadedFollowUp;
  body: Body;
  contexts: DecisionContexts;
  heldMail: readonly IncomingMail[];
}): Promise<WeeklyFacts> {
  const context = await contexts.of(record.followUp);
  const weekAgo = contexts.now.subtract({ hours: 7 * 24 });
  const waiting = findOpenRound(record, context);
  const named: NamedBody = {
    id: body.id,
    followUpId: record.followUp.id,
    name: bodyNameOn(body, londonDate(contexts.now)),
    publishedOn: record.followUp.publishedOn,
    ...nounsOf(context.programme),
    simulated: record.followUp.simulated,
  };
  return {
    body: named,
    record,
    programme: context.programme,
    milestones: milestonesOf(record, context),
    owner: context.owner,
    tasks: listTasks(record, { ...context, heldMail }),
    waiting: waiting && toDigestWait(waiting, { body: named, contacts: context.contacts }),
    assurance: checkAssurance(record, { context, from: weekAgo }),
  };
}

interface WeeklyScene {
  readonly said: readonly WeeklyFacts[];
  readonly week: Week;
  readonly now: Instant;
  readonly dependencies: SendDigestsDependencies;
  readonly contexts: DecisionContexts;
}

async function sendWeekly(member: StaffMember, scene: WeeklyScene): Promise<SendOutcome[]> {
  const outcomes: SendOutcome[] = [];
  const digest = digestFor(member, scene);
  if (digest !== undefined) outcomes.push(await sendTo(member, { rung: 'digest', facts: digest, scene }));
  else await skipDigest(member, scene);
  // If there is no programme head, everyone gets the assurance email. Otherwise nobody would get it.
  if (member.role === 'programme-head' || findProgrammeHead(scene.contexts.staff) === undefined) {
    outcomes.push(
      await sendTo(member, { rung: 'assurance', facts: await assuranceFor(member, scene), scene }),
    );
  }
  return outcomes;
}

/**
 * Returns the facts of a member's digest, or undefined if they have no tasks. An email that only lists what bodies
 * still owe is useless.
 */
function digestFor(member: StaffMember, { said, week, now }: WeeklyScene): WeeklyEmail | undefined {
  const concerns = (one: WeeklyFacts, escalated: boolean): boolean =>
    one.owner?.id === member.id || (escalated && member.role === 'programme-head');
  const today = said.flatMap((one) =>
    one.tasks
      .filter((task) => concerns(one, task.escalated))
      .flatMap((task) => toDigestTask(task, one) ?? []),
  );
  const waiting = said.flatMap((one) => (concerns(one, false) ? (one.waiting ?? []) : []));
  if (today.length === 0) return undefined;
  return {
    kind: 'digest',
    language: 'en',
    simulated: said.every((one) => one.body.simulated),
    noun: sharedBodyWords(said.map(({ body }) => body)).noun,
    recipientName: member.name,
    on: isAfter(londonDate(now), week.sendOn) ? londonDate(now) : week.sendOn,
    today,
    waiting,
  };
}

async function assuranceFor(
  member: StaffMember,
  { said, now, contexts, dependencies }: WeeklyScene,
): Promise<WeeklyEmail> {
  const problems = [
    ...said.flatMap((one) => listNoticeProblems(one)),
    ...(await otherEmails(dependencies, said)),
    ...(await unclaimedProblems(dependencies)),
    ...(await missedSweeps(dependencies, now)),
  ];
  const unowned = said.filter(({ owner }) => owner === undefined).length;
  if (unowned > 0) problems.push({ problem: 'nobody-responsible', count: unowned });
  if (findProgrammeHead(contexts.staff) === undefined) problems.push({ problem: 'no-programme-head' });
  const furthestDue = furthestDate(said);
  const knownTo = knownToFor(said, contexts);
  if (furthestDue !== undefined && isAfter(furthestDue, knownTo)) {
    problems.push({ problem: 'holidays-run-out', knownTo, furthestDue });
  }
  const sent = sum(said, ({ assurance }) => assurance.sent.length);
  const gaps = sum(said, ({ assurance }) => assurance.gaps.length);
  return {
    kind: 'assurance',
    language: 'en',
    simulated: said.length > 0 && said.every((one) => one.body.simulated),
    noun: sharedBodyWords(said.map(({ body }) => body)).noun,
    recipientName: member.name,
    from: londonDate(now.subtract({ hours: 7 * 24 })),
    to: londonDate(now),
    due: sent + gaps,
    sent,
    accepted: sum(said, ({ assurance }) => assurance.accepted),
    unknown: sum(said, ({ assurance }) => assurance.unknown),
    gaps,
    problems,
  };
}

/** Counts problems with emails that no open follow-up owes. */
async function otherEmails(
  { ledger }: SendDigestsDependencies,
  said: readonly WeeklyFacts[],
): Promise<AssuranceProblem[]> {
  const named = new Set(said.flatMap(({ assurance }) => assurance.problems.map(({ key }) => noticeId(key))));
  const count = (await ledger.problems()).filter(({ key }) => !named.has(noticeId(key))).length;
  return count === 0 ? [] : [{ problem: 'other-emails', count }];
}

/**
 * Reports a sweep that has stopped. The sweep runs every 15 minutes. This email comes from the daily run, so it can
 * report that the sweep does not run.
 */
async function missedSweeps(
  { settings }: SendDigestsDependencies,
  now: Instant,
): Promise<AssuranceProblem[]> {
  const sweptAt = (await settings.heartbeats()).get('sweep');
  const isMissed =
    sweptAt === undefined || isEarlier(sweptAt, now.subtract({ minutes: SWEEP_OVERDUE_MINUTES }));
  return isMissed ? [{ problem: 'no-sweep', sweptAt }] : [];
}

/**
 * Returns problems that do not belong to a follow-up. These are mail in the holding pen and messages that failed their
 * last try.
 */
async function unclaimedProblems({
  inbox,
  deadLetters,
}: SendDigestsDependencies): Promise<AssuranceProblem[]> {
  const [held, dead] = await Promise.all([inbox.holdingPen(), deadLetters.count()]);
  const problems: AssuranceProblem[] = [];
  const [oldest] = held;
  if (oldest !== undefined) {
    problems.push({ problem: 'holding-pen', count: held.length, oldestOn: londonDate(oldest.receivedAt) });
  }
  const count = Object.values(dead).reduce((total, waiting) => total + waiting, 0);
  if (count > 0) problems.push({ problem: 'dead-letters', count });
  return problems;
}

/** Returns the latest date that an open follow-up has to meet. */
function furthestDate(said: readonly WeeklyFacts[]): PlainDate | undefined {
  let furthest: PlainDate | undefined;
  for (const { milestones } of said) {
    for (const { dueOn } of milestones) {
      if (furthest === undefined || isAfter(dueOn, furthest)) furthest = dueOn;
    }
  }
  return furthest;
}

/**
 * Records the weekly emails whose sender stopped halfway. No follow-up holds these emails, so the sweep cannot find
 * them.
 */
async function recordLostWeekly(
  member: StaffMember,
  { week, now, dependencies }: Pick<WeeklyScene, 'week' | 'now' | 'dependencies'>,
): Promise<void> {
  const { ledger } = dependencies;
  for (const mondayOn of [week.mondayOn.subtract({ days: 7 }), week.mondayOn]) {
    for (const rung of ['digest', 'assurance'] as const) {
      const entry = await ledger.find(keyOf(member, { rung, mondayOn }));
      if (entry !== undefined) await recordLost(findLostClaims([entry], now).lost, { ledger, at: now });
    }
  }
}

function keyOf(
  member: StaffMember,
  { rung, mondayOn }: { rung: 'digest' | 'assurance'; mondayOn: PlainDate },
): NoticeKey {
  return {
    followUpId: `week-of-${member.id}`,
    milestone: WEEK,
    dueOn: mondayOn,
    rung,
    contactId: member.id,
    attempt: 1,
  };
}

/** Records that a member gets no digest this week. Tasks that appear later in the week wait for the next Monday. */
async function skipDigest(member: StaffMember, { week, now, dependencies }: WeeklyScene): Promise<void> {
  const key = keyOf(member, { rung: 'digest', mondayOn: week.mondayOn });
  await dependencies.ledger.skip([{ key, rungId: 'digest', reason: 'there was nothing to do' }], now);
}

async function sendTo(
  member: StaffMember,
  { rung, facts, scene }: { rung: 'digest' | 'assurance'; facts: WeeklyEmail; scene: WeeklyScene },
): Promise<SendOutcome> {
  const key = keyOf(member, { rung, mondayOn: scene.week.mondayOn });
  const recipient = { kind: 'staff', staff: member } as const;
  return sendWeeklyEmail(scene.dependencies, { recipient, notices: [{ key, rungId: rung }], facts });
}

function sum<Element>(elements: readonly Element[], count: (element: Element) => number): number {
  return elements.reduce((total, element) => total + count(element), 0);
}
