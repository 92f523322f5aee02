import { discardMail as run } from '../../../shared/use-cases/replies/settle-mail.ts';
import { defineCommand } from '../../command/command.ts';
import { mailArgument, reasonOption } from '../../input/parameters.ts';
import { mailDocument, mailOutput } from '../../output/mail-output.ts';

export const discardMail = defineCommand({
  summary: 'Say that nothing follows from a mail',
  description: 'It leaves the holding pen and stays on record until its retention ends.',
  examples: [
    { line: 'revisit inbox discard 2016-04-18-k3j9x2pd --reason "advertising"', says: 'with the reason' },
  ],
  input: { mail: mailArgument, reason: reasonOption },
  output: mailOutput,
  run: async ({ mail: id, reason }, { service, by }) => {
    const mail = await run(await service(), { id, reason, by });
    return { document: mailDocument(mail), text: () => `${mail.id} is discarded.` };
  },
});
