import { refuseContactChange } from '../../../shared/use-cases/replies/answer-contact-change.ts';
import { defineCommand } from '../../command/command.ts';
import { mailArgument, reasonOption } from '../../input/parameters.ts';
import { mailDocument, mailOutput } from '../../output/mail-output.ts';

export const refuseContact = defineCommand({
  summary: 'Refuse a contact change that an email suggested',
  description:
    'The contacts stay as they are. Revisit does not email anyone, so ring the person who wrote the email.',
  examples: [
    {
      line: 'revisit contact refuse 2016-04-12-k3j9x2pd --reason "rang: Shaw stays"',
      says: 'refuse it and record the reason',
    },
  ],
  input: { mail: mailArgument, reason: reasonOption },
  output: mailOutput,
  run: async ({ mail: id, reason }, { service, by }) => {
    const mail = await refuseContactChange(await service(), { mail: id, reason, by });
    return { document: mailDocument(mail), text: () => `${mail.id}: the contacts stay as they are.` };
  },
});
