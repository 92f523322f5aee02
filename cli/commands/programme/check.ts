import * as z from 'zod';
import { argument, defineCommand } from '../../command/command.ts';
import { readProgrammeFile } from '../../input/programme-input.ts';

export const checkProgramme = defineCommand({
  summary: 'Check the file of a programme',
  description:
    'The command names every fault of the file with its place, and says what to write instead. It changes nothing. docs/programmes.md explains every field.',
  examples: [{ line: 'revisit programme check custody.json', says: 'every fault of the file, or none' }],
  input: { file: argument(z.string().min(1), 'the JSON file') },
  output: z.object({ id: z.string(), version: z.int(), name: z.string(), milestones: z.array(z.string()) }),
  run: async ({ file }, { service }) => {
    const { programmes } = await service();
    const programme = await readProgrammeFile(file, { field: 'file', programmes });
    const { id, version, name, milestones } = programme;
    return {
      document: { id, version, name, milestones: milestones.map((rule) => rule.id) },
      text: () =>
        `${name} (${id}, version ${version}) has no fault. To see its dates, emails and questions, use revisit programme preview ${file}`,
    };
  },
});
