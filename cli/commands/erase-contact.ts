import * as z from 'zod';
import { eraseContact as run, plannedErasure } from '../../shared/use-cases/erase-contact.ts';
import { argument, defineCommand } from '../command.ts';
import { countOf } from '../terminal/emails.ts';

export const eraseContact = defineCommand({
  summary: 'Erase a person: name, address, links and the mail they sent',
  description:
    "The audit and the ledger stand, and name nobody. A return that was sent is the force's and stays. A legal hold blocks it.",
  examples: [{ line: 'revisit contact erase essex shaw', says: 'asks first: it cannot be undone' }],
  input: {
    force: argument(z.string(), 'the force, by id or name'),
    contact: argument(z.string(), 'the contact, by id, name or role'),
  },
  output: z.object({ force: z.string(), contacts: z.array(z.string()), mails: z.int() }),
  run: async (input, { service, by, confirm }) => {
    const ready = await service();
    const erasure = await plannedErasure(input, ready);
    const [first] = erasure.contacts;
    const mails = countOf(erasure.mails.length, 'mail');
    await confirm({
      summary: `${first?.name ?? 'Nobody'} will be erased with ${mails}. This cannot be undone.`,
      question: 'Erase?',
    });
    await run({ erasure, by }, ready);
    return {
      document: {
        force: first?.forceId ?? '',
        contacts: erasure.contacts.map(({ id }) => id),
        mails: erasure.mails.length,
      },
      text: () => `Erased, with ${mails}. Add who comes after with revisit contact add.`,
    };
  },
});
