import * as z from 'zod';
import { instant, plainDate } from '../../../shared/contracts/temporal.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import { findFollowUp } from '../../../shared/use-cases/finding/find-follow-up.ts';
import { defineCommand } from '../../command/command.ts';
import { followUpToRead } from '../../input/parameters.ts';
import { shortDate } from '../../terminal/dates.ts';
import { renderTable } from '../../terminal/table.ts';

const stateWords = {
  done: 'done',
  'awaits-approval': 'waits for your answer',
  undone: 'undone by the body',
  refused: 'refused',
} as const;

export const listHandovers = defineCommand({
  summary: 'List the requests that a lead passed on to a colleague',
  description: 'The list also has handovers that wait for your approval.',
  examples: [{ line: 'revisit handover list essex', says: 'the handovers of one follow-up' }],
  input: { followUp: followUpToRead },
  output: z.object({
    handovers: z.array(
      z.object({
        id: z.string(),
        round: z.string(),
        from: z.string(),
        to: z.string(),
        email: z.string(),
        askedAt: instant,
        state: z.enum(['done', 'awaits-approval', 'undone', 'refused']),
        undoUntil: plainDate.optional(),
      }),
    ),
  }),
  run: async ({ followUp }, { service, terminal, nameOf }) => {
    const revisit = await service();
    const found = await findFollowUp(revisit, followUp);
    const { id } = found;
    const name = await nameOf(found);
    const known = await revisit.handovers.ofFollowUp(id);
    const handovers = known.map(({ fromName, toName, toEmail, ...handover }) => ({
      id: handover.id,
      round: handover.round,
      from: fromName,
      to: toName,
      email: toEmail,
      askedAt: handover.askedAt,
      state: handover.state,
      undoUntil: handover.undoUntil,
    }));
    const text = (): string => {
      if (handovers.length === 0) return `Nobody has passed on a request of ${id}.`;
      const table = renderTable(
        handovers.map((one) => [
          shortDate(londonDate(one.askedAt)),
          one.from,
          `${one.to} (${one.email})`,
          stateWords[one.state],
        ]),
        {
          columns: [
            { title: 'ASKED', align: 'right' },
            { title: 'FROM', flexible: true },
            { title: 'TO', flexible: true },
            { title: 'STATE', flexible: true },
          ],
          terminal,
        },
      );
      return handovers.some(({ state }) => state === 'awaits-approval')
        ? `${table}\n\nAnswer with revisit handover approve ${name} or revisit handover refuse ${name}.`
        : table;
    };
    return { document: { handovers }, text };
  },
});
