import * as z from 'zod';
import { liftLegalHold as run } from '../../shared/use-cases/hold-legally.ts';
import { argument, defineCommand } from '../command.ts';

export const liftLegalHold = defineCommand({
  summary: "Let a force's people and mail be erased again",
  examples: [{ line: 'revisit legal-hold lift essex', says: 'erases nothing by itself' }],
  input: { force: argument(z.string(), 'the force, by id or name') },
  output: z.object({ force: z.string(), reason: z.string() }),
  run: async (input, { service }) => {
    const { forceId, reason } = await run(input, await service());
    return { document: { force: forceId, reason }, text: () => `The hold on ${forceId} is lifted.` };
  },
});
