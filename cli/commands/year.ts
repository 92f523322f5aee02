import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { inWords, isAfter, londonDate } from '../../shared/domain/dates.ts';
import {
  yearEntries,
  yearFigures,
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

const verdicts = ['in time', 'late', 'not held', 'still to come', 'suspended or withdrawn'] as const;

export const countYear = defineCommand({
  summary: 'The annual figures: revisits due, in time, late, not held',
  description:
    'Every revisit whose original date lies in the stretch, counted against that date: moving a date never improves a figure. A visit known only to a month that holds the date counts as late.',
  examples: [
    { line: 'revisit year --from 2015-04-01 --to 2016-03-31', says: 'a financial year' },
    { line: 'revisit year --from 2015-04-01 --to 2016-03-31 --not-held', says: 'also which were not held' },
  ],
  input: {
    from: option(dateInput, { value: '<date>', help: 'the first day' }),
    to: option(dateInput, { value: '<date>', help: 'the last day' }),
    notHeld: flag('list those that were not held'),
    reasons: flag('list those that were late, suspended or withdrawn, with the reason on record'),
  },
  output: z.object({
    from: plainDate,
    to: plainDate,
    due: z.int(),
    inTime: z.int(),
    late: z.int(),
    notHeld: z.int(),
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
        /** Known only to the month: counted as late. */
        cannotTell: z.boolean(),
        lateReason: z.string().optional(),
      }),
    ),
  }),
  run: async (input, { service, terminal }) => {
    const { from, to } = input;
    if (isAfter(from, to)) {
      throw new ServiceError('bad-input', `The stretch would end on ${inWords(to)}, before it begins.`, {
        field: 'to',
      });
    }
    const revisit = await service();
    const now = revisit.clock.now();
    const entries = yearEntries(await listFollowUps(revisit, now), { from, to, today: londonDate(now) });
    const figures = yearFigures(entries);
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
          ...listed(entries, { input, terminal }),
          'Against original dates. Visits with unknown day count as late.',
          ...simulatedNote(entries),
        ].join('\n'),
    };
  },
});

/** As DESK.md has it: `  late  4  33%  median 31 days, longest 63`. */
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

function listed(
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
    return wrap(`${followUp.id}, due ${shortDate(originalDueOn)}: ${verdict}${days}; ${reason}`, {
      ...terminal,
      indent: 2,
    });
  });
}

function simulatedNote(entries: readonly YearEntry[]): string[] {
  const count = entries.filter(({ followUp }) => followUp.simulated).length;
  return count === 0 ? [] : [`${count} of them SIMULATED.`];
}
