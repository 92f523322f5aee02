import * as z from 'zod';
import { answerHandover, handoverAnswerOutput } from '../../changes/answer-handover.ts';
import { defineCommand, option } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const refuseHandover = defineCommand({
  summary: 'Refuse a handover to someone in another mail domain',
  description: 'The lead stays the same. Revisit does not email them, so ring them.',
  examples: [{ line: 'revisit handover refuse essex', says: 'refuse the handover that waits' }],
  input: {
    followUp: followUpArgument,
    id: option(z.string().optional(), { value: '<id>', help: 'the handover, if several wait' }),
  },
  output: handoverAnswerOutput,
  run: (asked, context) => answerHandover({ ...asked, agrees: false }, context),
});
