import * as z from 'zod';
import { programmeSchema } from '../../shared/contracts/programme.ts';
import { defineCommand, option } from '../command/command.ts';
import { programmeInput } from '../input/programme-input.ts';
import { writeOutputFile } from '../output/write-output-file.ts';

export const showProgramme = defineCommand({
  summary: 'A programme as data: its milestones, its ladder, its hours',
  description:
    'Change the file, and revisit plan --diff shows what that would do to every follow-up. To take it over, change shared/domain/programmes and deploy.',
  examples: [
    {
      line: 'revisit programme --out ncpi.json',
      says: 'the file to change, for revisit plan --diff ncpi.json',
    },
  ],
  input: {
    programme: option(programmeInput, { value: '<id>', help: 'the kind of inspection (default: ncpi)' }),
    out: option(z.string().min(1).optional(), {
      value: '<file>',
      help: 'where to write it (default: stdout)',
    }),
  },
  output: programmeSchema,
  run: async ({ programme, out }) => {
    const content = `${JSON.stringify(z.encode(programmeSchema, programme), undefined, 2)}\n`;
    if (out !== undefined) await writeOutputFile(out, { content, field: 'out' });
    return {
      document: programme,
      text: () => (out === undefined ? content : `${programme.name}, version ${programme.version}: ${out}`),
    };
  },
});
