import { joinWithAnd } from '../../shared/wording/en/phrases.ts';
import * as z from 'zod';
import { instant, plainDate } from '../../shared/contracts/temporal.ts';
import {
  formatDay,
  formatDate,
  isBefore,
  isEarlier,
  londonDate,
  formatTime,
  weekdayName,
  type PlainDate,
} from '../../shared/domain/dates.ts';
import { labelFollowUp } from '../../shared/domain/finding/follow-up-names.ts';
import { SWEEP_OVERDUE_MINUTES } from '../../shared/domain/desk/assurance.ts';
import { taskKinds } from '../../shared/domain/desk/tasks.ts';
import { findStaffMember } from '../../shared/use-cases/finding/find-staff-member.ts';
import {
  seeDesk as run,
  type Desk,
  type DeskTask,
  type DeskWait,
} from '../../shared/use-cases/desk/see-desk.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import { defineCommand, option } from '../command/command.ts';
import { shortDate } from '../terminal/dates.ts';
import { countOf, shortenPersonName } from '../terminal/emails.ts';
import { gapWords } from '../terminal/gaps.ts';
import { warnOfNobodyResponsible, NO_PROGRAMME_HEAD } from '../terminal/responsible.ts';
import { layOutTable, renderTable } from '../terminal/table.ts';
import { taskWords } from '../terminal/tasks.ts';
import { textWidth } from '../terminal/text-width.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { soFarWords } from '../terminal/so-far.ts';
import { wrap } from '../terminal/wrap.ts';

/** How many tasks the text shows. The document has them all. */
const SHOWN = 20;

export const seeDesk = defineCommand({
  summary: "Show today's desk",
  description:
    'The desk says whether Revisit works, what to do today, and which bodies still have to answer. Each task comes with the command that does it.',
  examples: [
    { line: 'revisit', says: 'what to do today' },
    { line: 'revisit --owner nair', says: 'what Nair has to do today' },
  ],
  input: {
    owner: option(z.string().optional(), { value: '<owner>', help: 'show only the tasks of this owner' }),
  },
  output: z.object({
    stage: z.string(),
    now: instant,
    health: z.object({
      armed: z.boolean(),
      sweptAt: instant.optional(),
      /** False if the sweep is overdue. */
      sweepOk: z.boolean(),
      /** False if the daily run is overdue. That run writes to owners, and looks for emails that did not leave. */
      dailyRunOk: z.boolean(),
      /** True if every check of the emails ran and did not find a problem. */
      emailOk: z.boolean(),
      /** Emails that a sender claimed and has not reported on. */
      emailsBeingSent: z.int(),
      /** Emails that someone must check. */
      emailProblems: z.int(),
      /** Emails that were due and did not leave. */
      emailGaps: z.int(),
      /** Messages that failed their last try. Missing if the queues did not answer. */
      deadLetters: z.int().optional(),
      /** Messages that wait or are being handled. Missing if the queues did not answer. */
      messagesWaiting: z.int().optional(),
      /** Open follow-ups that lack both an owner and a programme head. */
      unowned: z.int(),
      hasProgrammeHead: z.boolean(),
      unmatchedMail: z.int(),
      holidaysKnownTo: plainDate,
      holidaysRunOut: z.boolean(),
    }),
    toDo: z.array(
      z.object({
        kind: z.enum(taskKinds),
        followUp: z.string(),
        force: z.string(),
        milestone: z.string(),
        since: plainDate,
        dueOn: plainDate.optional(),
        owner: z.string().optional(),
        says: z.string(),
        command: z.string(),
      }),
    ),
    waiting: z.array(
      z.object({
        followUp: z.string(),
        force: z.string(),
        round: z.string(),
        dueOn: plainDate,
        /** 0 or less if the answer is not late. */
        daysLate: z.int(),
        ringOn: plainDate,
      }),
    ),
    followUps: z.int(),
    staged: z.int(),
    prepared: z.array(z.object({ followUp: z.string(), publishedOn: plainDate })),
  }),
  run: async ({ owner }, { service, stage, terminal }) => {
    const revisit = await service();
    const ownerId = owner === undefined ? undefined : (await findStaffMember(revisit, owner)).id;
    const desk = await run(revisit, { ownerId });
    const document = {
      stage,
      now: desk.now,
      health: {
        armed: desk.health.armed,
        sweptAt: desk.health.sweptAt,
        sweepOk: isSweepOk(desk),
        dailyRunOk: !desk.health.isDailyRunOverdue,
        emailOk: isEmailOk(desk),
        emailProblems: desk.health.problems.length,
        emailGaps: desk.health.gaps.length,
        emailsBeingSent: desk.health.beingSent,
        ...queueCounts(desk),
        unowned: desk.health.unowned,
        hasProgrammeHead: desk.health.hasProgrammeHead,
        unmatchedMail: desk.health.unmatched,
        holidaysKnownTo: desk.health.holidaysKnownTo,
        holidaysRunOut: desk.health.holidaysRunOut,
      },
      toDo: desk.toDo.map((entry) => {
        const { kind, followUpId, forceId, milestone, since, dueOn } = entry.task;
        // A program may keep the document, so its commands name the follow-up by its id.
        const { says, command } = wordsOf(entry, { ...desk, nameOf: (id) => ({ typed: id, added: '' }) });
        return {
          kind,
          followUp: followUpId,
          force: forceId,
          milestone,
          since,
          dueOn,
          owner: entry.owner?.id,
          says,
          command,
        };
      }),
      waiting: desk.waiting.map(({ waiting }) => ({
        followUp: waiting.followUpId,
        force: waiting.forceId,
        round: waiting.milestone.id,
        dueOn: waiting.dueOn,
        daysLate: waiting.daysLate,
        ringOn: waiting.ringOn,
      })),
      followUps: desk.followUps,
      staged: desk.staged,
      prepared: desk.prepared.map(({ followUpId, publishedOn }) => ({ followUp: followUpId, publishedOn })),
    };
    return { document, text: () => textOf(desk, { stage, terminal }) };
  },
});

function textOf(desk: Desk, { stage, terminal }: { stage: string; terminal: Terminal }): string {
  return [
    headOf(desk, { stage, terminal }),
    wrap(healthWords(desk), terminal),
    ...warnOfNobodyResponsible(desk.health.unowned).map((line) => terminal.alert(wrap(line, terminal))),
    ...comingOf(desk).map((line) => wrap(line, terminal)),
    '',
    terminal.heading('DO TODAY'),
    toDoOf(desk, terminal),
    terminal.heading(waitingHeading(desk)),
    waitingOf(desk, terminal),
  ].join('\n');
}

/** Returns e.g. "WAITING ON FORCES". With several kinds of body it names each. */
function waitingHeading({ bodies }: Desk): string {
  const nouns = bodies.map((body) => body.nouns);
  return `WAITING ON ${nouns.length === 0 ? 'ANSWERS' : joinWithAnd(nouns).toUpperCase()}`;
}

function headOf({ now, today }: Desk, { stage, terminal }: { stage: string; terminal: Terminal }): string {
  const name = `Revisit (${stage})`;
  const moment = `${weekdayName(today)} ${formatDate(today)}, ${formatTime(now)}`;
  const gap = terminal.width - textWidth(name) - textWidth(moment);
  return `${terminal.heading(name)}${' '.repeat(Math.max(2, gap))}${moment}`;
}

function healthWords(desk: Desk): string {
  const { armed, sweptAt, unmatched, holidaysKnownTo, holidaysRunOut } = desk.health;
  const sweep =
    sweptAt === undefined
      ? 'No sweep has run yet: revisit sweep.'
      : isSweepOk(desk)
        ? `Sweep ${formatTime(sweptAt)} OK.`
        : `Last sweep ${shortDate(londonDate(sweptAt))} ${formatTime(sweptAt)}: overdue.`;
  const pen =
    unmatched === 0
      ? 'Nothing unmatched.'
      : `${countOf(unmatched, 'email')} in the holding pen: revisit inbox list.`;
  const holidays = holidaysRunOut
    ? `Holiday data ends on ${shortDate(holidaysKnownTo)}, before the furthest date: ${commandLines.importHolidays}.`
    : `Holiday data to ${holidaysKnownTo.year}.`;
  const head = desk.followUps === 0 || desk.health.hasProgrammeHead ? [] : [NO_PROGRAMME_HEAD];
  const email = isEmailOk(desk) ? ['Email OK.'] : emailWords(desk);
  return [
    ...(armed ? [] : ['This table may not send: revisit arm.']),
    sweep,
    ...email,
    pen,
    ...head,
    holidays,
  ].join(' ');
}

/**
 * Tells whether the emails are in order. An email that did not leave shows as a problem, a gap, a dead letter, or a sweep
 * that did not run, so it checks them all.
 */
function isEmailOk(desk: Desk): boolean {
  return desk.health.armed && isSweepOk(desk) && emailWords(desk).length === 0;
}

function emailWords({
  health: { problems, beingSent, gaps, queues, ...health },
  nameOf: shortNameOf,
}: Desk): string[] {
  const words: string[] = [];
  if (health.isDailyRunOverdue) words.push(dailyRunWords(health));
  if (problems.length > 0) {
    words.push(`${countOf(problems.length, 'email')} to check: revisit notices --status problem.`);
  }
  if (beingSent > 0) {
    const emails = countOf(beingSent, { one: 'email is', many: 'emails are' });
    words.push(`${emails} being sent. The outcome is not known yet.`);
  }
  const due = gapWords(gaps, { nameOf: (id) => shortNameOf(id).typed });
  if (due !== undefined) words.push(`${due}.`);
  if (!queues.known) return [...words, 'The queues did not answer.'];
  const dead = sum(queues.dead);
  if (dead > 0) words.push(`${countOf(dead, 'message')} could not be handled: revisit redrive.`);
  if (queues.waiting > 0)
    words.push(`${countOf(queues.waiting, { one: 'message is', many: 'messages are' })} being handled.`);
  return words;
}

function dailyRunWords({ lookedForGapsAt: ranAt }: Pick<Desk['health'], 'lookedForGapsAt'>): string {
  const last = ranAt === undefined ? 'It has not run yet' : `It ran on ${shortDate(londonDate(ranAt))}`;
  return `The daily run, which writes to owners, is overdue: revisit doctor. ${last}.`;
}

function queueCounts({ health: { queues } }: Desk): { deadLetters?: number; messagesWaiting?: number } {
  return queues.known ? { deadLetters: sum(queues.dead), messagesWaiting: queues.waiting } : {};
}

function sum(letters: readonly { readonly count: number }[]): number {
  return letters.reduce((total, { count }) => total + count, 0);
}

function isSweepOk({ health, now }: Desk): boolean {
  return (
    health.sweptAt !== undefined &&
    !isEarlier(health.sweptAt, now.subtract({ minutes: SWEEP_OVERDUE_MINUTES }))
  );
}

/** Returns lines about follow-ups that do not run yet, because someone could forget them. */
function comingOf({ staged, prepared, nameOf: shortNameOf }: Desk): string[] {
  return [
    ...(staged === 0
      ? []
      : [`${countOf(staged, { one: 'follow-up is', many: 'follow-ups are' })} staged: revisit release.`]),
    ...prepared.map(
      ({ bodyName, followUpId, publishedOn }) =>
        `${bodyName} is prepared for ${formatDate(publishedOn)}: revisit publish confirm ${shortNameOf(followUpId).typed}.`,
    ),
  ];
}

function toDoOf(desk: Desk, terminal: Terminal): string {
  if (desk.followUps === 0) {
    return '  No follow-up is running yet. Start one with revisit publish <body> --on <date>.';
  }
  if (desk.toDo.length === 0) return '  Nothing.';
  const shown = desk.toDo.slice(0, SHOWN);
  const tasks = shown.map((entry) => ({ ...entry, ...wordsOf(entry, desk) }));
  const { rows, starts } = layOutTable(
    tasks.map(({ record, bodyName, says, owner }) => [
      nameOf({ followUpId: record.followUp.id, simulated: record.followUp.simulated, bodyName }, desk),
      says,
      owner === undefined ? 'no owner' : shortenPersonName(owner.name),
    ]),
    {
      columns: [{ title: '' }, { title: '', flexible: true, grows: true }, { title: '' }],
      terminal,
      indent: 2,
    },
  );
  const place = starts[1] ?? 0;
  const lines = tasks.flatMap(({ command }, index) => [
    rows[index] ?? '',
    wholeCommand(`> ${command}`, { place, terminal }),
  ]);
  const more = desk.toDo.length - shown.length;
  return more === 0
    ? lines.join('\n')
    : `${lines.join('\n')}\n  … and ${more} more. revisit --json lists them all.`;
}

/** Puts a command on one line, ready to copy. A command too long to start below its sentence starts further left. */
function wholeCommand(command: string, { place, terminal }: { place: number; terminal: Terminal }): string {
  const indent = Math.max(4, Math.min(place, terminal.width - textWidth(command)));
  return `${' '.repeat(indent)}${terminal.muted(command)}`;
}

function waitingOf(desk: Desk, terminal: Terminal): string {
  const { waiting, today } = desk;
  if (waiting.length === 0) return '  Nothing.';
  const table = renderTable(
    waiting
      .slice(0, SHOWN)
      .map((wait) => [
        nameOf({ ...wait, followUpId: wait.waiting.followUpId }, desk),
        waitWords(wait, today),
      ]),
    { columns: [{ title: '' }, { title: '', flexible: true }], terminal, indent: 2 },
  );
  const more = waiting.length - SHOWN;
  return more > 0 ? `${table}\n  … and ${more} more. revisit notices --summary lists them all.` : table;
}

function waitWords({ waiting }: DeskWait, today: PlainDate): string {
  const round = waiting.milestone.rule.heading;
  const standing = soFarWords(waiting.standing);
  const soFar = standing === '' ? '' : `; ${standing}`;
  if (waiting.daysLate <= 0) return `${round} due ${formatDay(waiting.dueOn, today)}${soFar}`;
  const ring = isBefore(waiting.ringOn, today) ? 'call overdue since' : 'ring on';
  return `${round} ${countOf(waiting.daysLate, 'day')} late${soFar}; ${ring} ${formatDay(waiting.ringOn, today)}`;
}

function wordsOf(
  { task, record, programme }: DeskTask,
  { today, calendar, nameOf: shortNameOf }: Pick<Desk, 'today' | 'calendar' | 'nameOf'>,
): { says: string; command: string } {
  const typed = (id: string): string => shortNameOf(id).typed;
  return taskWords(task, { record, today, calendar, programme, nameOf: typed });
}

/** Returns the name of a body, with the year or the programme of the report if it has several. */
function nameOf(
  { followUpId, bodyName, simulated }: { followUpId: string; bodyName: string; simulated: boolean },
  desk: Desk,
): string {
  const label = labelFollowUp(bodyName, desk.nameOf(followUpId));
  return simulated ? `${label} (SIMULATED)` : label;
}
