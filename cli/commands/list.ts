import * as z from 'zod';
import { listFollowUps as run } from '../../shared/use-cases/desk/list-follow-ups.ts';
import { defineCommand, flag } from '../command/command.ts';
import { followUpDocument, followUpOutput } from '../output/follow-up-output.ts';
import { shortDate } from '../terminal/dates.ts';
import { isWorrying, standingWords, visitWords } from '../terminal/standing.ts';
import { renderTable } from '../terminal/table.ts';

export const listFollowUps = defineCommand({
  summary: 'Every follow-up: when its revisit is due, and how that stands',
  description: 'The revisit that is due first is on top. Booked dates are confidential until announced.',
  examples: [
    { line: 'revisit list', says: 'what runs, what is staged, what is prepared' },
    { line: 'revisit list --json --as-of 2016-07-18', says: 'as it stood that day, for a program' },
  ],
  input: {
    all: flag('also those that were held in full or withdrawn'),
  },
  output: z.object({ followUps: z.array(followUpOutput) }),
  run: async ({ all }, { service, terminal }) => {
    const revisit = await service();
    const every = await run(revisit, revisit.clock.now());
    const shown = every.filter(({ followUp }) => all || !['withdrawn', 'closed'].includes(followUp.state));
    const text = (): string => {
      if (every.length === 0) {
        return 'No follow-ups yet. revisit publish <force> --on <date> begins one, revisit import <csv> many.';
      }
      const table = renderTable(
        shown.map(({ followUp, forceName, revisit: { dueOn }, standing }) => {
          const state = standingWords(standing);
          return [
            followUp.simulated ? `${forceName} (SIMULATED)` : forceName,
            shortDate(followUp.publishedOn),
            shortDate(dueOn),
            visitWords(followUp, standing),
            isWorrying(standing) ? terminal.alert(state) : state,
          ];
        }),
        {
          columns: [
            { title: 'FORCE', flexible: true },
            { title: 'PUBLISHED', align: 'right' },
            { title: 'REVISIT DUE', align: 'right' },
            { title: 'VISIT' },
            { title: 'STATE', flexible: true },
          ],
          terminal,
        },
      );
      const hidden = every.length - shown.length;
      return hidden === 0 ? table : `${table}\n\n${hidden} more: revisit list --all`;
    };
    return { document: { followUps: shown.map(followUpDocument) }, text };
  },
});
