import * as z from 'zod';
import { plainDate } from '../../../shared/contracts/temporal.ts';
import { formatDate } from '../../../shared/domain/dates.ts';
import { mailDomain } from '../../../shared/domain/form/form.ts';
import { visibleLine } from '../../../shared/domain/visible-text.ts';
import {
  acceptContactChange,
  planContactChange,
  type ContactChange,
} from '../../../shared/use-cases/replies/answer-contact-change.ts';
import { defineCommand, option } from '../../command/command.ts';
import { mailArgument } from '../../input/parameters.ts';
import { emailInput } from '../../input/people-input.ts';
import { wrap } from '../../terminal/wrap.ts';
import { openWholeService } from '../../command/open-whole-service.ts';

export const acceptContact = defineCommand({
  summary: 'Accept a contact change that an email suggested',
  description:
    'The person that the email names either replaces its sender, or stands in while the sender is away. If you do not know the address, ring the body first. Revisit sends the open form to a new lead at once, and tells everyone concerned. A stand-in is deputy until the sender is back.',
  examples: [
    { line: 'revisit contact accept 2016-04-12-k3j9x2pd', says: 'accept it (asks first)' },
    {
      line: 'revisit contact accept 2016-04-12-k3j9x2pd --email anne.price@essex.police.example',
      says: 'accept it with an address that the email does not give',
    },
  ],
  input: {
    mail: mailArgument,
    name: option(z.string().trim().min(1).optional(), { value: '<name>', help: 'the name to use in emails' }),
    email: option(emailInput.optional(), { value: '<address>', help: 'the email address' }),
  },
  output: z.object({
    mail: z.string(),
    followUp: z.string(),
    how: z.enum(['instead', 'stand-in']),
    role: z.string(),
    name: z.string(),
    email: z.string(),
    instead: z.string(),
    until: plainDate.optional(),
  }),
  run: async (input, context) => {
    const revisit = await openWholeService(context);
    const change = await planContactChange(revisit, input);
    const sentence = wrap(sentenceOf(change), context.terminal);
    await context.confirm({ summary: sentence, question: 'Accept it?' });
    const { mail, begun } = await acceptContactChange(revisit, { change, by: context.by });
    return {
      document: {
        mail: mail.id,
        followUp: change.followUp.id,
        how: change.how,
        role: begun.role,
        name: begun.name,
        email: begun.email,
        instead: change.contact.id,
        until: begun.to,
      },
      text: () => `${sentence}\nRecorded.`,
    };
  },
});

function sentenceOf(change: ContactChange): string {
  const { followUp, contact, how, role, name, email, to, round } = change;
  const who = visibleLine(`${name} (${email})`);
  const isElsewhere = mailDomain(email) !== mailDomain(contact.email);
  const warning = isElsewhere ? ' The address is in another mail domain, so ring the body first.' : '';
  if (how === 'stand-in') {
    const until = to === undefined ? '' : ` until ${formatDate(to)}`;
    return `${followUp.forceId}: ${who} is deputy${until} while ${contact.name} is away.${warning}`;
  }
  const told = round === undefined ? '' : ' Revisit emails both, and sends the form to the new lead.';
  return `${followUp.forceId}: ${who} replaces ${contact.name} as the ${role}. The links of ${contact.name} stop working.${told}${warning}`;
}
