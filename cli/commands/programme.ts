import * as z from 'zod';
import { writeProgramme } from '../../shared/contracts/write-programme.ts';
import { defineCommand, option } from '../command/command.ts';
import { programmeInput } from '../input/programme-input.ts';
import { writeOutputFile } from '../output/write-output-file.ts';

export const showProgramme = defineCommand({
  summary: 'Print a programme as JSON',
  description:
    'The programme holds the milestones, the ladder and the sending hours. Change the file and give it to revisit plan --diff to see what would happen to every follow-up. To put the change into effect, change data/programmes and deploy.',
  examples: [
    {
      line: 'revisit programme --out ncpi.json',
      says: 'write a file to change, for revisit plan --diff ncpi.json',
    },
  ],
  input: {
    programme: option(programmeInput, { value: '<id>', help: 'the kind of inspection (default: ncpi)' }),
    out: option(z.string().min(1).optional(), {
      value: '<file>',
      help: 'the file to write (default: stdout)',
    }),
  },
  output: z.looseObject({ id: z.string(), version: z.int(), name: z.string() }),
  run: async ({ programme, out }) => {
    const document = writeProgramme(programme);
    const content = `${JSON.stringify(document, undefined, 2)}\n`;
    if (out !== undefined) await writeOutputFile(out, { content, field: 'out' });
    return {
      document,
      text: () => (out === undefined ? content : `${programme.name}, version ${programme.version}: ${out}`),
    };
  },
});
