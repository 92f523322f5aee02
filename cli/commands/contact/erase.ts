import * as z from 'zod';
import { eraseContact as run, plannedErasure } from '../../../shared/use-cases/privacy/erase-contact.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { countOf } from '../../terminal/emails.ts';

export const eraseContact = defineCommand({
  summary: 'Erase a person: name, address, links, mail and what they had not sent',
  description:
    "The audit and the ledger stand, and name nobody. The answers of a return that was sent are the force's and stay, without who approved or wrote them. A legal hold blocks it.",
  examples: [{ line: 'revisit contact erase essex shaw', says: 'asks first: it cannot be undone' }],
  input: {
    force: argument(z.string(), 'the force, by id or name'),
    contact: argument(z.string(), 'the contact, by id, name or role'),
  },
  output: z.object({
    force: z.string(),
    contacts: z.array(z.string()),
    mails: z.int(),
    answers: z.int(),
    files: z.int(),
  }),
  run: async (input, { service, by, confirm }) => {
    const revisit = await service();
    const erasure = await plannedErasure(revisit, input);
    const [first] = erasure.contacts;
    const { answers, files } = erasure.form;
    const what = [
      countOf(erasure.mails.length, 'mail'),
      countOf(answers, 'unsent answer'),
      countOf(files, 'file'),
    ].join(', ');
    await confirm({
      summary: `${first?.name ?? 'Nobody'} will be erased with ${what}. This cannot be undone.`,
      question: 'Erase?',
    });
    await run(revisit, { erasure, by });
    return {
      document: {
        force: first?.forceId ?? '',
        contacts: erasure.contacts.map(({ id }) => id),
        mails: erasure.mails.length,
        answers,
        files,
      },
      text: () => `Erased, with ${what}. Add who comes after with revisit contact add.`,
    };
  },
});
