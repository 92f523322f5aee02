import * as z from 'zod';
import { placeLegalHold as run } from '../../../shared/use-cases/privacy/hold-legally.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { countOf } from '../../terminal/emails.ts';
import { wrap } from '../../terminal/wrap.ts';
import { reasonOption } from '../../input/parameters.ts';

export const placeLegalHold = defineCommand({
  summary: "Keep a force's people and mail from being erased",
  description:
    'Mail that is here, and mail that comes while it stands, is kept beyond its retention, and contact erase is refused.',
  examples: [{ line: 'revisit legal-hold place essex --reason "inquiry 12"', says: 'until it is lifted' }],
  input: { force: argument(z.string(), 'the force, by id or name'), reason: reasonOption },
  output: z.object({ force: z.string(), reason: z.string(), mails: z.int() }),
  run: async (input, { service, by, terminal }) => {
    const { hold, mails } = await run(await service(), { ...input, by });
    const { forceId, reason } = hold;
    return {
      document: { force: forceId, reason, mails },
      text: () =>
        wrap(
          `Nothing of ${forceId} is erased until the hold is lifted; ${countOf(mails, 'mail')} kept beyond retention so far.`,
          terminal,
        ),
    };
  },
});
