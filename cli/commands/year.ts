import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { formatDate, isAfter, londonDate } from '../../shared/domain/dates.ts';
import {
  listYearEntries,
  countYearFigures,
  type YearEntry,
  type YearFigures,
} from '../../shared/domain/visits/year-figures.ts';
import { ServiceError } from '../../shared/errors.ts';
import { listFollowUps } from '../../shared/use-cases/desk/list-follow-ups.ts';
import { defineCommand, flag, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { shortDate } from '../terminal/dates.ts';
import { countOf } from '../terminal/emails.ts';
import { renderTable } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

const verdicts = [
  'in time',
  'late',
  'not held',
  'not known',
  'still to come',
  'suspended or withdrawn',
] as const;

export const countYear = defineCommand({
  summary: 'Count the revisits that were due, in time, late or not held',
  description:
    'These are the annual figures. They count every revisit with an original due date in the period, and judge it against that date. Moving a date therefore never improves a figure. If only the month of a visit is known and the due date is in that month, the visit counts as late.',
  examples: [
    { line: 'revisit year --from 2015-04-01 --to 2016-03-31', says: 'the figures of a financial year' },
    {
      line: 'revisit year --from 2015-04-01 --to 2016-03-31 --not-held',
      says: 'the figures, and a list of those that were not held',
    },
  ],
  input: {
    from: option(dateInput, { value: '<date>', help: 'the first day' }),
    to: option(dateInput, { value: '<date>', help: 'the last day' }),
    notHeld: flag('list the revisits that were not held'),
    reasons: flag('list the revisits that were late, suspended or withdrawn, with the reason'),
  },
  output: z.object({
    from: plainDate,
    to: plainDate,
    due: z.int(),
    inTime: z.int(),
    late: z.int(),
    notHeld: z.int(),
    /** Over before Revisit knew of them, with no visit on record. */
    notKnown: z.int(),
    stillToCome: z.int(),
    suspendedOrWithdrawn: z.int(),
    medianDaysLate: z.int().optional(),
    longestDaysLate: z.int().optional(),
    revisits: z.array(
      z.object({
        followUp: z.string(),
        force: z.string(),
        originallyDueOn: plainDate,
        verdict: z.enum(verdicts),
        daysLate: z.int().optional(),
        /** True if only the month is known and the due date is in it. Such a visit counts as late. */
        cannotTell: z.boolean(),
        lateReason: z.string().optional(),
      }),
    ),
  }),
  run: async (input, { service, terminal }) => {
    const { from, to } = input;
    if (isAfter(from, to)) {
      throw new ServiceError(
        'bad-input',
        `The period ends on ${formatDate(to)}, before it begins. Give a later day with --to.`,
        {
          field: 'to',
        },
      );
    }
    const revisit = await service();
    const now = revisit.clock.now();
    const entries = listYearEntries(await listFollowUps(revisit, now), { from, to, today: londonDate(now) });
    const figures = countYearFigures(entries);
    const revisits = entries.map(({ followUp, originalDueOn, verdict, daysLate, cannotTell }) => ({
      followUp: followUp.id,
      force: followUp.forceId,
      originallyDueOn: originalDueOn,
      verdict,
      daysLate,
      cannotTell,
      lateReason: followUp.lateReason,
    }));
    return {
      document: { from, to, ...figures, revisits },
      text: () =>
        [
          ...figuresText(figures, terminal),
          ...revisitLines(entries, { input, terminal }),
          'Counted against original dates. A visit whose day is not known counts as late.',
          ...simulatedNote(entries),
        ].join('\n'),
    };
  },
});

/** Renders the figures as a table, with rows such as `  late  4  33%  median 31 days, longest 63`. */
function figuresText(figures: YearFigures, terminal: Terminal): string[] {
  const share = (count: number): string =>
    figures.due === 0 ? '' : `${Math.round((count / figures.due) * 100)}%`;
  const { medianDaysLate, longestDaysLate } = figures;
  const lateness =
    medianDaysLate === undefined || longestDaysLate === undefined
      ? ''
      : `median ${countOf(medianDaysLate, 'day')}, longest ${longestDaysLate}`;
  const row = (name: string, { count, note = '' }: { count: number; note?: string }): string[] => [
    name,
    String(count),
    share(count),
    note,
  ];
  const rows = [
    ['Revisits due', String(figures.due), '', ''],
    row('  in time', { count: figures.inTime }),
    row('  late', { count: figures.late, note: lateness }),
    row('  not held', {
      count: figures.notHeld,
      note: figures.notHeld > 0 ? '--not-held lists them' : '',
    }),
    ...(figures.notKnown === 0
      ? []
      : [row('  not known', { count: figures.notKnown, note: 'over before it was recorded' })]),
    row('  suspended, withdrawn', {
      count: figures.suspendedOrWithdrawn,
      note: figures.suspendedOrWithdrawn > 0 ? '--reasons' : '',
    }),
    ...(figures.stillToCome === 0 ? [] : [row('  still to come', { count: figures.stillToCome })]),
  ];
  return [
    renderTable(rows, {
      columns: [
        { title: '' },
        { title: '', align: 'right' },
        { title: '', align: 'right' },
        { title: '', flexible: true },
      ],
      terminal,
    }),
  ];
}

function revisitLines(
  entries: readonly YearEntry[],
  { input, terminal }: { input: { notHeld: boolean; reasons: boolean }; terminal: Terminal },
): string[] {
  const shown = entries.filter(
    ({ verdict }) =>
      (input.notHeld && verdict === 'not held') ||
      (input.reasons && (verdict === 'late' || verdict === 'suspended or withdrawn')),
  );
  return shown.map(({ followUp, originalDueOn, verdict, daysLate, cannotTell }) => {
    const days = cannotTell ? ', day unknown' : daysLate === undefined ? '' : ` ${countOf(daysLate, 'day')}`;
    const reason = followUp.lateReason ?? 'no reason on record';
    return wrap(
      `${followUp.id}, ${followUp.publishedFrom === undefined ? `due ${shortDate(originalDueOn)}` : 'due on a day that is not known'}: ${verdict}${days}; ${reason}`,
      {
        ...terminal,
        indent: 2,
      },
    );
  });
}

function simulatedNote(entries: readonly YearEntry[]): string[] {
  const count = entries.filter(({ followUp }) => followUp.simulated).length;
  return count === 0 ? [] : [`${count} of them ${count === 1 ? 'is' : 'are'} SIMULATED.`];
}
