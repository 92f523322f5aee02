import * as z from 'zod';
import { addStaff } from '../../../shared/use-cases/people/add-staff.ts';
import { argument, defineCommand, flag, option } from '../../command/command.ts';
import { emailInput, nameInput } from '../../input/people-input.ts';
import { staffDocument, staffOutput } from '../../output/people-output.ts';

export const addOwner = defineCommand({
  summary: 'Add a member of the follow-up team or the programme head',
  description:
    'Emails are signed by the owner of the follow-up, with their telephone number. To update a member, give the same address again. If you update the programme head without --head, they lose that role. The command refuses that if nobody else would be responsible for a follow-up.',
  examples: [
    {
      line: 'revisit owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123"',
      says: 'add a member of the team',
    },
    {
      line: 'revisit owner add "Rose Okafor" --email okafor@inspectorate.example --telephone "020 7946 0100" --head',
      says: 'add the programme head, who owns every follow-up without an owner and gets the weekly assurance email',
    },
  ],
  input: {
    name: argument(nameInput, 'the name as bodies should read it'),
    email: option(emailInput, { value: '<address>', help: 'the address for the Monday digest' }),
    telephone: option(nameInput, { value: '<number>', help: 'the number to give in every email' }),
    head: flag('make this person the programme head'),
  },
  output: z.object({ owner: staffOutput, added: z.boolean() }),
  run: async ({ name, email, telephone, head }, { service }) => {
    const role = head ? 'programme-head' : 'owner';
    const { member, added } = await addStaff(await service(), { name, email, telephone, role });
    return {
      document: { owner: staffDocument(member), added },
      text: () => `${member.name} is ${added ? 'recorded' : 'up to date'}. Id: ${member.id}`,
    };
  },
});
