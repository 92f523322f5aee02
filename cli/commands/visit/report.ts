import * as z from 'zod';
import { formatDate } from '../../../shared/domain/dates.ts';
import { recordVisitReport as run } from '../../../shared/use-cases/visits/record-visit-report.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';

export const recordVisitReport = defineCommand({
  summary: 'Record the report on the revisit',
  description: 'The date of this report does not affect the clock, which counts only the visit.',
  examples: [
    {
      line: 'revisit visit report essex --on 2017-01-24 --url https://inspectorate.example/essex-review',
      says: 'record a report published on 24 January 2017',
    },
  ],
  input: {
    followUp: followUpArgument,
    on: option(dateInput, { value: '<date>', help: 'the day of publication' }),
    url: option(z.url({ error: 'must be a web address, e.g. https://…' }).optional(), {
      value: '<url>',
      help: 'the web address of the report',
    }),
  },
  output: followUpOutput,
  run: async ({ followUp, on, url }, { service, by }) => {
    const revisit = await service();
    const summary = await summarise(revisit, await run(revisit, { followUp, publishedOn: on, url, by }));
    return {
      document: followUpDocument(summary),
      text: () => `${summary.bodyName}: the report on the revisit was published on ${formatDate(on)}.`,
    };
  },
});
