import * as z from 'zod';
import { assignOwner as run } from '../../../shared/use-cases/publication/assign-owner.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const assignOwner = defineCommand({
  summary: 'Give a follow-up to another owner',
  examples: [{ line: 'revisit owner assign essex nair', says: 'Nair signs its emails from now on' }],
  input: {
    followUp: followUpArgument,
    owner: argument(z.string(), 'the owner, by id or name'),
  },
  output: z.object({ followUp: z.string(), owner: z.string(), changed: z.boolean() }),
  run: async (input, { service, by }) => {
    const { followUp, owner, changed } = await run(await service(), { ...input, by });
    return {
      document: { followUp: followUp.id, owner: owner.id, changed },
      text: () => `${owner.name} ${changed ? 'now' : 'already'} owns ${followUp.id}.`,
    };
  },
});
