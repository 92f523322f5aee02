import * as z from 'zod';
import { noticeId } from '../../shared/domain/notice.ts';
import { armTable as run, planArming, type PlannedArming } from '../../shared/use-cases/sending/arm-table.ts';
import { defineCommand, option } from '../command/command.ts';
import { momentInput } from '../input/date-input.ts';
import { emailsDocument, emailsOutput } from '../output/emails-output.ts';
import { countOf, emailCount } from '../terminal/emails.ts';
import { nobodyResponsible } from '../terminal/responsible.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

export const armTable = defineCommand({
  summary: 'Let this table send: a new one, a restore or a copy sends nothing before',
  description:
    'A table that was restored, or copied into another stack, knows nothing of what the other one sent since. With --sent-since it is told from when its contents are: what fell due between then and now becomes unknown, is not sent, and is left to you to look at. You are asked first.',
  examples: [
    { line: 'revisit arm --stage production', says: 'a new installation' },
    {
      line: 'revisit arm --stage production --sent-since 2026-07-18T08:00:00Z',
      says: 'a table restored from that moment',
    },
  ],
  input: {
    sentSince: option(momentInput.optional(), {
      value: '<when>',
      help: 'the moment from which a restored table has its contents',
    }),
  },
  output: z.object({
    /** False where this very table was sending already. */
    armed: z.boolean(),
    followUps: z.int(),
    /** Of them, those for which nobody is responsible: no owner, and no programme head. */
    unowned: z.int(),
    /** Notices that the other table may have sent: revisit notices --status unknown. */
    unknown: z.array(z.string()),
    /** What leaves in the day after, if nobody does anything. */
    emails: emailsOutput,
  }),
  run: async ({ sentSince }, { service, confirm, terminal, stage }) => {
    const revisit = await service();
    const planned = await planArming(revisit, { sentSince });
    const summary = summaryOf(planned, { terminal, stage });
    if (!planned.isArmed) {
      await confirm({ summary, question: `Let it send for stage ${stage}?` });
    }
    const { unknown } = planned.isArmed ? planned : await run(revisit, { sentSince });
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
  if (isArmed) return `This table sends for stage ${stage} already: nothing was written.`;
  const lines = [
    `Stage ${stage}: ${countOf(followUps, 'follow-up')} running.`,
    ...(unknown.length === 0
      ? []
      : [
          `${countOf(unknown.length, 'email')} fell due since the table was restored from: nobody can know here whether they left. They become unknown, are not sent, and wait for you: revisit notices --status unknown.`,
        ]),
    ...nobodyResponsible(unowned),
    `In the next day, if nobody does anything: ${emails.length === 0 ? 'no email' : emailCount(emails)}.`,
  ];
  return lines.map((line) => wrap(line, terminal)).join('\n');
}
