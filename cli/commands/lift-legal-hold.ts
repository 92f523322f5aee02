import * as z from 'zod';
import { liftLegalHold as run } from '../../shared/use-cases/hold-legally.ts';
import { argument, defineCommand } from '../command.ts';
import { countOf } from '../terminal/emails.ts';

export const liftLegalHold = defineCommand({
  summary: "Let a force's people and mail be erased again",
  examples: [{ line: 'revisit legal-hold lift essex', says: 'mail whose retention has ended goes' }],
  input: { force: argument(z.string(), 'the force, by id or name') },
  output: z.object({ force: z.string(), reason: z.string(), mails: z.int() }),
  run: async (input, { service }) => {
    const { hold, mails } = await run(input, await service());
    const { forceId, reason } = hold;
    return {
      document: { force: forceId, reason, mails },
      text: () =>
        `The hold on ${forceId} is lifted. Of ${countOf(mails, 'mail')}, those whose retention has ended are gone.`,
    };
  },
});
