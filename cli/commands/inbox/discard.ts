import * as z from 'zod';
import { listAlike } from '../../../shared/use-cases/replies/look-at-mail.ts';
import { discardMail as run, discardMails } from '../../../shared/use-cases/replies/settle-mail.ts';
import { mailReasonWords } from '../../../shared/wording/en/mail-reasons.ts';
import { defineCommand, flag } from '../../command/command.ts';
import { mailArgument, reasonOption } from '../../input/parameters.ts';
import { mailDocument, mailOutput } from '../../output/mail-output.ts';
import { countOf } from '../../terminal/emails.ts';

export const discardMail = defineCommand({
  summary: 'Discard an incoming email that needs no action',
  description:
    'The email leaves the holding pen, and stays on record until its retention ends. You cannot change the reason later. With --all-like-it, Revisit asks first, and then discards every email that waits for the same reason and has the same sender.',
  examples: [
    {
      line: 'revisit inbox discard 2016-04-18-k3j9x2pd --reason "advertising"',
      says: 'discard it and record the reason',
    },
    {
      line: 'revisit inbox discard 2016-04-18-k3j9x2pd --all-like-it --reason "a mail loop"',
      says: 'discard it and all like it',
    },
  ],
  input: {
    mail: mailArgument,
    reason: reasonOption,
    allLikeIt: flag('discard every email of this sender that waits for the same reason'),
  },
  output: mailOutput.extend({ alsoDiscarded: z.array(z.string()).optional() }),
  run: async ({ mail: id, reason, allLikeIt }, { service, by, confirm }) => {
    const revisit = await service();
    const alike = allLikeIt ? await listAlike(revisit, id) : [];
    const [first] = alike;
    if (first !== undefined) {
      const sender = first.sender?.address ?? 'an unknown sender';
      await confirm({
        summary: `Revisit will discard ${countOf(alike.length, 'email')} of ${sender} (${mailReasonWords[first.reason]}).`,
        question: alike.length === 1 ? 'Discard it?' : 'Discard them?',
      });
    }
    const mail = await run(revisit, { id, reason, by });
    const mails = alike.filter((one) => one.id !== id);
    const more = await discardMails(revisit, { mails, reason, by });
    const also =
      more.length === 0 ? '' : ` So ${more.length === 1 ? 'is' : 'are'} ${more.length} more like it.`;
    return {
      document: {
        ...mailDocument(mail),
        alsoDiscarded: allLikeIt ? more.map((one) => one.id) : undefined,
      },
      text: () => `${mail.id} is discarded.${also}`,
    };
  },
});
