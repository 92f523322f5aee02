import * as z from 'zod';
import { placeLegalHold as run } from '../../shared/use-cases/hold-legally.ts';
import { argument, defineCommand } from '../command.ts';
import { reasonOption } from '../input/parameters.ts';

export const placeLegalHold = defineCommand({
  summary: "Keep a force's people and mail from being erased",
  examples: [{ line: 'revisit legal-hold place essex --reason "inquiry 12"', says: 'until it is lifted' }],
  input: { force: argument(z.string(), 'the force, by id or name'), reason: reasonOption },
  output: z.object({ force: z.string(), reason: z.string() }),
  run: async (input, { service, by }) => {
    const { forceId, reason } = await run({ ...input, by }, await service());
    return {
      document: { force: forceId, reason },
      text: () => `Nothing of ${forceId} is erased until the hold is lifted.`,
    };
  },
});
