import * as z from 'zod';
import { answerHandover, handoverAnswerOutput } from '../../changes/answer-handover.ts';
import { defineCommand, option } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const refuseHandover = defineCommand({
  summary: 'The lead stays: somebody of another mail domain may not answer',
  examples: [{ line: 'revisit handover refuse essex', says: 'the one that waits' }],
  input: {
    followUp: followUpArgument,
    id: option(z.string().optional(), { value: '<id>', help: 'which, where several wait' }),
  },
  output: handoverAnswerOutput,
  run: (asked, context) => answerHandover({ ...asked, agrees: false }, context),
});
