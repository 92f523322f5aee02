import * as z from 'zod';
import { addStaff } from '../../../shared/use-cases/people/add-staff.ts';
import { argument, defineCommand, flag, option } from '../../command/command.ts';
import { emailInput, nameInput } from '../../input/people-input.ts';
import { staffDocument, staffOutput } from '../../output/people-output.ts';

export const addOwner = defineCommand({
  summary: 'Record a member of the follow-up team, or the programme head',
  description:
    'Owners sign the emails of their follow-ups, with their telephone number. The same address again brings the rest up to date.',
  examples: [
    {
      line: 'revisit owner add "Priya Nair" --email nair@inspectorate.example --telephone "020 7946 0123"',
      says: 'a member of the team',
    },
    {
      line: 'revisit owner add "Rose Okafor" --email okafor@inspectorate.example --telephone "020 7946 0100" --head',
      says: 'the head of the programme: owns what nobody else does, and gets the weekly assurance email',
    },
  ],
  input: {
    name: argument(nameInput, 'as forces should read it'),
    email: option(emailInput, { value: '<address>', help: 'for the Monday digest' }),
    telephone: option(nameInput, { value: '<number>', help: 'given in every email' }),
    head: flag('the head of the programme'),
  },
  output: z.object({ owner: staffOutput, added: z.boolean() }),
  run: async ({ name, email, telephone, head }, { service }) => {
    const role = head ? 'programme-head' : 'owner';
    const { member, added } = await addStaff(await service(), { name, email, telephone, role });
    return {
      document: { owner: staffDocument(member), added },
      text: () => `${member.name} is recorded${added ? '' : ', brought up to date'}. Id: ${member.id}`,
    };
  },
});
