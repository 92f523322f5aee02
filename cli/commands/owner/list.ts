import * as z from 'zod';
import { ownerOf } from '../../../shared/domain/people/owner-of.ts';
import { loadEveryFollowUp } from '../../../shared/use-cases/finding/load-every-follow-up.ts';
import { commandLines } from '../../../shared/wording/commands.ts';
import { defineCommand } from '../../command/command.ts';
import { staffDocument, staffOutput } from '../../output/people-output.ts';
import { renderTable } from '../../terminal/table.ts';

export const listOwners = defineCommand({
  summary: 'List the follow-up team and how many follow-ups each owns',
  examples: [{ line: 'revisit owner list', says: 'everyone in the team' }],
  input: {},
  output: z.object({ owners: z.array(staffOutput.extend({ openFollowUps: z.int() })) }),
  run: async (_, { service, terminal }) => {
    const revisit = await service();
    const [staff, all] = await Promise.all([revisit.people.staff(), loadEveryFollowUp(revisit)]);
    const open = all.map(({ followUp }) => followUp).filter(({ state }) => state === 'open');
    const owners = staff.map((member) => {
      return {
        ...staffDocument(member),
        openFollowUps: open.filter((followUp) => ownerOf(followUp, staff)?.id === member.id).length,
      };
    });
    const text = (): string => {
      if (owners.length === 0)
        return `There is nobody in the team yet. Add the first with ${commandLines.addOwner}.`;
      return renderTable(
        owners.map(({ id, name, role, telephone, openFollowUps }) => [
          id,
          role === 'programme-head' ? `${name} (programme head)` : name,
          telephone,
          String(openFollowUps),
        ]),
        {
          columns: [
            { title: 'ID' },
            { title: 'NAME', flexible: true },
            { title: 'TELEPHONE' },
            { title: 'OPEN', align: 'right' },
          ],
          terminal,
        },
      );
    };
    return { document: { owners }, text };
  },
});
