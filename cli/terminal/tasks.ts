import { workingDaysBetween, type WorkingCalendar } from '../../shared/domain/clocks/calendar.ts';
import { daysBetween, type PlainDate } from '../../shared/domain/dates.ts';
import type { FollowUpRecord } from '../../shared/domain/follow-up.ts';
import { noticeStatus } from '../../shared/domain/notice.ts';
import type { PlannedTask } from '../../shared/domain/planning/plan.ts';
import {
  roleWith,
  type MilestoneId,
  type MilestoneRule,
  type Programme,
} from '../../shared/domain/programme.ts';
import { findBookedDays } from '../../shared/domain/visits/revisit-standing.ts';
import type { Task } from '../../shared/domain/desk/tasks.ts';
import { visibleLine } from '../../shared/domain/visible-text.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import { mailReasonWords } from '../../shared/wording/en/mail-reasons.ts';
import { labelOfRung } from '../../shared/domain/rungs.ts';
import { dateRange, shortDay, shortWeekday } from './dates.ts';
import { capitalise, countOf, type PlanLine } from './emails.ts';
import { statusWords } from './notices.ts';

export interface TaskWords {
  readonly says: string;
  /** The command that does the task. It ends in the options that it still needs. */
  readonly command: string;
}

export interface TaskSurroundings {
  readonly record: FollowUpRecord;
  readonly today: PlainDate;
  readonly calendar: WorkingCalendar;
  readonly programme: Programme;
  /** Returns what to type for a follow-up: its shortest name on a terminal, its id in what is kept. */
  readonly nameOf: (followUpId: string) => string;
}

/** Returns what to do about a return that is not here. */
function missingReturnWords(
  task: Task & { kind: 'ring' | 'unconfirmed-return' | 'find-return' },
  { round, due, followUp, today }: { round: string; due: string; followUp: string; today: PlainDate },
): TaskWords {
  switch (task.kind) {
    case 'ring':
      return {
        says: `Ring them: ${headingInSentence(task.rule, task.milestone)} due ${due}, not received`,
        command: commandLines.logCall(followUp),
      };
    case 'unconfirmed-return':
      return {
        says: `${round}: sent on ${shortDay(task.since, today)}, waiting to be confirmed with a code`,
        command: commandLines.logCall(followUp),
      };
    case 'find-return':
      return {
        says:
          task.unproved === true
            ? `${round}: someone said without a code that it was sent another way`
            : `${round}: they say they sent it another way`,
        command: commandLines.recordReturn(followUp),
      };
  }
}

/** Returns what to do about a task, and the command that does it. */
export function taskWords(task: Task, surroundings: TaskSurroundings): TaskWords {
  const { record, today, calendar, programme, nameOf } = surroundings;
  const { forceId } = task;
  const followUp = nameOf(task.followUpId);
  const round = task.rule?.kind === 'round' ? task.rule.heading : '';
  const due = task.dueOn === undefined ? '' : shortDay(task.dueOn, today);
  switch (task.kind) {
    case 'needs-a-reason':
    case 'chief-inspectors-list':
    case 'unbooked':
    case 'book':
      return revisitWords(task, { record, today, followUp });
    case 'answer-more-time':
      return {
        says: `${round}: they ask for more time${untilWords(task, { record, today })}; answer by ${due}`,
        command: commandLines.grantMoreTime(followUp),
      };
    case 'answer-handover':
      return {
        says: `${round}: may ${visibleLine(task.handover?.toName ?? 'a colleague')} of another mail domain answer? Reply by ${due}`,
        command: commandLines.listHandovers(followUp),
      };
    case 'nobody-reachable':
      return {
        says: 'Nobody there can be written to',
        command: commandLines.addContact(forceId, roleWith(programme, 'answers')?.id),
      };
    case 'no-lead':
      return {
        says: 'There is no lead, so another contact gets the emails',
        command: commandLines.addContact(forceId, roleWith(programme, 'answers')?.id),
      };
    case 'look-at-notice':
      return {
        says: `${columnOf(task)} ${noticeWords(task)}`,
        command: `revisit notices ${followUp}`,
      };
    case 'not-the-right-person':
      return {
        says: `${round}: not the right person, they say${task.about === undefined || task.about === '' ? '' : `; ask ${visibleLine(task.about)}`}`,
        command: commandLines.logCall(followUp),
      };
    case 'change-contact':
      return {
        says: standInWords(task),
        command: commandLines.acceptContact(task.mail?.id ?? '<mail>', task.mail?.named),
      };
    case 'look-at-mail':
      return {
        says: `Email of ${shortDay(task.since, today)}${task.moreMails === undefined ? '' : ` and ${task.moreMails} more`}: ${task.mail === undefined ? '' : mailReasonWords[task.mail.reason]}`,
        command: commandLines.showMail(task.mail?.id ?? '<mail>'),
      };
    case 'tell-them':
      return tellWords(task, followUp);
    case 'away':
      return awayWords(task, today);
    case 'unconfirmed-request':
      return {
        says: `${round}: request not confirmed since ${shortDay(task.since, today)}`,
        command: `revisit notices ${followUp}`,
      };
    case 'ring':
    case 'unconfirmed-return':
    case 'find-return':
      return missingReturnWords({ ...task, kind: task.kind }, { round, due, followUp, today });
    case 'read-return':
      return {
        says: `${capitalise(columnOf(task))} return unread ${unreadWords(task, { today, calendar })}${visitSoon(record, today)}`,
        command: commandLines.readReturns(followUp),
      };
    case 'decide':
      return { says: `Choose the follow-up by ${due}`, command: commandLines.decide(followUp) };
    case 'do-step':
    case 'record-day':
      return dayWords(task, { due, followUp });
    case 'no-local-policing-body':
    case 'local-policing-body-late':
      return dutyWords(task, { programme, followUp, today });
  }
}

/** Says which day to record: that of a step, or one that a clock waits for. */
function dayWords(
  { kind, rule, milestone, waitsFor }: Task,
  { due, followUp }: { due: string; followUp: string },
): TaskWords {
  return kind === 'do-step'
    ? {
        says: `${rule?.heading ?? milestone} due ${due}, not recorded`,
        command: commandLines.recordDay(followUp, milestone),
      }
    : {
        says: `A clock waits for the day when ${waitsFor?.name ?? ''}`,
        command: commandLines.recordDay(followUp, waitsFor?.id ?? '<step>'),
      };
}

/** Says what to do about the statutory duty of somebody outside the body. */
function dutyWords(
  task: Task,
  { programme, followUp, today }: { programme: Programme; followUp: string; today: PlainDate },
): TaskWords {
  if (task.kind === 'no-local-policing-body') {
    const holder = dutyHolderOf(task, programme);
    return {
      says: `No contact at the ${holder.name}'s office is recorded`,
      command: commandLines.addContact(task.forceId, holder.id),
    };
  }
  const due = task.dueOn === undefined ? '' : shortDay(task.dueOn, today);
  return {
    says: `${capitalise(task.rule?.name ?? task.milestone)} due ${due}, not recorded`,
    command: commandLines.recordComments(followUp),
  };
}

function untilWords(
  { milestone }: Task,
  { record, today }: { record: FollowUpRecord; today: PlainDate },
): string {
  const until = record.rounds.find(({ id }) => id === milestone)?.moreTime?.until;
  return until === undefined ? '' : ` until ${shortDay(until, today)}`;
}

function noticeWords({ notice, rule }: Task): string {
  return notice === undefined
    ? 'email: '
    : `${labelOfRung(rule, notice.rungId)}: ${statusWords[noticeStatus(notice.facts)]}`;
}

function standInWords({ mail }: Task): string {
  const standIn = [mail?.named?.name, mail?.named?.email].filter((part) => part !== undefined).join(', ');
  const writer = visibleLine(mail?.sender?.name ?? 'Somebody');
  return `${writer} writes: ask ${standIn === '' ? 'somebody else' : visibleLine(standIn)} instead`;
}

function unreadWords(
  { since }: Task,
  { today, calendar }: { today: PlainDate; calendar: WorkingCalendar },
): string {
  const days = workingDaysBetween(since, { to: today, calendar });
  return days === 0 ? 'since today' : countOf(days, 'working day');
}

function awayWords({ contact, about, forceId, since }: Task, today: PlainDate): TaskWords {
  const command =
    about === undefined
      ? commandLines.listContacts(forceId)
      : commandLines.acceptContact(about, contact?.away?.standIn);
  const { away, name = 'Somebody', role = 'contact' } = contact ?? {};
  if (away?.mailId === undefined) {
    return {
      says: `${name}, ${role}: automatic reply on ${shortDay(since, today)}, text unavailable`,
      command,
    };
  }
  const until = away.backOn === undefined ? 'away' : `away until ${shortDay(away.backOn, today)}`;
  const standIn = [away.standIn?.name, away.standIn?.email].filter((part) => part !== undefined).join(', ');
  return {
    says: `${name}, ${role}: ${until}${standIn === '' ? '' : `; ask ${visibleLine(standIn)}`}`,
    command,
  };
}

function revisitWords(
  task: Task,
  { record, today, followUp }: { record: FollowUpRecord; today: PlainDate; followUp: string },
): TaskWords {
  const booked = findBookedDays(record.followUp);
  const days = task.dueOn === undefined ? 0 : daysBetween(today, task.dueOn);
  const how =
    days < 0 ? `${countOf(-days, 'day')} late` : days === 0 ? 'due today' : `due in ${countOf(days, 'day')}`;
  if (booked === undefined) {
    return { says: `Revisit ${how}, not booked`, command: commandLines.bookVisit(followUp) };
  }
  const late = task.dueOn === undefined ? 0 : daysBetween(task.dueOn, booked.firstOn);
  const span = dateRange(booked.firstOn, booked.lastOn);
  const held = `revisit visit done ${followUp} --first ${booked.firstOn.toString()} --last ${booked.lastOn.toString()}`;
  if (daysBetween(booked.lastOn, today) > 0) {
    return { says: `Revisit of ${span}: was it held?`, command: held };
  }
  return late > 0
    ? {
        says: `Revisit booked ${countOf(late, 'day')} late (${span})`,
        command: commandLines.sayWhyLate(followUp),
      }
    : { says: `Revisit booked for ${span}`, command: held };
}

function visitSoon(record: FollowUpRecord, today: PlainDate): string {
  const booked = findBookedDays(record.followUp);
  const days = booked === undefined ? Infinity : daysBetween(today, booked.firstOn);
  if (days < 0 || days > 14) return '';
  return days === 0 ? '; visit today' : days === 1 ? '; visit tomorrow' : `; visit in ${days} days`;
}

function tellWords({ contact }: Task, followUp: string): { says: string; command: string } {
  return {
    says: `${contact?.name ?? 'Someone'} holds an old date: ring them`,
    command: commandLines.told(followUp, contact?.id ?? '<contact>'),
  };
}

/** Returns a task to come as a line of a plan, such as `Tue 26 Jul  P. Nair  ring Eastmarch  +10 wd`. */
export function taskLine(
  { on, task }: PlannedTask,
  { bodyName, who, today }: { bodyName: string; who: string; today: PlainDate },
): PlanLine {
  const due = task.dueOn === undefined ? '' : `due ${shortDay(task.dueOn, today)}`;
  return { on, when: shortWeekday(on, today), who, what: `${plannedWords[task.kind]} ${bodyName}`, why: due };
}

const plannedWords: Readonly<Record<Task['kind'], string>> = {
  'needs-a-reason': 'revisit late:',
  'chief-inspectors-list': "chief inspector's list:",
  unbooked: 'revisit still not booked:',
  book: 'book the revisit:',
  'answer-more-time': 'answer:',
  'answer-handover': 'answer:',
  'nobody-reachable': 'nobody reachable:',
  'look-at-notice': 'look at email:',
  'tell-them': 'ring about a change:',
  ring: 'ring',
  'not-the-right-person': 'wrong person:',
  'unconfirmed-return': 'to be confirmed:',
  'find-return': 'find return:',
  'read-return': 'read return:',
  'unconfirmed-request': 'not confirmed:',
  'change-contact': 'change of contact:',
  'look-at-mail': 'look at mail:',
  away: 'away:',
  decide: 'choose follow-up:',
  'do-step': 'do:',
  'record-day': 'record a day:',
  'no-lead': 'no lead:',
  'no-local-policing-body': 'no policing body:',
  'local-policing-body-late': 'comments late:',
};

/** Returns the heading of a milestone as it stands in a sentence, such as "three-month update". */
export function headingInSentence(rule: MilestoneRule | undefined, milestone: MilestoneId): string {
  const heading = rule?.heading ?? milestone;
  return heading.charAt(0).toLowerCase() + heading.slice(1);
}

function columnOf({ rule, milestone }: Task): string {
  return rule?.column ?? milestone;
}

/** Returns the role that has the duty of a task. */
function dutyHolderOf({ rule }: Task, { roles }: Programme): { id: string; name: string } {
  const id = rule?.kind === 'duty' ? rule.role : '';
  return roles.find((role) => role.id === id) ?? { id, name: id };
}
