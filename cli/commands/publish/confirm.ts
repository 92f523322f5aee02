import * as z from 'zod';
import {
  planConfirmation,
  publishReport as record,
} from '../../../shared/use-cases/publication/publish-report.ts';
import { argument, defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { publicationDocument, publicationOutput } from '../../output/publication-output.ts';
import { publicationSummary, publicationText } from '../../terminal/publication.ts';

export const confirmPublication = defineCommand({
  summary: 'A prepared report is out: its clocks run from now on',
  description: 'Shows what leaves in the next four weeks, and asks.',
  examples: [
    { line: 'revisit publish confirm kent', says: 'published on the day it was prepared for' },
    {
      line: 'revisit publish confirm kent --on 2016-06-09',
      says: 'published a week later: every date is worked out again',
    },
  ],
  input: {
    followUp: argument(z.string(), 'the follow-up, by id or force'),
    on: option(dateInput.optional(), { value: '<date>', help: 'the day of publication, where it slipped' }),
  },
  output: publicationOutput,
  run: async (input, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const planned = await planConfirmation(revisit, input);
    if (planned.outcome !== 'present') {
      await confirm({ summary: publicationSummary(planned, terminal), question: 'Is the report out?' });
    }
    const recorded = await record(revisit, { planned, by });
    return { document: publicationDocument(recorded), text: () => publicationText(recorded, terminal) };
  },
});
