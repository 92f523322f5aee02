import { nameOfRole, type MilestoneRule, type Programme } from '../../shared/domain/programme.ts';
import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { builtInCalendar, areHolidaysKnown } from '../../shared/domain/clocks/calendar.ts';
import { formatDate } from '../../shared/domain/dates.ts';
import { buildMilestones, type Milestone } from '../../shared/domain/clocks/milestones.ts';
import { argument, defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { programmeInput } from '../input/programme-input.ts';
import { shortDate } from '../terminal/dates.ts';
import { renderTable } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

export const dueDate = defineCommand({
  summary: 'Work out the dates that follow from a publication day',
  description:
    'Shows each date and the reason for it. The command uses only the publication day and the bank holidays that are built into Revisit. It does not read the table, so it leaves out suspensions, extensions and holidays that were added later. revisit show has those.',
  examples: [
    { line: 'revisit due-date 2016-03-08', says: 'the dates of a report published on 8 March 2016' },
    { line: 'revisit due-date "31 August 2015" --json', says: 'the dates as one JSON document' },
  ],
  input: {
    date: argument(dateInput, 'the publication day, e.g. 2016-03-08 or "8 March 2016"'),
    programme: option(programmeInput, { value: '<id>', help: 'the kind of inspection (default: ncpi)' }),
  },
  output: z.object({
    publishedOn: plainDate,
    milestones: z.array(
      z.object({
        id: z.string(),
        dueOn: plainDate,
        lastWorkingDay: plainDate,
        ground: z.string(),
        explanation: z.string(),
      }),
    ),
  }),
  run: ({ date, programme }, { terminal }) => {
    const milestones = buildMilestones(date, { programme, calendar: builtInCalendar });
    const document = {
      publishedOn: date,
      milestones: milestones.map(({ id, rule, dueOn, lastWorkingDay, explanation }) => {
        return { id, dueOn, lastWorkingDay, ground: rule.ground, explanation };
      }),
    };
    const text = (): string =>
      [
        `Published on ${formatDate(date)}: ${programme.name}.`,
        '',
        renderTable(
          milestones.map((milestone) => [
            shortDate(milestone.dueOn),
            shortDate(milestone.lastWorkingDay),
            milestone.rule.name,
            whoActs(milestone.rule, programme),
          ]),
          {
            columns: [
              { title: 'DUE', align: 'right' },
              { title: 'LAST WORKING DAY', align: 'right' },
              { title: 'WHAT', flexible: true },
              { title: 'WHO ACTS' },
            ],
            terminal,
          },
        ),
        ...milestones.map((milestone) => `\n${explanationOf(milestone, terminal)}`),
        ...holidayWarning(milestones, terminal),
      ].join('\n');
    return Promise.resolve({ document, text });
  },
});

function whoActs(rule: MilestoneRule, programme: Programme): string {
  if (rule.kind === 'duty') return nameOfRole(programme, rule.role);
  return rule.kind === 'round' ? `the ${programme.body.noun}` : 'us';
}

function explanationOf({ rule, explanation }: Milestone, { width, heading }: Terminal): string {
  const name = rule.name.charAt(0).toUpperCase() + rule.name.slice(1);
  return [
    heading(name),
    wrap(explanation, { width, indent: 2 }),
    wrap(`Ground: ${rule.ground}.`, { width, indent: 2 }),
  ].join('\n');
}

function holidayWarning(milestones: readonly Milestone[], { width }: Terminal): string[] {
  if (milestones.every((milestone) => areHolidaysKnown(milestone.dueOn, builtInCalendar))) return [];
  const { knownFrom, knownTo } = builtInCalendar;
  const sentence = `Bank holidays are known only from ${knownFrom.year} to ${knownTo.year}. In other years, every day from Monday to Friday counts as a working day.`;
  return ['', wrap(sentence, { width })];
}
