import { refuseContactChange } from '../../../shared/use-cases/replies/answer-contact-change.ts';
import { defineCommand } from '../../command/command.ts';
import { mailArgument, reasonOption } from '../../input/parameters.ts';
import { mailDocument, mailOutput } from '../../output/mail-output.ts';

export const refuseContact = defineCommand({
  summary: 'Leave the contacts as they are, whomever a mail names',
  description: 'Nobody is told by email: ring whoever wrote it.',
  examples: [
    {
      line: 'revisit contact refuse 2016-04-12-k3j9x2pd --reason "rang: Shaw stays"',
      says: 'with the reason',
    },
  ],
  input: { mail: mailArgument, reason: reasonOption },
  output: mailOutput,
  run: async ({ mail: id, reason }, { service, by }) => {
    const mail = await refuseContactChange(await service(), { mail: id, reason, by });
    return { document: mailDocument(mail), text: () => `${mail.id}: the contacts stay as they are.` };
  },
});
