import { resolve } from 'node:path';
import * as z from 'zod';
import { filesOfHome, resetHome } from '../../../local/reset-home.ts';
import { defineCommand } from '../../command/command.ts';
import { homeOf } from '../../service/find-environment.ts';

export const resetLocal = defineCommand({
  summary: 'Delete all local data',
  description:
    'Deletes the local table, queues, mail and clock, and nothing else in the folder. Stop the local service first. The command asks before it deletes.',
  examples: [{ line: 'revisit local reset --yes', says: 'delete everything without a question' }],
  input: {},
  output: z.object({ home: z.string(), deleted: z.array(z.string()) }),
  run: async (_, { environment, confirm }) => {
    const home = resolve(homeOf(environment));
    const deleted = filesOfHome(home);
    if (deleted.length > 0) {
      await confirm({
        summary: `In ${home} these will be deleted: ${deleted.join(', ')}.`,
        question: 'Delete them?',
      });
      await resetHome(home);
    }
    return {
      document: { home, deleted },
      text: () =>
        deleted.length === 0 ? `There is no local data in ${home}.` : `All local data in ${home} is deleted.`,
    };
  },
});
