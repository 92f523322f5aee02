import * as z from 'zod';
import { formatDate, londonDate } from '../../../shared/domain/dates.ts';
import { renameBody as run } from '../../../shared/use-cases/people/rename-body.ts';
import { argument, defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { nameInput } from '../../input/people-input.ts';
import { bodyDocument, bodyOutput } from '../../output/people-output.ts';

export const renameForce = defineCommand({
  summary: 'Give a force a new name from a given day',
  description: 'Reports from before that day keep the old name.',
  examples: [
    {
      line: 'revisit force rename hampshire "Hampshire and Isle of Wight Constabulary" --from 2022-11-01',
      says: 'reports published from that day have the new name',
    },
  ],
  input: {
    body: argument(z.string(), 'the force, by id or name'),
    name: argument(nameInput, 'the new name'),
    from: option(dateInput, { value: '<date>', help: 'the first day of the new name' }),
  },
  output: z.object({ force: bodyOutput, changed: z.boolean() }),
  run: async (input, { service, by }) => {
    const revisit = await service();
    const { body, changed } = await run(revisit, { ...input, by });
    return {
      document: { force: bodyDocument(body, londonDate(revisit.clock.now())), changed },
      text: () =>
        changed
          ? `${body.id} has the name ${input.name} from ${formatDate(input.from)}.`
          : `${body.id} already has the name ${input.name} from ${formatDate(input.from)}. Nothing was written.`,
    };
  },
});
