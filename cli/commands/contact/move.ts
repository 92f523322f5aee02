import * as z from 'zod';
import { formatDate, londonDate } from '../../../shared/domain/dates.ts';
import { moveContact as run, planContactMove } from '../../../shared/use-cases/people/move-contact.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { changePeople, peopleChangeOutput } from '../../changes/change-people.ts';
import { wrap } from '../../terminal/wrap.ts';
import { argument, defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { emailInput, roleInput } from '../../input/people-input.ts';
import { contactDocument, contactOutput } from '../../output/people-output.ts';

export const moveContact = defineCommand({
  summary: "End a contact's role, or give them another",
  description:
    'Revisit keeps the old role with its dates. Years later, it still shows who got which email in which role. The command shows how the emails to come change. It asks first if an email then leaves at once.',
  examples: [
    { line: 'revisit contact move essex shaw --on 2016-06-01', says: "end Shaw's role on 1 June" },
    {
      line: 'revisit contact move essex shaw --on 2016-06-01 --to-body kent --email shaw@kent.example',
      says: 'make Shaw the lead of Kent from the same day',
    },
  ],
  input: {
    body: argument(z.string(), 'the body, by id or name'),
    contact: argument(z.string(), 'the contact, by id, name or role'),
    on: option(dateInput, { value: '<date>', help: 'the first day after the old role' }),
    toRole: option(roleInput.optional(), { value: '<role>', help: 'the new role' }),
    toBody: option(z.string().optional(), { value: '<body>', help: 'the new body' }),
    email: option(emailInput.optional(), { value: '<address>', help: 'the new email address' }),
    diff: diffFlag,
  },
  output: peopleChangeOutput.extend({ ended: contactOutput, begun: contactOutput.optional() }),
  run: async ({ diff, ...input }, context) => {
    const revisit = await context.service();
    const planned = await planContactMove(revisit, input);
    const { ended, begun, missing, after } = planned;
    const isNew = missing.end || missing.begin;
    const until = `${ended.name} is ${ended.role} of ${ended.forceId} until the day before ${formatDate(input.on)}.`;
    const next =
      begun === undefined
        ? ''
        : `\n${begun.name} is ${begun.role} of ${begun.forceId} from then on. Id: ${begun.id}`;
    const { document, lines } = await changePeople(
      {
        after,
        isNew,
        summary: `${wrap(`${until}${next}`, context.terminal)}${isNew ? '' : '\nNothing had to change, so nothing was written.'}`,
        question: 'Move them?',
        make: () => run(revisit, { planned, by: context.by }),
      },
      { context, diff },
    );
    const today = londonDate(revisit.clock.now());
    return {
      document: {
        ...document,
        ended: contactDocument(ended, today),
        ...(begun === undefined ? {} : { begun: contactDocument(begun, today) }),
      },
      text: () => lines.join('\n'),
    };
  },
});
