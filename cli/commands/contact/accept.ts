import * as z from 'zod';
import { plainDate } from '../../../shared/contracts/temporal.ts';
import { inWords } from '../../../shared/domain/dates.ts';
import { mailDomain } from '../../../shared/domain/form/form.ts';
import { roles } from '../../../shared/domain/programme.ts';
import { visibleLine } from '../../../shared/domain/visible-text.ts';
import {
  acceptContactChange,
  contactChange,
  type ContactChange,
} from '../../../shared/use-cases/replies/answer-contact-change.ts';
import { defineCommand, option } from '../../command/command.ts';
import { mailArgument } from '../../input/parameters.ts';
import { emailInput } from '../../input/people-input.ts';
import { wrap } from '../../terminal/wrap.ts';
import { wholeService } from '../../command/whole-service.ts';

export const acceptContact = defineCommand({
  summary: 'Accept whom a mail names: instead of its sender, or while they are away',
  description:
    'Ring the force first where you do not know the address. A new lead is sent the open form at once, and everybody concerned is told; a stand-in is deputy until the sender is back.',
  examples: [
    { line: 'revisit contact accept 2016-04-12-k3j9x2pd', says: 'asks first' },
    {
      line: 'revisit contact accept 2016-04-12-k3j9x2pd --email anne.price@essex.police.example',
      says: 'where the mail gives no address',
    },
  ],
  input: {
    mail: mailArgument,
    name: option(z.string().trim().min(1).optional(), { value: '<name>', help: 'as they are addressed' }),
    email: option(emailInput.optional(), { value: '<address>', help: 'their address' }),
  },
  output: z.object({
    mail: z.string(),
    followUp: z.string(),
    how: z.enum(['instead', 'stand-in']),
    role: z.enum(roles),
    name: z.string(),
    email: z.string(),
    instead: z.string(),
    until: plainDate.optional(),
  }),
  run: async (input, context) => {
    const revisit = await wholeService(context);
    const change = await contactChange(revisit, input);
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
  const warning = isElsewhere ? ' The address is of another mail domain: ring the force first.' : '';
  if (how === 'stand-in') {
    const until = to === undefined ? '' : ` until ${inWords(to)}`;
    return `${followUp.forceId}: ${who} is deputy${until}, while ${contact.name} is away.${warning}`;
  }
  const told = round === undefined ? '' : ' Both are told by email, and the form goes to the new lead.';
  return `${followUp.forceId}: ${who} becomes the ${role} in place of ${contact.name}, whose links end.${told}${warning}`;
}
