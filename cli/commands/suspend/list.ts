import * as z from 'zod';
import { plainDate } from '../../../shared/contracts/temporal.ts';
import { isAfter, isBefore, londonDate } from '../../../shared/domain/dates.ts';
import { defineCommand } from '../../command/command.ts';
import { shortDate } from '../../terminal/dates.ts';
import { renderTable } from '../../terminal/table.ts';

const states = ['to come', 'now', 'over'] as const;

export const listSuspensions = defineCommand({
  summary: 'List the times when all clocks were stopped',
  description:
    'It shows every suspension, with its reason. revisit show lists the pauses of a single follow-up. revisit audit --kind settings says who recorded a suspension.',
  examples: [{ line: 'revisit suspend list', says: 'every suspension, the oldest first' }],
  input: {},
  output: z.object({
    suspensions: z.array(
      z.object({
        from: plainDate,
        /** The first day on which the clocks run again. Absent if it is not known. */
        to: plainDate.optional(),
        reason: z.string(),
        state: z.enum(states),
      }),
    ),
  }),
  run: async (_input, { service, terminal }) => {
    const { settings, clock } = await service();
    const today = londonDate(clock.now());
    const suspensions = (await settings.suspensions()).map(({ from, to, reason }) => {
      const isOver = to !== undefined && !isAfter(to, today);
      const state: (typeof states)[number] = isBefore(today, from) ? 'to come' : isOver ? 'over' : 'now';
      return { from, to, reason, state };
    });
    const text = (): string =>
      suspensions.length === 0
        ? 'The clocks were never stopped for all follow-ups.'
        : renderTable(
            suspensions.map(({ from, to, reason, state }) => [
              shortDate(from),
              to === undefined ? '-' : shortDate(to),
              state,
              reason,
            ]),
            {
              columns: [
                { title: 'FROM', align: 'right' },
                { title: 'RUN AGAIN ON', align: 'right' },
                { title: 'STATE' },
                { title: 'WHY', flexible: true },
              ],
              terminal,
            },
          );
    return { document: { suspensions }, text };
  },
});
