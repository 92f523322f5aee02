import * as z from 'zod';
import { instant } from '../../shared/contracts/temporal.ts';
import { findFollowUp } from '../../shared/use-cases/finding/find-follow-up.ts';
import { defineCommand, flag } from '../command/command.ts';
import { followUpToRead } from '../input/parameters.ts';
import { momentWords } from '../terminal/notices.ts';
import { renderTable } from '../terminal/table.ts';

export const showAudit = defineCommand({
  summary: 'Show who changed a follow-up, when and why',
  description:
    'Revisit writes each entry in the same transaction as the change, and never edits it. The audit does not hold answers or addresses.',
  examples: [{ line: 'revisit audit essex', says: 'every change since the first day' }],
  input: {
    followUp: followUpToRead,
    people: flag("show the changes to the body's contacts and names instead"),
  },
  output: z.object({
    followUp: z.string(),
    entries: z.array(z.object({ at: instant, by: z.string(), action: z.string(), summary: z.string() })),
  }),
  run: async (input, { service, terminal }) => {
    const revisit = await service();
    const followUp = await findFollowUp(revisit, input.followUp);
    const entries = input.people
      ? await revisit.people.bodyAudit(followUp.forceId)
      : await revisit.followUps.audit(followUp.id);
    return {
      document: { followUp: followUp.id, entries: [...entries] },
      text: () =>
        renderTable(
          entries.map(({ at, by, action, summary }) => [momentWords(at), by, action, summary]),
          {
            columns: [
              { title: 'WHEN', align: 'right' },
              { title: 'WHO' },
              { title: 'DID' },
              { title: 'WHAT', flexible: true },
            ],
            terminal,
          },
        ),
    };
  },
});
