import { discardMail as run } from '../../../shared/use-cases/replies/settle-mail.ts';
import { defineCommand } from '../../command/command.ts';
import { mailArgument, reasonOption } from '../../input/parameters.ts';
import { mailDocument, mailOutput } from '../../output/mail-output.ts';

export const discardMail = defineCommand({
  summary: 'Discard an incoming email that needs no action',
  description:
    'The email leaves the holding pen, and stays on record until its retention ends. You cannot change the reason later.',
  examples: [
    {
      line: 'revisit inbox discard 2016-04-18-k3j9x2pd --reason "advertising"',
      says: 'discard it and record the reason',
    },
  ],
  input: { mail: mailArgument, reason: reasonOption },
  output: mailOutput,
  run: async ({ mail: id, reason }, { service, by }) => {
    const mail = await run(await service(), { id, reason, by });
    return { document: mailDocument(mail), text: () => `${mail.id} is discarded.` };
  },
});
