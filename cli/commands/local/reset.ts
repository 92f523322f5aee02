import { resolve } from 'node:path';
import * as z from 'zod';
import { filesOfHome, resetHome } from '../../../local/reset-home.ts';
import { defineCommand } from '../../command/command.ts';
import { homeOf } from '../../service/find-environment.ts';

export const resetLocal = defineCommand({
  summary: 'Delete everything local: table, queues, mail, clock',
  description:
    'Asks first. Anything else in the folder is left alone. A service that runs must be stopped before.',
  examples: [{ line: 'revisit local reset --yes', says: 'start from nothing' }],
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
        deleted.length === 0 ? `Nothing of ours is in ${home}.` : `Everything local in ${home} is deleted.`,
    };
  },
});
