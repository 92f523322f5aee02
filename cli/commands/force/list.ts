import { POLICE_FORCE } from '../../../shared/domain/body.ts';
import * as z from 'zod';
import { londonDate } from '../../../shared/domain/dates.ts';
import { defineCommand } from '../../command/command.ts';
import { bodyDocument, bodyOutput } from '../../output/people-output.ts';
import { renderTable } from '../../terminal/table.ts';

export const listForces = defineCommand({
  summary: 'List the forces with their current names',
  examples: [{ line: 'revisit force list', says: 'every force' }],
  input: {},
  output: z.object({ forces: z.array(bodyOutput) }),
  run: async (_, { service, terminal }) => {
    const { people, clock } = await service();
    const today = londonDate(clock.now());
    const bodies = (await people.bodies())
      .filter(({ kind }) => kind === undefined || kind === POLICE_FORCE)
      .map((body) => bodyDocument(body, today));
    const text = (): string => {
      if (bodies.length === 0)
        return 'There are no forces yet. Add the 43 with revisit force import data/forces.csv.';
      const table = renderTable(
        bodies.map(({ id, name, nation, simulated }) => [
          id,
          simulated ? `${name} (SIMULATED)` : name,
          nation ?? '',
        ]),
        { columns: [{ title: 'ID' }, { title: 'NAME', flexible: true }, { title: 'NATION' }], terminal },
      );
      return `${table}\n\n${bodies.length} forces.`;
    };
    return { document: { forces: bodies }, text };
  },
});
