import { waitingWords } from '../terminal/waiting.ts';
import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { londonDate } from '../../shared/domain/dates.ts';
import { holderOf } from '../../shared/domain/people/contacts.ts';
import type { TimescaleOrigin } from '../../shared/domain/clocks/timescale.ts';
import type { Milestone } from '../../shared/domain/clocks/milestones.ts';
import { sentAtOf } from '../../shared/domain/returns/rounds.ts';
import { nameOfRole } from '../../shared/domain/programme.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import { beliefWords } from '../terminal/beliefs.ts';
import { taskKinds } from '../../shared/domain/desk/tasks.ts';
import { seeFollowUp, type SeenFollowUp } from '../../shared/use-cases/desk/see-follow-up.ts';
import { defineCommand } from '../command/command.ts';
import { followUpToRead } from '../input/parameters.ts';
import { emailsDocument, emailsOutput } from '../output/emails-output.ts';
import { followUpDocument, followUpOutput } from '../output/follow-up-output.ts';
import { contactDocument, contactOutput } from '../output/people-output.ts';
import { recommendationDocument, recommendationOutput } from '../output/recommendation-output.ts';
import { roundSummaryDocument, roundSummaryOutput } from '../output/round-summary-output.ts';
import { renderViews } from '../terminal/answers.ts';
import { shortDate, shortDay, shortDueDate, shortPublished } from '../terminal/dates.ts';
import { emailLines, renderPlan } from '../terminal/emails.ts';
import { standingWords, visitWords } from '../terminal/standing.ts';
import { soFarWords } from '../terminal/so-far.ts';
import { renderTable } from '../terminal/table.ts';
import { taskWords } from '../terminal/tasks.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

export const showFollowUp = defineCommand({
  summary: 'Show everything about one follow-up',
  description:
    "Shows the dates, the rounds, the people, the tasks and the next emails. It also shows the body's view and our own view of each recommendation, side by side. Answers are OFFICIAL-SENSITIVE. A booked visit is confidential until you announce it.",
  examples: [
    { line: 'revisit show essex', says: 'the follow-up of Essex, if there is only one' },
    { line: 'revisit show essex-ncpi-2016-03-08 --json', says: 'one follow-up by its id, for a program' },
  ],
  input: { followUp: followUpToRead },
  output: z.object({
    followUp: followUpOutput.extend({
      reportTitle: z.string(),
      reportUrl: z.string().optional(),
      source: z.string().optional(),
      knownFollowUp: z.string().optional(),
      lateReason: z.string().optional(),
    }),
    milestones: z.array(
      z.object({
        id: z.string(),
        originallyDueOn: plainDate,
        dueOn: plainDate,
        lastWorkingDay: plainDate,
        suspended: z.boolean(),
        explanation: z.string(),
      }),
    ),
    rounds: z.array(roundSummaryOutput),
    recommendations: z.array(recommendationOutput),
    contacts: z.array(contactOutput),
    tasks: z.array(z.object({ kind: z.enum(taskKinds), since: plainDate, dueOn: plainDate.optional() })),
    emails: emailsOutput,
  }),
  run: async ({ followUp: named }, { service, terminal, nameOf }) => {
    const seen = await seeFollowUp(await service(), named);
    const { followUp } = seen;
    const document = {
      followUp: {
        ...followUpDocument(seen),
        reportTitle: followUp.reportTitle,
        reportUrl: followUp.reportUrl,
        source: followUp.source,
        knownFollowUp: followUp.knownFollowUp,
        lateReason: followUp.lateReason,
      },
      milestones: seen.milestones.map((milestone) => {
        const { id, originalDueOn, dueOn, lastWorkingDay, suspended, explanation } = milestone;
        return { id, originallyDueOn: originalDueOn, dueOn, lastWorkingDay, suspended, explanation };
      }),
      rounds: seen.rounds.map(roundSummaryDocument),
      recommendations: seen.views.map((view) => recommendationDocument(view, timescaleOriginOf(seen))),
      contacts: seen.contacts.map((contact) => contactDocument(contact, seen.today)),
      tasks: seen.tasks.map(({ kind, since, dueOn }) => ({ kind, since, dueOn })),
      emails: emailsDocument(seen.emails),
    };
    const name = await nameOf(followUp);
    return { document, text: () => textOf(seen, { terminal, name }) };
  },
});

function textOf(seen: SeenFollowUp, { terminal, name }: { terminal: Terminal; name: string }): string {
  const parts = [
    headOf(seen, terminal),
    followUpDates(seen, terminal),
    ...recommendationsOf(seen, terminal),
    peopleOf(seen, terminal),
    ...beliefsOf(seen, { terminal, name }),
    ...tasksOf(seen, { terminal, name }),
    ...nextOf(seen, terminal),
  ];
  return parts.join('\n\n');
}

function headOf(seen: SeenFollowUp, terminal: Terminal): string {
  const { followUp, standing, revisit, owner, body } = seen;
  const name = body.names.at(-1)?.name ?? body.id;
  const visit = visitWords(followUp, standing);
  const lines = [
    terminal.heading(`${name}${followUp.simulated ? ' (SIMULATED)' : ''}`),
    `${followUp.reportTitle}, ${seen.programme.report.published} ${shortPublished(followUp)}`,
    `${followUp.id}, ${followUp.state}. Owner: ${owner?.name ?? 'nobody yet'}`,
    ...(revisit === undefined
      ? []
      : [
          `${revisit.rule.heading}${followUp.publishedFrom === undefined ? ` due ${shortDueDate(revisit)}` : ''}: ${standingWords(standing)}${visit === 'not booked' ? ', not booked' : ` (${visit})`}.`,
        ]),
    ...(followUp.closing === undefined
      ? []
      : [`Closed on ${shortDate(followUp.closing.on)}: ${followUp.closing.reason}`]),
    ...(followUp.lateReason === undefined ? [] : [`Reason for being late: ${followUp.lateReason}`]),
    ...(followUp.knownFollowUp === undefined ? [] : [`Known from its source: ${followUp.knownFollowUp}.`]),
    ...(followUp.source === undefined ? [] : [`Date taken from: ${followUp.source}.`]),
  ];
  return lines.map((line) => wrap(line, terminal)).join('\n');
}

/** Renders the dates. If the day of publication is not known, nobody can count them. */
function followUpDates(seen: SeenFollowUp, terminal: Terminal): string {
  const { publishedFrom } = seen.followUp;
  return publishedFrom === undefined
    ? renderMilestones(seen, terminal)
    : wrap('The day of publication is not known, so no date can be counted from it.', terminal);
}

function renderMilestones(seen: SeenFollowUp, terminal: Terminal): string {
  return renderTable(
    [
      ...seen.milestones.map((milestone) => [
        milestone.suspended ? 'waits' : shortDate(milestone.dueOn),
        milestone.rule.name,
        whatBecame(milestone, seen),
      ]),
      ...seen.waiting.map(({ rule, waitsFor }) => ['waits', rule.name, waitingWords(waitsFor)]),
    ],
    {
      columns: [
        { title: 'DUE', align: 'right' },
        { title: 'WHAT', flexible: true },
        { title: 'SO FAR', flexible: true },
      ],
      terminal,
    },
  );
}

function whatBecame(milestone: Milestone, { followUp, rounds, today }: SeenFollowUp): string {
  const moved = milestone.dueOn.equals(milestone.originalDueOn)
    ? ''
    : ` (moved from ${shortDay(milestone.originalDueOn, today)})`;
  const round = rounds.find((summary) => summary.milestone.id === milestone.id);
  if (round?.returned !== undefined) {
    const accepted = round.round?.acceptedAt;
    return `answered ${shortDay(londonDate(sentAtOf(round.returned)), today)}${accepted === undefined ? ', not accepted yet' : `, accepted ${shortDay(londonDate(accepted), today)}`}${moved}`;
  }
  if (round?.askedAt !== undefined) {
    const chased = round.chased === 0 ? '' : `, chased ${round.chased}x`;
    const standing = soFarWords(round.standing);
    return `asked ${shortDay(londonDate(round.askedAt), today)}${chased}${standing === '' ? '' : `, ${standing}`}${moved}`;
  }
  if (milestone.rule.kind === 'decision' && followUp.followUpDecision !== undefined) {
    const { kind, decidedOn, countsAsRevisit } = followUp.followUpDecision;
    return `${kind === 'inspection' ? 'further inspection' : 'light-touch discussion'}${countsAsRevisit ? ', counts as the revisit' : ''}, decided ${shortDay(decidedOn, today)}`;
  }
  if (milestone.rule.kind === 'duty' && followUp.localPolicingBodyComments !== undefined) {
    return `received ${shortDay(followUp.localPolicingBodyComments.receivedOn, today)}`;
  }
  const done = milestone.rule.kind === 'step' ? followUp.recordedDays?.[`${milestone.id}/done`] : undefined;
  return done === undefined ? moved.trim() : `done ${shortDay(done, today)}${moved}`;
}

function recommendationsOf(seen: SeenFollowUp, terminal: Terminal): string[] {
  const { views } = seen;
  if (views.length === 0) return ['No recommendations are recorded.'];
  const titles = views.map(({ recommendation }) =>
    wrap(`${recommendation.number}  ${recommendation.title}`, { ...terminal, indent: 0 }),
  );
  const illustrative = views.some(
    ({ recommendation }) => recommendation.illustrative && recommendation.timescale !== undefined,
  );
  return [
    renderViews(views, { terminal, body: seen.programme.body, ...timescaleOriginOf(seen) }),
    [
      ...titles,
      ...(illustrative ? ['The timescales are illustrative and do not come from the report.'] : []),
    ].join('\n'),
  ];
}

function timescaleOriginOf({ followUp, context }: SeenFollowUp): TimescaleOrigin {
  return { publishedOn: followUp.publishedOn, calendar: context.calendar };
}

function peopleOf({ contacts, programme, today }: SeenFollowUp, terminal: Terminal): string {
  const held = programme.roles.flatMap(({ id: role }) => {
    const holder = holderOf(role, { contacts, on: today });
    if (holder === undefined) return [];
    return [`${role} ${holder.name}${holder.unreachable === undefined ? '' : ' (no email reaches them)'}`];
  });
  return wrap(
    held.length === 0 ? 'People: nobody can be written to.' : `People: ${held.join('; ')}.`,
    terminal,
  );
}

/** Lists who holds what is no longer so. An email is owed to them, or somebody rings. */
function beliefsOf(seen: SeenFollowUp, { terminal, name }: { terminal: Terminal; name: string }): string[] {
  const { beliefs, programme } = seen;
  if (beliefs.length === 0) return [];
  const lines = beliefs.flatMap(({ contact, changes }) => [
    `  ${contact.name} (${nameOfRole(programme, contact.role)}) holds: ${changes.map(({ told }) => beliefWords(told.statement, programme)).join('; ')}`,
    `  ${terminal.muted(`> ${commandLines.told(name, contact.id)}`)}`,
  ]);
  return [[terminal.heading('Who holds an old date'), ...lines].join('\n')];
}

function tasksOf(
  { tasks, record, today, context }: SeenFollowUp,
  { terminal, name }: { terminal: Terminal; name: string },
): string[] {
  if (tasks.length === 0) return [];
  const lines = tasks.map((task) => {
    const { says, command } = taskWords(task, {
      record,
      today,
      calendar: context.calendar,
      programme: context.programme,
      nameOf: () => name,
    });
    return `  ${says}\n  ${terminal.muted(`> ${command}`)}`;
  });
  return [[terminal.heading('To do'), ...lines].join('\n')];
}

function nextOf({ emails, bodyName, today }: SeenFollowUp, terminal: Terminal): string[] {
  if (emails.length === 0) return [];
  const lines = emailLines(emails, { bodyName: () => bodyName, today });
  return [
    `${terminal.heading('Next, if nobody does anything')}\n${renderPlan(lines, { terminal, indent: 2 })}`,
  ];
}
