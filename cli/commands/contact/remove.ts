import * as z from 'zod';
import { formatDate } from '../../../shared/domain/dates.ts';
import { planContactRemoval, removeContact as run } from '../../../shared/use-cases/people/remove-contact.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { changePeople, peopleChangeOutput } from '../../changes/change-people.ts';
import { wrap } from '../../terminal/wrap.ts';
import { argument, defineCommand } from '../../command/command.ts';

export const removeContact = defineCommand({
  summary: 'Remove a contact that was recorded by mistake',
  description:
    'A contact who has been sent an email stays on record, and their role ends today. If a contact has moved on, use revisit contact move instead.',
  examples: [{ line: 'revisit contact remove essex shaw', says: 'remove the contact (asks first)' }],
  input: {
    body: argument(z.string(), 'the body, by id or name'),
    contact: argument(z.string(), 'the contact, by id, name or email address'),
    diff: diffFlag,
  },
  output: peopleChangeOutput.extend({
    contact: z.string(),
    force: z.string(),
    how: z.enum(['deleted', 'ended']),
  }),
  run: async ({ diff, ...input }, context) => {
    const revisit = await context.service();
    const removal = await planContactRemoval(revisit, input);
    const { contact, how, isNew, after } = removal;
    const { role, forceId, name } = contact;
    const over =
      contact.to === undefined
        ? ''
        : `${name} has not been ${role} of ${forceId} since ${formatDate(contact.to)}. Nothing had to change, so nothing was written.`;
    const { document, lines } = await changePeople(
      {
        after: new Map([[contact.forceId, after]]),
        isNew,
        summary: wrap(
          !isNew
            ? over
            : how === 'deleted'
              ? `${contact.name}, ${contact.role} of ${contact.forceId}, will be deleted, because no email to them is on record.`
              : `${contact.name}, ${contact.role} of ${contact.forceId}, has been sent email. The record stays, and the role ends today.`,
          context.terminal,
        ),
        question: 'Remove this contact?',
        make: () => run(revisit, { removal, by: context.by }),
      },
      { context, diff, always: true },
    );
    const done =
      how === 'deleted'
        ? `${contact.name} is no longer a contact of ${contact.forceId}.`
        : `From today, ${contact.name} is no longer ${contact.role} of ${contact.forceId}.`;
    return {
      document: { ...document, contact: contact.id, force: contact.forceId, how },
      text: () => (diff || !isNew ? lines.join('\n') : done),
    };
  },
});
