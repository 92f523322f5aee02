import * as z from 'zod';
import { assignMail as run, mailAssignment } from '../../../shared/use-cases/replies/settle-mail.ts';
import { defineCommand, flag, option } from '../../command/command.ts';
import { followUpArgument, mailArgument } from '../../input/parameters.ts';
import { mailDocument, mailOutput } from '../../output/mail-output.ts';
import { mailReasonWords } from '../../../shared/wording/en/mail-reasons.ts';

export const assignMail = defineCommand({
  summary: 'Say which follow-up a mail is about',
  description:
    'An answer goes into the form of the round, under the recommendations it names, and the contact is told; nothing counts until they send it. Everything else is kept with the follow-up.',
  examples: [
    { line: 'revisit inbox assign 2016-04-18-k3j9x2pd essex', says: 'asks first' },
    { line: 'revisit inbox assign 2016-04-18-k3j9x2pd essex --on-file', says: 'puts nothing into the form' },
  ],
  input: {
    mail: mailArgument,
    followUp: followUpArgument,
    contact: option(z.string().optional(), {
      value: '<contact>',
      help: 'whose words they are (default: the sender, else the lead)',
    }),
    onFile: flag('only keep it with the follow-up'),
  },
  output: mailOutput,
  run: async (input, { service, by, confirm }) => {
    const revisit = await service();
    const assignment = await mailAssignment(revisit, input);
    const { mail, followUp, contact, how } = assignment;
    await confirm({
      summary:
        how === 'into-draft'
          ? `${mail.id} goes into the form of ${followUp.id} as the words of ${contact?.name ?? 'nobody'}, who is emailed the link.`
          : `${mail.id} is kept with ${followUp.id}; nothing goes into its form.`,
      question: 'Go on?',
    });
    const kept = await run(revisit, { assignment, by });
    return {
      document: mailDocument(kept),
      text: () => `${kept.id}, ${followUp.id}: ${mailReasonWords[kept.reason]}.`,
    };
  },
});
