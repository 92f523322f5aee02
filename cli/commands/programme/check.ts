import * as z from 'zod';
import { listTakenOver, type TakenOver } from '../../../shared/contracts/read-programme.ts';
import { wrap } from '../../terminal/wrap.ts';
import { fileArgument, defineCommand } from '../../command/command.ts';
import { readInputFile } from '../../input/read-file.ts';
import { readProgrammeFile } from '../../input/programme-input.ts';

export const checkProgramme = defineCommand({
  summary: 'Check the file of a programme',
  description:
    'The command names every fault of the file with its place, and says what to write instead. It changes nothing. docs/programmes.md explains every field.',
  examples: [{ line: 'revisit programme check custody.json', says: 'every fault of the file, or none' }],
  input: { file: fileArgument(z.string().min(1), 'the JSON file') },
  output: z.object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    milestones: z.array(z.string()),
    /** What the file leaves as it is in the programme that it is like. */
    takenOver: z
      .object({ from: z.string(), milestones: z.array(z.string()), fields: z.array(z.string()) })
      .optional(),
  }),
  run: async ({ file }, { service, terminal }) => {
    const programme = await readProgrammeFile(file, { field: 'file', service });
    const { id, version, name, milestones } = programme;
    const { bytes } = await readInputFile(file, { field: 'file' });
    const taken = listTakenOver(new TextDecoder().decode(bytes), programme);
    return {
      document: {
        id,
        version,
        name,
        milestones: milestones.map((rule) => rule.id),
        ...(taken === undefined
          ? {}
          : {
              takenOver: {
                from: taken.from,
                milestones: taken.milestones.map((rule) => rule.id),
                fields: [...taken.fields],
              },
            }),
      },
      text: () =>
        [
          `${name} (${id}, version ${version}) has no fault. To see its dates, emails and questions, use revisit programme preview ${file}`,
          ...(taken === undefined ? [] : takenWords(taken).map((line) => wrap(line, terminal))),
        ].join('\n'),
    };
  },
});

/** Says what the file takes over. A milestone that does not fit would send emails that make no sense. */
function takenWords({ from, milestones, fields }: TakenOver): string[] {
  const dates = milestones.map(({ id, name }) => `${id} (${name})`).join(', ');
  return [
    ...(dates === '' ? [] : [`It takes these milestones from ${from}: ${dates}.`]),
    ...(fields.length === 0 ? [] : [`It takes these fields from ${from}: ${fields.join(', ')}.`]),
    ...(dates === '' && fields.length === 0
      ? []
      : ['If one does not fit, write your own in the file. null leaves a milestone out.']),
  ];
}
