import * as z from 'zod';
import { instant } from '../../../shared/contracts/temporal.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import { defineCommand } from '../../command/command.ts';
import { shortDate } from '../../terminal/dates.ts';
import { renderTable } from '../../terminal/table.ts';

export const listLegalHolds = defineCommand({
  summary: 'List the legal holds and their reasons',
  examples: [{ line: 'revisit legal-hold list', says: 'the legal holds of every body' }],
  input: {},
  output: z.object({
    holds: z.array(z.object({ force: z.string(), reason: z.string(), since: instant, by: z.string() })),
  }),
  run: async (_input, { service, terminal }) => {
    const { legalHolds } = await service();
    const holds = (await legalHolds.list()).map(({ forceId, reason, since, by }) => ({
      force: forceId,
      reason,
      since,
      by,
    }));
    const text = (): string =>
      holds.length === 0
        ? 'There are no legal holds.'
        : renderTable(
            holds.map(({ force: body, reason, since, by }) => [
              body,
              reason,
              shortDate(londonDate(since)),
              by,
            ]),
            {
              columns: [
                { title: 'BODY' },
                { title: 'WHY', flexible: true },
                { title: 'SINCE', align: 'right' },
                { title: 'BY' },
              ],
              terminal,
            },
          );
    return { document: { holds }, text };
  },
});
