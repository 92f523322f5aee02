import {
  planConfirmation,
  publishReport as record,
} from '../../../shared/use-cases/publication/publish-report.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { publicationDocument, publicationOutput } from '../../output/publication-output.ts';
import { publicationSummary, publicationText } from '../../terminal/publication.ts';

export const confirmPublication = defineCommand({
  summary: 'Confirm that a prepared report is published',
  description:
    'The clocks of the follow-up then start. The command shows which emails leave in the next four weeks, and asks first.',
  examples: [
    { line: 'revisit publish confirm kent', says: 'confirm the day that was prepared' },
    {
      line: 'revisit publish confirm kent --on 2016-06-09',
      says: 'confirm another day, and work out every date again',
    },
  ],
  input: {
    followUp: followUpArgument,
    on: option(dateInput.optional(), {
      value: '<date>',
      help: 'the day of publication (default: as prepared)',
    }),
  },
  output: publicationOutput,
  run: async (input, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const planned = await planConfirmation(revisit, input);
    if (planned.outcome !== 'present') {
      await confirm({
        summary: publicationSummary(planned, { terminal, now: revisit.clock.now() }),
        question: 'Is the report published?',
      });
    }
    const recorded = await record(revisit, { planned, by });
    return {
      document: publicationDocument(recorded),
      text: () => publicationText(recorded, { terminal, now: revisit.clock.now() }),
    };
  },
});
