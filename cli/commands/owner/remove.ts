import * as z from 'zod';
import { planLeaving, removeStaff } from '../../../shared/use-cases/people/remove-staff.ts';
import { argument, defineCommand, option } from '../../command/command.ts';
import { countOf } from '../../terminal/emails.ts';
import { wrap } from '../../terminal/wrap.ts';

export const removeOwner = defineCommand({
  summary: 'Remove a member of the team and pass on their follow-ups',
  description:
    'Their follow-ups go to the owner that --to names, or to the programme head. That person then signs the emails. If nobody would be responsible, the command refuses. It asks first.',
  examples: [
    { line: 'revisit owner remove nair', says: 'pass the follow-ups of Nair to the programme head' },
    { line: 'revisit owner remove nair --to okafor', says: 'pass the follow-ups of Nair to Okafor' },
  ],
  input: {
    owner: argument(z.string(), 'the member who leaves, by id or name'),
    to: option(z.string().optional(), {
      value: '<owner>',
      help: 'the new owner of their follow-ups (default: the programme head)',
    }),
  },
  output: z.object({
    owner: z.string(),
    /** The person who is now responsible for their follow-ups. */
    successor: z.string().optional(),
    followUps: z.array(z.string()),
  }),
  run: async (input, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const planned = await planLeaving(revisit, input);
    const { member, successor, followUps } = planned;
    const count = countOf(followUps.length, { one: 'follow-up goes', many: 'follow-ups go' });
    const passes =
      followUps.length === 0 ? 'They do not own a follow-up.' : `${count} to ${successor?.name ?? 'nobody'}.`;
    await confirm({
      summary: wrap(`${member.name} leaves. ${passes}`, terminal),
      question: 'Remove them from the team?',
    });
    await removeStaff(revisit, { planned, by });
    const passed = followUps.length === 0 ? '' : ` ${count} to ${successor?.name ?? 'nobody'}.`;
    return {
      document: { owner: member.id, successor: successor?.id, followUps: followUps.map(({ id }) => id) },
      text: () => wrap(`${member.name} is removed from the team.${passed}`, terminal),
    };
  },
});
