import * as z from 'zod';
import { addProgramme as add, planProgramme } from '../../../shared/use-cases/programmes/add-programme.ts';
import { fileArgument, defineCommand, flag } from '../../command/command.ts';
import { readProgrammeFile } from '../../input/programme-input.ts';
import { programmeChanges } from '../../terminal/programme-changes.ts';
import { wrap } from '../../terminal/wrap.ts';

export const addProgramme = defineCommand({
  summary: 'Add a programme, or a new version of one',
  description:
    'A version never changes once it is added. Reports that are published from now on begin with the newest version. Follow-ups that run keep the version that they began with. To move one of them, use revisit programme move.',
  examples: [
    { line: 'revisit programme add custody.json --diff', says: 'show what is new, and add nothing' },
    { line: 'revisit programme add custody.json', says: 'add it (asks first)' },
  ],
  input: {
    file: fileArgument(z.string().min(1), 'the JSON file'),
    diff: flag('show what would change, and change nothing'),
  },
  output: z.object({
    id: z.string(),
    version: z.int(),
    /** False if the service knew exactly this version, and with --diff. */
    added: z.boolean(),
    changes: z.array(z.string()),
  }),
  run: async ({ file, diff }, { service, confirm, terminal, by }) => {
    const programme = await readProgrammeFile(file, { field: 'file', service });
    const revisit = await service();
    const planned = await planProgramme(revisit, programme);
    const changes = planned.isNew ? programmeChanges(planned) : [];
    const { id, version, name } = programme;
    const head = terminal.heading(`${name} (${id}, version ${version})`);
    const shown = [head, ...changes.map((line) => wrap(line, { ...terminal, indent: 2 }))].join('\n');
    if (planned.isNew && !diff) {
      await confirm({ summary: shown, question: 'Add it?' });
      await add(revisit, { planned, by });
    }
    const end = !planned.isNew
      ? 'This version is known already, so nothing was written.'
      : diff
        ? 'Nothing was written.'
        : `Added. Reports that are published from now on use version ${version}. Follow-ups that run keep theirs.`;
    return {
      document: { id, version, added: planned.isNew && !diff, changes: [...changes] },
      text: () => `${shown}\n${wrap(end, terminal)}`,
    };
  },
});
