import * as z from 'zod';
import { assignMail as run, planMailAssignment } from '../../../shared/use-cases/replies/settle-mail.ts';
import { defineCommand, flag, option } from '../../command/command.ts';
import { followUpArgument, mailArgument } from '../../input/parameters.ts';
import { mailDocument, mailOutput } from '../../output/mail-output.ts';
import { mailReasonWords } from '../../../shared/wording/en/mail-reasons.ts';

export const assignMail = defineCommand({
  summary: 'Assign an incoming email to a follow-up',
  description:
    'If the email is an answer, Revisit puts it into the form of the round, under the recommendations that it names, and tells the contact. It counts only when the contact sends the form. Revisit keeps any other email with the follow-up.',
  examples: [
    { line: 'revisit inbox assign 2016-04-18-k3j9x2pd essex', says: 'assign it (asks first)' },
    {
      line: 'revisit inbox assign 2016-04-18-k3j9x2pd essex --on-file',
      says: 'keep it without putting it into the form',
    },
  ],
  input: {
    mail: mailArgument,
    followUp: followUpArgument,
    contact: option(z.string().optional(), {
      value: '<contact>',
      help: 'the contact who wrote it (default: the sender, or else the lead)',
    }),
    onFile: flag('only keep it with the follow-up'),
  },
  output: mailOutput,
  run: async (input, { service, by, confirm }) => {
    const revisit = await service();
    const assignment = await planMailAssignment(revisit, input);
    const { mail, followUp, contact, how } = assignment;
    await confirm({
      summary:
        how === 'into-draft'
          ? `Revisit will put ${mail.id} into the form of ${followUp.id} as the words of ${contact?.name ?? 'nobody'}, and email them the link.`
          : `Revisit will keep ${mail.id} with ${followUp.id}, and put nothing into its form.`,
      question: 'Assign it?',
    });
    const kept = await run(revisit, { assignment, by });
    return {
      document: mailDocument(kept),
      text: () => `${kept.id}, ${followUp.id}: ${mailReasonWords[kept.reason]}.`,
    };
  },
});
