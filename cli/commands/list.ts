import { sharedBodyWords } from '../../shared/domain/body-words.ts';
import * as z from 'zod';
import { listFollowUps as run } from '../../shared/use-cases/desk/list-follow-ups.ts';
import { defineCommand, flag } from '../command/command.ts';
import { followUpDocument, followUpOutput } from '../output/follow-up-output.ts';
import { shortDueDate, shortPublished } from '../terminal/dates.ts';
import { isWorrying, standingWords, visitWords } from '../terminal/standing.ts';
import { renderTable } from '../terminal/table.ts';

export const listFollowUps = defineCommand({
  summary: 'List every follow-up with the date its revisit is due',
  description:
    'The revisit that is due first is at the top. Booked dates are confidential until you announce them.',
  examples: [
    { line: 'revisit list', says: 'follow-ups that run, are staged or are prepared' },
    { line: 'revisit list --json --as-of 2016-07-18', says: 'the list as it was on that day, for a program' },
  ],
  input: {
    all: flag('also show follow-ups that are closed or withdrawn'),
  },
  output: z.object({ followUps: z.array(followUpOutput) }),
  run: async ({ all }, { service, terminal }) => {
    const revisit = await service();
    const every = await run(revisit, revisit.clock.now());
    const shown = every.filter(({ followUp }) => all || !['withdrawn', 'closed'].includes(followUp.state));
    const text = (): string => {
      if (every.length === 0) {
        return 'There are no follow-ups yet. Start one with revisit publish <body> --on <date>, or many with revisit import <csv>.';
      }
      const table = renderTable(
        shown.map(({ followUp, bodyName, revisit: visit, standing }) => {
          const state = standingWords(standing);
          return [
            followUp.simulated ? `${bodyName} (SIMULATED)` : bodyName,
            shortPublished(followUp),
            visit === undefined || followUp.publishedFrom !== undefined ? '-' : shortDueDate(visit),
            visitWords(followUp, standing),
            isWorrying(standing) ? terminal.alert(state) : state,
          ];
        }),
        {
          columns: [
            {
              title: sharedBodyWords(shown.map(({ programme }) => programme.body)).column.toUpperCase(),
              flexible: true,
            },
            { title: 'PUBLISHED', align: 'right' },
            { title: 'REVISIT DUE', align: 'right', flexible: true },
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
