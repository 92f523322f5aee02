import * as z from 'zod';
import { answerHandover, handoverAnswerOutput } from '../../changes/answer-handover.ts';
import { defineCommand, option } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const approveHandover = defineCommand({
  summary: 'Agree that somebody of another mail domain answers for the force',
  description:
    'Ring the force first where you do not know the address. You are asked before anything is sent.',
  examples: [{ line: 'revisit handover approve essex', says: 'the one that waits' }],
  input: {
    followUp: followUpArgument,
    id: option(z.string().optional(), { value: '<id>', help: 'which, where several wait' }),
  },
  output: handoverAnswerOutput,
  run: (asked, context) => answerHandover({ ...asked, agrees: true }, context),
});
