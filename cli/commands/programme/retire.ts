import * as z from 'zod';
import { findKnownProgramme } from '../../../shared/use-cases/finding/find-programme.ts';
import { retireProgramme as retire } from '../../../shared/use-cases/programmes/add-programme.ts';
import { argument, defineCommand, flag } from '../../command/command.ts';
import { programmeIdInput } from '../../input/programme-input.ts';

export const retireProgramme = defineCommand({
  summary: 'Stop new reports from using a programme',
  description: 'Follow-ups that run go on, with the same dates and emails. You can take it back with --undo.',
  examples: [
    { line: 'revisit programme retire custody', says: 'no report can begin with it any more (asks first)' },
    { line: 'revisit programme retire custody --undo', says: 'reports can begin with it again' },
  ],
  input: {
    programme: argument(programmeIdInput, 'the id of the programme'),
    undo: flag('let reports begin with it again'),
  },
  output: z.object({ programme: z.string(), retired: z.boolean(), changed: z.boolean() }),
  run: async ({ programme: written, undo }, { service, confirm, by }) => {
    const revisit = await service();
    const { programme, retired } = await findKnownProgramme(revisit, written);
    const isNews = (retired !== undefined) === undo;
    const summary = undo
      ? `Reports can begin with ${programme.name} again.`
      : `No report can begin with ${programme.name} any more. Follow-ups that run go on.`;
    if (isNews) await confirm({ summary, question: undo ? 'Take it back?' : 'Retire it?' });
    const changed = isNews && (await retire(revisit, { id: programme.id, retired: !undo, by }));
    return {
      document: { programme: programme.id, retired: !undo, changed },
      text: () => (changed ? `${summary}\nRecorded.` : 'It is so already, so nothing was written.'),
    };
  },
});
