import * as z from 'zod';
import { startOfLondonDay } from '../../../shared/domain/dates.ts';
import { listAlike, listInbox as run } from '../../../shared/use-cases/replies/look-at-mail.ts';
import { defineCommand, flag, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { mailDocument, mailOutput } from '../../output/mail-output.ts';
import { renderMails } from '../../terminal/mail.ts';

/** How many days `--all` goes back. */
const RECENT_DAYS = 31;

export const listInbox = defineCommand({
  summary: 'List the incoming emails that wait for someone',
  description:
    'These emails are in the holding pen. If one sender has many emails that wait for the same reason, the list shows them as one. With --like, it shows each of them. With --all, the list has every email of the last month, and what happened to it.',
  examples: [
    { line: 'revisit inbox list', says: 'the emails that wait' },
    { line: 'revisit inbox list --like 2016-04-18-k3j9x2pd', says: 'each email like this one' },
    { line: 'revisit inbox list --since 2016-04-01', says: 'every email since 1 April' },
  ],
  input: {
    all: flag('show every email of the last month'),
    like: option(z.string().optional(), {
      value: '<mail>',
      help: 'show each email that waits for the same reason and has the same sender',
    }),
    since: option(dateInput.optional(), { value: '<date>', help: 'show every email since this day' }),
  },
  output: z.object({ mails: z.array(mailOutput) }),
  run: async ({ all, since, like }, { service, terminal }) => {
    const revisit = await service();
    const now = revisit.clock.now();
    const recent = all ? now.subtract({ hours: 24 * RECENT_DAYS }) : undefined;
    const from = since === undefined ? recent : startOfLondonDay(since);
    const mails =
      like === undefined ? await run(revisit, { since: from, now }) : await listAlike(revisit, like);
    const isWhole = like !== undefined || from !== undefined;
    const none = from === undefined ? 'No email waits.' : 'No email came in that time.';
    return {
      document: { mails: mails.map(mailDocument) },
      text: () => (mails.length === 0 ? none : renderMails(mails, { terminal, isWhole })),
    };
  },
});
