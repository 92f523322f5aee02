import * as z from 'zod';
import { instant } from '../../shared/contracts/temporal.ts';
import { inWords, londonDate, timeInWords } from '../../shared/domain/dates.ts';
import { noticeId, noticeStatus, noticeFactNames } from '../../shared/domain/notice.ts';
import {
  planResend,
  resendNotice as run,
  type PlannedResend,
} from '../../shared/use-cases/sending/resend-notice.ts';
import { argument, defineCommand } from '../command/command.ts';
import { aboutWords, statusWords } from '../terminal/notices.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

export const resendNotice = defineCommand({
  summary: 'Send an email again that did not arrive, or of which nobody can know',
  description:
    'Only what was refused, bounced, is unknown, or was not confirmed by their mail system within two days. Whether it is still called for is decided again when it leaves. You are asked first. revisit notices --status problem lists them.',
  examples: [
    {
      line: 'revisit resend essex-ncpi-2016-03-08/six-week-response/2016-04-19/request/shaw',
      says: 'one email, by the id that notices and the desk show',
    },
    { line: 'revisit resend essex', says: 'the only one about Essex that needs it' },
  ],
  input: {
    notice: argument(z.string(), 'the notice by its id, or a follow-up with only one that needs it'),
  },
  output: z.object({
    notice: z.string(),
    /** What is known of the attempt before. */
    status: z.enum(noticeFactNames),
    attempt: z.int(),
    /** Absent: by today's state nothing calls for it any more, and it is skipped. */
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

function summaryOf({ found, recipient, leavesAt }: PlannedResend, terminal: Terminal): string {
  const status = statusWords[noticeStatus(found.facts)];
  const reason = found.reason === undefined ? '' : ` (${found.reason})`;
  const whom = recipient === undefined ? found.key.contactId : `${recipient.name} (${recipient.role})`;
  const when =
    leavesAt === undefined
      ? 'By today’s state nothing calls for it any more: the sweep will skip it, and say so. Where the address is wrong, put that right first: revisit contact list.'
      : `It leaves at ${timeInWords(leavesAt)} on ${inWords(londonDate(leavesAt))}, if it is still called for then.`;
  return [`${aboutWords({ notice: found })}, to ${whom}: ${status}${reason}.`, when]
    .map((line) => wrap(line, terminal))
    .join('\n');
}
