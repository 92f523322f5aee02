import * as z from 'zod';
import { findLegalHold, liftLegalHold as run } from '../../../shared/use-cases/privacy/hold-legally.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { countOf } from '../../terminal/emails.ts';
import { wrap } from '../../terminal/wrap.ts';

export const liftLegalHold = defineCommand({
  summary: "Allow a body's people and mail to be erased again",
  description:
    'When the hold ends, Revisit deletes mail whose retention has ended. The command therefore asks first.',
  examples: [{ line: 'revisit legal-hold lift essex', says: 'lift the hold (asks first)' }],
  input: { body: argument(z.string(), 'the body, by id or name') },
  output: z.object({ force: z.string(), reason: z.string(), mails: z.int() }),
  run: async (input, { service, confirm, terminal }) => {
    const revisit = await service();
    const { hold, mails } = await findLegalHold(revisit, input);
    const { forceId, reason } = hold;
    await confirm({
      summary: wrap(
        `The hold on ${forceId} (${reason}) keeps ${countOf(mails, 'email')}. Revisit deletes those whose retention has ended.`,
        terminal,
      ),
      question: 'Lift it?',
    });
    await run(revisit, input);
    return {
      document: { force: forceId, reason, mails },
      text: () =>
        wrap(
          `The hold on ${forceId} is lifted. It kept ${countOf(mails, 'email')}. Those whose retention has ended are deleted.`,
          terminal,
        ),
    };
  },
});
