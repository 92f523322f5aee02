import * as z from 'zod';
import { londonDate } from '../../../shared/domain/dates.ts';
import { POLICE_FORCE } from '../../../shared/domain/body.ts';
import { defineCommand, option } from '../../command/command.ts';
import { bodyDocument, bodyOutput } from '../../output/people-output.ts';
import { renderTable } from '../../terminal/table.ts';

export const listBodies = defineCommand({
  summary: 'List the bodies that are inspected',
  description:
    'A body is whoever a report is about: a police force, a fire and rescue service, or any other kind that a programme names.',
  examples: [
    { line: 'revisit body list', says: 'every body' },
    { line: 'revisit body list --kind fire', says: 'the bodies of one kind' },
  ],
  input: {
    kind: option(z.string().min(1).optional(), { value: '<kind>', help: 'the kind of body' }),
  },
  output: z.object({ bodies: z.array(bodyOutput) }),
  run: async ({ kind }, { service, terminal }) => {
    const { people, clock } = await service();
    const today = londonDate(clock.now());
    const bodies = (await people.bodies())
      .map((body) => bodyDocument(body, today))
      .filter((body) => kind === undefined || (body.kind ?? POLICE_FORCE) === kind);
    const text = (): string =>
      bodies.length === 0
        ? 'There are no such bodies yet. Add them with revisit body import <file> --kind <kind>.'
        : renderTable(
            bodies.map((body) => [
              body.id,
              body.simulated ? `${body.name} (SIMULATED)` : body.name,
              body.kind ?? POLICE_FORCE,
            ]),
            { columns: [{ title: 'ID' }, { title: 'NAME', flexible: true }, { title: 'KIND' }], terminal },
          );
    return { document: { bodies }, text };
  },
});
