import * as z from 'zod';
import { inWords, londonDate } from '../../../shared/domain/dates.ts';
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
  summary: 'Record who holds a role at a force',
  description:
    'Roles: lead, deputy, sign-off, liaison (the inspection liaison mailbox, copied on everything), chief-officer, local-policing-body (its office). What that does to the emails to come is shown; where one leaves at once you are asked.',
  examples: [
    {
      line: 'revisit contact add essex --role lead --name "Chief Superintendent Shaw" --email shaw@essex.example',
      says: 'the lead, from now on',
    },
    {
      line: 'revisit contact add essex --role liaison --name "Inspection liaison" --email liaison@essex.example',
      says: 'the mailbox that outlives postings',
    },
  ],
  input: {
    force: argument(z.string(), 'the force, by id or name'),
    role: option(roleInput, { value: '<role>', help: 'what the contact is' }),
    name: option(nameInput, { value: '<name>', help: 'as addressed, e.g. "Chief Superintendent Shaw"' }),
    email: option(emailInput, { value: '<address>', help: 'where mail goes' }),
    from: option(dateInput.optional(), { value: '<date>', help: 'the first day in the role' }),
    to: option(dateInput.optional(), { value: '<date>', help: 'the first day no longer in it' }),
    diff: diffFlag,
  } satisfies Record<Exclude<keyof ContactDetails, 'forceId'> | 'force' | 'diff', z.ZodType>,
  output: peopleChangeOutput.extend({ contact: contactOutput }),
  run: async ({ diff, ...input }, context) => {
    const revisit = await context.service();
    const planned = await planContact(revisit, input);
    const { force, contact, isNew, after } = planned;
    const from = contact.from === undefined ? '' : ` from ${inWords(contact.from)}`;
    const { document, lines } = await changePeople(
      {
        after: new Map([[force.id, after]]),
        isNew,
        summary: wrap(
          `${contact.name} is ${contact.role} of ${force.id}${isNew ? from : ' already'}. Id: ${contact.id}`,
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
