import * as z from 'zod';
import { formatDate, londonDate } from '../../../shared/domain/dates.ts';
import type { ContactDetails } from '../../../shared/domain/people/new-contact.ts';
import { addContact as addContactTo, planContact } from '../../../shared/use-cases/people/add-contact.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { changePeople, peopleChangeOutput } from '../../changes/change-people.ts';
import { wrap } from '../../terminal/wrap.ts';
import { argument, defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { emailInput, nameInput, roleInput } from '../../input/people-input.ts';
import { contactDocument, contactOutput } from '../../output/people-output.ts';

export const addContact = defineCommand({
  summary: 'Record who holds a role at a body',
  description:
    'The roles are lead, deputy, sign-off, liaison, chief-officer and local-policing-body. The liaison is the inspection liaison mailbox, which gets a copy of everything. The role local-policing-body is for the office of that body. The command shows how the emails to come change. It asks first if an email then leaves at once.',
  examples: [
    {
      line: 'revisit contact add essex --role lead --name "Chief Superintendent Shaw" --email shaw@essex.example',
      says: 'add the lead from now on',
    },
    {
      line: 'revisit contact add essex --role liaison --name "Inspection liaison" --email liaison@essex.example',
      says: 'add the mailbox that stays when people move',
    },
  ],
  input: {
    body: argument(z.string(), 'the body, by id or name'),
    role: option(roleInput, { value: '<role>', help: 'the role of the contact' }),
    name: option(nameInput, {
      value: '<name>',
      help: 'the name to use in emails, e.g. "Chief Superintendent Shaw"',
    }),
    email: option(emailInput, { value: '<address>', help: 'the email address' }),
    from: option(dateInput.optional(), { value: '<date>', help: 'the first day in the role' }),
    to: option(dateInput.optional(), { value: '<date>', help: 'the day after the last day in the role' }),
    diff: diffFlag,
  } satisfies Record<Exclude<keyof ContactDetails, 'forceId' | 'part'> | 'body' | 'diff', z.ZodType>,
  output: peopleChangeOutput.extend({ contact: contactOutput }),
  run: async ({ diff, ...input }, context) => {
    const revisit = await context.service();
    const planned = await planContact(revisit, input);
    const { body, contact, isNew, after } = planned;
    const from = contact.from === undefined ? '' : ` from ${formatDate(contact.from)}`;
    const { document, lines } = await changePeople(
      {
        after: new Map([[body.id, after]]),
        isNew,
        summary: wrap(
          `${contact.name} is ${contact.role} of ${body.id}${isNew ? from : ' already'}. Id: ${contact.id}`,
          context.terminal,
        ),
        question: 'Add them?',
        make: () => addContactTo(revisit, { planned, by: context.by }),
      },
      { context, diff },
    );
    const today = londonDate(revisit.clock.now());
    return {
      document: { ...document, contact: contactDocument(contact, today) },
      text: () => lines.join('\n'),
    };
  },
});
