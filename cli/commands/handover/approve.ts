import * as z from 'zod';
import { answerHandover, handoverAnswerOutput } from '../../changes/answer-handover.ts';
import { defineCommand, option } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const approveHandover = defineCommand({
  summary: 'Approve a handover to someone in another mail domain',
  description:
    'The new person then answers for the body. If you do not know the address, ring the body first. The command asks before anything is sent.',
  examples: [{ line: 'revisit handover approve essex', says: 'approve the handover that waits' }],
  input: {
    followUp: followUpArgument,
    id: option(z.string().optional(), { value: '<id>', help: 'the handover, if several wait' }),
  },
  output: handoverAnswerOutput,
  run: (asked, context) => answerHandover({ ...asked, agrees: true }, context),
});
