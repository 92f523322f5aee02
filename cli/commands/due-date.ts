import { nameOfRole, type MilestoneRule, type Programme } from '../../shared/domain/programme.ts';
import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import {
  builtInCalendar,
  areHolidaysKnown,
  calendarOf,
  type WorkingCalendar,
} from '../../shared/domain/clocks/calendar.ts';
import { countries, countryNames } from '../../shared/domain/country.ts';
import { formatDate, type PlainDate } from '../../shared/domain/dates.ts';
import { buildMilestonesOn, type Milestone } from '../../shared/domain/clocks/milestones.ts';
import { argument, defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { shippedProgrammes } from '../../shared/contracts/shipped-programmes.ts';
import { shippedOrFile } from '../input/programme-input.ts';
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
    date: argument(dateInput, 'the day that starts the clocks, e.g. 2016-03-08 or "8 March 2016"'),
    programme: option(z.string().min(1).optional(), {
      value: '<id or file>',
      help: 'a programme that comes with Revisit, or a file (default: ncpi)',
    }),
  },
  output: z.object({
    publishedOn: plainDate,
    programme: z.string(),
    /** The years whose bank holidays the dates take into account. */
    holidaysKnown: z.object({ country: z.enum(countries), from: plainDate, to: plainDate }),
    milestones: z.array(
      z.object({
        id: z.string(),
        dueOn: plainDate,
        lastWorkingDay: plainDate,
        noEarlierThan: plainDate.optional(),
        ground: z.string(),
        explanation: z.string(),
      }),
    ),
    /** The milestones whose date the report gives. */
    given: z.array(z.string()),
  }),
  run: async ({ date, programme: written }, { terminal }) => {
    const programme = await shippedOrFile(written ?? defaultProgramme(), { field: 'programme' });
    const calendar = calendarOf(programme, builtInCalendar);
    const milestones = buildMilestonesOn(date, { programme, calendar });
    const given = programme.milestones.filter(({ due }) => 'given' in due);
    const { country, knownFrom, knownTo } = calendar;
    const document = {
      publishedOn: date,
      programme: programme.id,
      holidaysKnown: { country, from: knownFrom, to: knownTo },
      milestones: milestones.map((milestone) => ({
        id: milestone.id,
        dueOn: milestone.dueOn,
        lastWorkingDay: milestone.lastWorkingDay,
        noEarlierThan: milestone.noEarlierThan,
        ground: milestone.rule.ground,
        explanation: milestone.explanation,
      })),
      given: given.map(({ id }) => id),
    };
    const text = (): string =>
      [
        `${startedOn(date, programme)}: ${programme.name}.`,
        ...everyStart(programme, terminal),
        '',
        dateTable(milestones, { programme, terminal }),
        ...milestones.map((milestone) => `\n${explanationOf(milestone, terminal)}`),
        ...given.map(({ name }) => `\n${terminal.heading(name)}\n  The report gives this date.`),
        '',
        wrap(holidaySentence(milestones, calendar), terminal),
      ].join('\n');
    return { document, text };
  },
});

function defaultProgramme(): string {
  return [...shippedProgrammes.keys()][0] ?? '';
}

/** Returns e.g. "Published on 8 March 2016". */
function startedOn(date: PlainDate, { milestones }: Programme): string {
  const name = milestones.find(({ kind }) => kind === 'start')?.name ?? 'publication';
  return name === 'publication'
    ? `Published on ${formatDate(date)}`
    : `${name.charAt(0).toUpperCase()}${name.slice(1)} on ${formatDate(date)}`;
}

/** Says that the one date stands for every day that the clocks count from, if there are several. */
function everyStart({ recordedDays, milestones }: Programme, terminal: Terminal): string[] {
  const waits = milestones.some(({ due }) => 'when' in due && due.when !== undefined && due.when !== 'due');
  if (recordedDays.length === 0 && !waits) return [];
  const days = recordedDays.map(({ name }) => name).join(', or ');
  const sentence = `The same day stands for everything that a clock counts from${days === '' ? '' : `: the day when ${days}`}.`;
  return [wrap(sentence, terminal)];
}

function dateTable(
  milestones: readonly Milestone[],
  { programme, terminal }: { programme: Programme; terminal: Terminal },
): string {
  return renderTable(
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
  );
}

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

/** Says which bank holidays the dates take into account. The service may know others. */
function holidaySentence(milestones: readonly Milestone[], calendar: WorkingCalendar): string {
  const { country, knownFrom, knownTo } = calendar;
  const known = `These dates know the bank holidays of ${countryNames[country]} from ${knownFrom.year} to ${knownTo.year} that come with Revisit. They do not know a holiday that an admin added. revisit explain <follow-up> does.`;
  return milestones.every((milestone) => areHolidaysKnown(milestone.dueOn, calendar))
    ? known
    : `${known} In other years, every day from Monday to Friday counts as a working day.`;
}
