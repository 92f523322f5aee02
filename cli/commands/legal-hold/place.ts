import * as z from 'zod';
import { placeLegalHold as run } from '../../../shared/use-cases/privacy/hold-legally.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { countOf } from '../../terminal/emails.ts';
import { wrap } from '../../terminal/wrap.ts';
import { reasonOption } from '../../input/parameters.ts';

export const placeLegalHold = defineCommand({
  summary: "Stop a body's people and mail from being erased",
  description:
    'While the hold is in place, Revisit keeps all mail of the body beyond its retention, and refuses revisit contact erase.',
  examples: [
    {
      line: 'revisit legal-hold place essex --reason "inquiry 12"',
      says: 'hold everything until you lift it',
    },
  ],
  input: { body: argument(z.string(), 'the body, by id or name'), reason: reasonOption },
  output: z.object({ force: z.string(), reason: z.string(), mails: z.int() }),
  run: async (input, { service, by, terminal }) => {
    const { hold, mails } = await run(await service(), { ...input, by });
    const { forceId, reason } = hold;
    return {
      document: { force: forceId, reason, mails },
      text: () =>
        wrap(
          `Nothing of ${forceId} is erased until you lift the hold. It keeps ${countOf(mails, 'email')} so far.`,
          terminal,
        ),
    };
  },
});
