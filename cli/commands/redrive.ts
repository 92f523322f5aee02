import * as z from 'zod';
import { countDeadLetters } from '../../shared/use-cases/sending/waiting-letters.ts';
import { argument, defineCommand } from '../command/command.ts';
import { countOf } from '../terminal/emails.ts';
import { renderTable } from '../terminal/table.ts';
import { openWholeService } from '../command/open-whole-service.ts';

/** What a message of each queue is about, and what happens when it is back on its queue. */
const about: Readonly<Record<string, string>> = {
  outgoing: 'someone may be owed an email; Revisit decides again from today’s data',
  'mail-events': 'news about an email; Revisit writes it into the ledger',
  'incoming-mail': 'a reply of a body; Revisit reads it again',
};

export const redriveQueues = defineCommand({
  summary: 'Put failed messages back on their queue',
  description:
    'First fix what made them fail. The log says what it was. Revisit handles each message with today’s data, so no outdated email leaves. No message gets lost. A message may be handled twice, which does no harm. The command asks first.',
  examples: [
    { line: 'revisit redrive', says: 'every queue that has failed messages' },
    { line: 'revisit redrive incoming-mail', says: 'one queue only' },
  ],
  input: {
    queue: argument(z.string().optional(), 'outgoing, mail-events or incoming-mail (default: every queue)'),
  },
  output: z.object({
    /** How many messages waited and were put back, by queue. */
    queues: z.array(z.object({ queue: z.string(), waiting: z.int(), putBack: z.int() })),
  }),
  run: async ({ queue }, context) => {
    const { confirm, terminal } = context;
    const revisit = await openWholeService(context);
    const waiting = await countDeadLetters(revisit, queue);
    const some = waiting.filter(({ count }) => count > 0);
    if (some.length === 0) {
      const queues = waiting.map((letters) => ({ queue: letters.queue, waiting: 0, putBack: 0 }));
      return { document: { queues }, text: () => 'No message has failed, so there is nothing to put back.' };
    }
    const summary = renderTable(
      some.map((letters) => [letters.queue, countOf(letters.count, 'message'), about[letters.queue] ?? '']),
      { columns: [{ title: 'QUEUE' }, { title: 'WAITING' }, { title: 'WHAT', flexible: true }], terminal },
    );
    await confirm({ summary, question: 'Put them back?' });
    const queues: { queue: string; waiting: number; putBack: number }[] = [];
    for (const letters of some) {
      const putBack = await revisit.deadLetters.redrive(letters.queue);
      queues.push({ queue: letters.queue, waiting: letters.count, putBack });
    }
    const done = queues.map((one) => `${one.queue}: ${countOf(one.putBack, 'message')} put back.`);
    return { document: { queues }, text: () => [summary, '', ...done].join('\n') };
  },
});
