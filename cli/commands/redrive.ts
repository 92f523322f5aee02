import * as z from 'zod';
import { waitingLetters } from '../../shared/use-cases/sending/waiting-letters.ts';
import { argument, defineCommand } from '../command/command.ts';
import { countOf } from '../terminal/emails.ts';
import { renderTable } from '../terminal/table.ts';
import { wholeService } from '../command/whole-service.ts';

/** What a message of each queue is, and what happens to it once it is back. */
const about: Readonly<Record<string, string>> = {
  outgoing: 'somebody may be owed an email: decided again by today’s state',
  'mail-events': 'what became of an email: written into the ledger',
  'incoming-mail': 'a force’s reply: read again',
};

export const redriveQueues = defineCommand({
  summary: 'Put messages back on their queue that failed their last try',
  description:
    'Mend first what made them fail: the log says what it was. A message is judged by today’s state when it comes again, so nothing stale leaves. None is lost on the way; one may come twice, which does no harm. You are asked first.',
  examples: [
    { line: 'revisit redrive', says: 'every queue that has some' },
    { line: 'revisit redrive incoming-mail', says: 'one queue' },
  ],
  input: {
    queue: argument(
      z.string().optional(),
      'outgoing, mail-events or incoming-mail (default: each that has some)',
    ),
  },
  output: z.object({
    /** By queue, what waited and what was put back. */
    queues: z.array(z.object({ queue: z.string(), waiting: z.int(), putBack: z.int() })),
  }),
  run: async ({ queue }, context) => {
    const { confirm, terminal } = context;
    const revisit = await wholeService(context);
    const waiting = await waitingLetters(revisit, queue);
    const some = waiting.filter(({ count }) => count > 0);
    if (some.length === 0) {
      const queues = waiting.map((letters) => ({ queue: letters.queue, waiting: 0, putBack: 0 }));
      return { document: { queues }, text: () => 'No message waits: nothing to put back.' };
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
