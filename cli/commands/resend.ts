import * as z from 'zod';
import { instant } from '../../shared/contracts/temporal.ts';
import { formatDate, londonDate, formatTime } from '../../shared/domain/dates.ts';
import { noticeId, noticeStatus, noticeFactNames } from '../../shared/domain/notice.ts';
import {
  planResend,
  resendNotice as run,
  type PlannedResend,
} from '../../shared/use-cases/sending/resend-notice.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import { defineCommand, followUpArgumentOf } from '../command/command.ts';
import { aboutWords, statusWords } from '../terminal/notices.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

export const resendNotice = defineCommand({
  summary: 'Resend an email that failed or may not have left',
  description:
    'You can resend an email that was refused, bounced, has the status unknown, or that their mail system did not confirm within two days. revisit notices --status problem lists them. Revisit decides again whether the email is still needed when it leaves. The command asks first.',
  examples: [
    {
      line: 'revisit resend essex-ncpi-2016-03-08/six-week-response/2016-04-19/request/shaw',
      says: 'one email, by its id',
    },
    { line: 'revisit resend essex', says: 'the only email about Essex that needs it' },
  ],
  input: {
    notice: followUpArgumentOf(z.string(), {
      changes: true,
      // The id of an email begins with the exact id of its follow-up.
      unless: (written) => written.includes('/'),
      help: 'the id of the email, or a follow-up that has only one to resend',
    }),
  },
  output: z.object({
    notice: z.string(),
    /** What we know about the last attempt. */
    status: z.enum(noticeFactNames),
    attempt: z.int(),
    /** Missing if the email is no longer needed. The sweep then skips it. */
    leavesAt: instant.optional(),
  }),
  run: async ({ notice }, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const planned = await planResend(revisit, { notice, by });
    const { found, again, leavesAt } = planned;
    const summary = summaryOf(planned, terminal);
    await confirm({ summary, question: 'Send it again?' });
    await run(revisit, { id: noticeId(found.key), by });
    return {
      document: {
        notice: noticeId(again.key),
        status: noticeStatus(found.facts),
        attempt: again.key.attempt,
        leavesAt,
      },
      text: () => `${summary}\nRecorded.`,
    };
  },
});

function summaryOf({ forceId, found, rule, recipient, leavesAt }: PlannedResend, terminal: Terminal): string {
  const status = statusWords[noticeStatus(found.facts)];
  const reason = found.reason === undefined ? '' : ` (${found.reason})`;
  const whom = recipient === undefined ? found.key.contactId : `${recipient.name} (${recipient.role})`;
  const when =
    leavesAt === undefined
      ? `The email is no longer needed, so the sweep will skip it. If the address is wrong, correct it first. ${commandLines.listContacts(forceId)} shows it.`
      : `It leaves at ${formatTime(leavesAt)} on ${formatDate(londonDate(leavesAt))}, if it is still needed then.`;
  return [`${aboutWords({ notice: found, rule })}, to ${whom}: ${status}${reason}.`, when]
    .map((line) => wrap(line, terminal))
    .join('\n');
}
