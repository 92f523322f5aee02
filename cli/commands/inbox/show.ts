import * as z from 'zod';
import { lookAtMail } from '../../../shared/use-cases/replies/look-at-mail.ts';
import { defineCommand } from '../../command/command.ts';
import { mailArgument } from '../../input/parameters.ts';
import { mailDocument, mailOutput } from '../../output/mail-output.ts';
import { renderMail, hideTokens } from '../../terminal/mail.ts';

export const showMail = defineCommand({
  summary: 'Show one incoming email and what it may be about',
  description:
    'The text of the email is OFFICIAL-SENSITIVE. The audit records that you read it. Revisit does not open an email that carries a virus.',
  examples: [
    { line: 'revisit inbox show 2016-04-18-k3j9x2pd', says: 'the email, with the commands that fit' },
  ],
  input: { mail: mailArgument },
  output: mailOutput.extend({
    subject: z.string().optional(),
    text: z.string().optional(),
    /** The follow-ups that it may be about, and why. */
    suggestions: z.array(z.object({ followUp: z.string(), ground: z.string().optional() })),
  }),
  run: async ({ mail: id }, { service, terminal, nameOf, by }) => {
    const revisit = await service();
    const seen = await lookAtMail(revisit, id);
    if (seen.message !== undefined) {
      await revisit.audits.recordReading(seen.mail.about?.followUpId ?? 'inbox', {
        at: revisit.clock.now(),
        by,
        action: 'read-mail',
        summary: `Read the email ${seen.mail.id}.`,
      });
    }
    const [first] = seen.suggestions;
    const name = first === undefined ? '<follow-up>' : await nameOf(first.followUp);
    const text = seen.message === undefined ? undefined : hideTokens(seen.message.text);
    return {
      document: {
        ...mailDocument(seen.mail),
        subject: seen.message?.subject,
        text,
        suggestions: seen.suggestions.map(({ followUp, ground }) => ({ followUp: followUp.id, ground })),
      },
      text: () => renderMail(seen, { terminal, name }),
    };
  },
});
