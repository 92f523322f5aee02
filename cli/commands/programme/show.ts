import * as z from 'zod';
import { writeProgramme } from '../../../shared/contracts/write-programme.ts';
import { findKnownProgramme } from '../../../shared/use-cases/finding/find-programme.ts';
import { argument, defineCommand, option } from '../../command/command.ts';
import { programmeIdInput } from '../../input/programme-input.ts';
import { writeOutputFile } from '../../output/write-output-file.ts';

export const showProgramme = defineCommand({
  summary: 'Print a programme as JSON',
  description:
    'The programme holds the milestones, the ladders, the roles, the words and the sending hours. You can change the file and raise its version. Then revisit programme check says what is wrong, revisit plan --diff shows what it would do to every follow-up, and revisit programme add brings it in.',
  examples: [
    { line: 'revisit programme show ncpi', says: 'the newest version, as JSON' },
    { line: 'revisit programme show ncpi --out ncpi.json', says: 'write a file to change' },
  ],
  input: {
    programme: argument(programmeIdInput, 'the id of the programme'),
    out: option(z.string().min(1).optional(), {
      value: '<file>',
      help: 'the file to write (default: stdout)',
    }),
  },
  output: z.looseObject({ id: z.string(), version: z.int(), name: z.string() }),
  run: async ({ programme: written, out }, { service }) => {
    const { programme } = await findKnownProgramme(await service(), written);
    const document = writeProgramme(programme);
    const content = `${JSON.stringify(document, undefined, 2)}\n`;
    if (out !== undefined) await writeOutputFile(out, { content, field: 'out' });
    return {
      document,
      text: () => (out === undefined ? content : `${programme.name}, version ${programme.version}: ${out}`),
    };
  },
});
