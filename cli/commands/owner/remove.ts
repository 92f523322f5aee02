import * as z from 'zod';
import { planLeaving, removeStaff } from '../../../shared/use-cases/people/remove-staff.ts';
import { argument, defineCommand, option } from '../../command/command.ts';
import { countOf } from '../../terminal/emails.ts';
import { wrap } from '../../terminal/wrap.ts';

export const removeOwner = defineCommand({
  summary: 'Take off a member of the team who left, and pass on what they own',
  description:
    'Their follow-ups go to the owner that --to names, or to the programme head: emails are signed by that person from then on. It is refused where nobody would be responsible. You are asked first.',
  examples: [
    { line: 'revisit owner remove nair', says: 'what Nair owns is the programme head’s' },
    { line: 'revisit owner remove nair --to okafor', says: 'what Nair owns is Okafor’s' },
  ],
  input: {
    owner: argument(z.string(), 'who left, by id or name'),
    to: option(z.string().optional(), {
      value: '<owner>',
      help: 'who owns their follow-ups from now on (default: the programme head)',
    }),
  },
  output: z.object({
    owner: z.string(),
    /** Who is responsible for their follow-ups from now on. */
    successor: z.string().optional(),
    followUps: z.array(z.string()),
  }),
  run: async (input, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const planned = await planLeaving(revisit, input);
    const { member, successor, followUps } = planned;
    const count = countOf(followUps.length, { one: 'follow-up is', many: 'follow-ups are' });
    const passes =
      followUps.length === 0
        ? 'They own no follow-up.'
        : `${count} ${successor?.name ?? 'nobody'}’s from then on.`;
    await confirm({
      summary: wrap(`${member.name} leaves. ${passes}`, terminal),
      question: 'Take them off?',
    });
    await removeStaff(revisit, { planned, by });
    const passed = followUps.length === 0 ? '' : ` ${count} ${successor?.name ?? 'nobody'}’s now.`;
    return {
      document: { owner: member.id, successor: successor?.id, followUps: followUps.map(({ id }) => id) },
      text: () => wrap(`${member.name} is taken off.${passed}`, terminal),
    };
  },
});
