import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { builtInCalendar, holidaysAreKnown } from '../../shared/domain/clocks/calendar.ts';
import { inWords } from '../../shared/domain/dates.ts';
import { milestonesFor, type Milestone } from '../../shared/domain/clocks/milestones.ts';
import { milestoneIds } from '../../shared/domain/programme.ts';
import { argument, defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { programmeInput } from '../input/programme-input.ts';
import { shortDate } from '../terminal/dates.ts';
import { renderTable } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

export const dueDate = defineCommand({
  summary: 'Every date that starts on a publication day, and why',
  description:
    'Works the dates out from the publication day alone, with the bank holidays that the product comes with. It asks no service, so suspensions, extensions and holidays added later are not in it: show has those.',
  examples: [
    { line: 'revisit due-date 2016-03-08', says: 'the dates of a report published on 8 March 2016' },
    { line: 'revisit due-date "31 August 2015" --json', says: 'the same as one JSON document' },
  ],
  input: {
    date: argument(dateInput, 'the publication day, e.g. 2016-03-08 or "8 March 2016"'),
    programme: option(programmeInput, { value: '<id>', help: 'the kind of inspection (default: ncpi)' }),
  },
  output: z.object({
    publishedOn: plainDate,
    milestones: z.array(
      z.object({
        id: z.enum(milestoneIds),
        dueOn: plainDate,
        lastWorkingDay: plainDate,
        ground: z.string(),
        explanation: z.string(),
      }),
    ),
  }),
  run: ({ date, programme }, { terminal }) => {
    const milestones = milestonesFor(date, { programme, calendar: builtInCalendar });
    const document = {
      publishedOn: date,
      milestones: milestones.map(({ id, rule, dueOn, lastWorkingDay, explanation }) => {
        return { id, dueOn, lastWorkingDay, ground: rule.ground, explanation };
      }),
    };
    const text = (): string =>
      [
        `Published on ${inWords(date)}: ${programme.name}.`,
        '',
        renderTable(
          milestones.map((milestone) => [
            shortDate(milestone.dueOn),
            shortDate(milestone.lastWorkingDay),
            milestone.rule.name,
            whoActs[milestone.rule.actor],
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

const whoActs = {
  force: 'the force',
  'local-policing-body': 'local policing body',
  inspectorate: 'us',
} as const;

function explanationOf({ rule, explanation }: Milestone, { width, heading }: Terminal): string {
  const name = rule.name.charAt(0).toUpperCase() + rule.name.slice(1);
  return [
    heading(name),
    wrap(explanation, { width, indent: 2 }),
    wrap(`Ground: ${rule.ground}.`, { width, indent: 2 }),
  ].join('\n');
}

function holidayWarning(milestones: readonly Milestone[], { width }: Terminal): string[] {
  if (milestones.every((milestone) => holidaysAreKnown(milestone.dueOn, builtInCalendar))) return [];
  const { knownFrom, knownTo } = builtInCalendar;
  const sentence = `Bank holidays are known from ${knownFrom.year} to ${knownTo.year} only. Elsewhere, every day from Monday to Friday counts as a working day.`;
  return ['', wrap(sentence, { width })];
}
