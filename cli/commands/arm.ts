import * as z from 'zod';
import { noticeId } from '../../shared/domain/notice.ts';
import { armTable as run, planArming, type PlannedArming } from '../../shared/use-cases/sending/arm-table.ts';
import { defineCommand, option } from '../command/command.ts';
import { momentInput } from '../input/date-input.ts';
import { emailsDocument, emailsOutput } from '../output/emails-output.ts';
import { countOf, emailCount } from '../terminal/emails.ts';
import { warnOfNobodyResponsible } from '../terminal/responsible.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

export const armTable = defineCommand({
  summary: 'Let the table of a stage send emails',
  description:
    'A table that is new, restored or copied does not send before you arm it. A restored or copied table does not know what the other table has sent since. For such a table, give --sent-since with the time of its contents. Emails that fell due between then and now get the status unknown. Revisit does not send them, and you check them. A production stage also needs a complete privacy notice (revisit privacy set) and organisation (revisit organisation set). The command asks first.',
  examples: [
    { line: 'revisit arm --stage production', says: 'arm a new installation' },
    {
      line: 'revisit arm --stage production --sent-since 2026-07-18T08:00:00Z',
      says: 'arm a table that was restored from that moment',
    },
  ],
  input: {
    sentSince: option(momentInput.optional(), {
      value: '<when>',
      help: 'the time of the contents of a restored or copied table',
    }),
  },
  output: z.object({
    /** False if this table could send before. */
    armed: z.boolean(),
    followUps: z.int(),
    /** How many of them lack both an owner and a programme head. */
    unowned: z.int(),
    /** Notices that the other table may have sent. `revisit notices --status unknown` lists them. */
    unknown: z.array(z.string()),
    /** The emails that leave in the next day, if nobody does anything. */
    emails: emailsOutput,
  }),
  run: async ({ sentSince }, { service, confirm, terminal, stage }) => {
    const revisit = await service();
    const planned = await planArming(revisit, { sentSince, stage });
    const summary = summaryOf(planned, { terminal, stage });
    if (!planned.isArmed) {
      await confirm({ summary, question: `Let this table send for stage ${stage}?` });
    }
    const { unknown } = planned.isArmed ? planned : await run(revisit, { sentSince, stage });
    return {
      document: {
        armed: !planned.isArmed,
        followUps: planned.followUps,
        unowned: planned.unowned,
        unknown: unknown.map(({ key }) => noticeId(key)),
        emails: emailsDocument(planned.emails),
      },
      text: () => (planned.isArmed ? summary : `${summary}\nArmed. The next sweep sends.`),
    };
  },
});

function summaryOf(
  { isArmed, unknown, emails, followUps, unowned }: PlannedArming,
  { terminal, stage }: { terminal: Terminal; stage: string },
): string {
  if (isArmed) return `This table can already send for stage ${stage}. Nothing was written.`;
  const lines = [
    `Stage ${stage}: ${countOf(followUps, { one: 'follow-up is', many: 'follow-ups are' })} running.`,
    ...(unknown.length === 0
      ? []
      : [
          `${countOf(unknown.length, 'email')} fell due since that time. This table cannot know whether they left. Revisit marks them as unknown and does not send them. Check them with revisit notices --status unknown.`,
        ]),
    ...warnOfNobodyResponsible(unowned),
    `In the next day, if nobody does anything: ${emails.length === 0 ? 'no email' : emailCount(emails)}.`,
  ];
  return lines.map((line) => wrap(line, terminal)).join('\n');
}
