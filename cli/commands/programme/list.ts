import * as z from 'zod';
import { instant } from '../../../shared/contracts/temporal.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import { defineCommand } from '../../command/command.ts';
import { shortDate } from '../../terminal/dates.ts';
import { renderTable } from '../../terminal/table.ts';

export const listProgrammes = defineCommand({
  summary: 'List the programmes and their versions',
  description:
    'A report begins with the newest version of a programme that is not retired. IN USE counts the follow-ups of each version that run.',
  examples: [{ line: 'revisit programme list', says: 'every version of every programme' }],
  input: {},
  output: z.object({
    programmes: z.array(
      z.object({
        id: z.string(),
        version: z.int(),
        name: z.string(),
        body: z.string(),
        addedAt: instant.optional(),
        addedBy: z.string().optional(),
        retired: z.boolean(),
        inUse: z.int(),
      }),
    ),
  }),
  run: async (_input, { service, terminal }) => {
    const revisit = await service();
    const versions = await revisit.programmes.versions();
    const bodies = await revisit.people.bodies();
    const followUps = (await Promise.all(bodies.map(({ id }) => revisit.followUps.ofBody(id)))).flat();
    const rows = versions.map(({ programme, added, retired }) => ({
      id: programme.id,
      version: programme.version,
      name: programme.name,
      body: programme.body.noun,
      addedAt: added?.at,
      addedBy: added?.by,
      retired: retired !== undefined,
      inUse: followUps.filter(
        ({ state, programmeId, policyVersion }) =>
          state === 'open' && programmeId === programme.id && policyVersion === programme.version,
      ).length,
    }));
    const text = (): string =>
      renderTable(
        rows.map(({ id, version, name, body, addedAt, retired, inUse }) => [
          id,
          String(version),
          name,
          body,
          addedAt === undefined ? 'comes with Revisit' : shortDate(londonDate(addedAt)),
          retired ? 'retired' : String(inUse),
        ]),
        {
          columns: [
            { title: 'ID' },
            { title: 'VERSION', align: 'right' },
            { title: 'NAME', flexible: true },
            { title: 'BODY', flexible: true },
            { title: 'ADDED' },
            { title: 'IN USE', align: 'right' },
          ],
          terminal,
        },
      );
    return { document: { programmes: rows }, text };
  },
});
