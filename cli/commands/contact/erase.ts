import * as z from 'zod';
import { eraseContact as run, planErasure } from '../../../shared/use-cases/privacy/erase-contact.ts';
import { commandLines } from '../../../shared/wording/commands.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { countOf } from '../../terminal/emails.ts';

export const eraseContact = defineCommand({
  summary: 'Erase a contact, their mail and their unsent answers',
  description:
    'Revisit also erases their name, address and links. The audit and the ledger stay, and do not name the person. Answers in a return that was sent belong to the body. They stay, but without the names of the people who wrote and approved them. You cannot undo this. A legal hold blocks it.',
  examples: [
    {
      line: 'revisit contact erase essex shaw',
      says: 'erase the contact (asks first)',
    },
  ],
  input: {
    body: argument(z.string(), 'the body, by id or name'),
    contact: argument(z.string(), 'the contact, by id, name or email address'),
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
    const erasure = await planErasure(revisit, input);
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
      text: () =>
        `Erased, with ${what}. Add a successor with ${commandLines.addContact(first?.forceId ?? '<body>')}.`,
    };
  },
});
