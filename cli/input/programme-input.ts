import * as z from 'zod';
import { programmeSchema } from '../../shared/contracts/programme.ts';
import type { Programme } from '../../shared/domain/programme.ts';
import { shippedProgrammes as programmes } from '../../shared/contracts/shipped-programmes.ts';
import { ServiceError } from '../../shared/errors.ts';
import { readInputFile } from './read-file.ts';

/** Finds a programme by its id. The default is the National Child Protection Inspection. */
export const programmeInput = z
  .string()
  .default('ncpi')
  .transform((id, context): Programme => {
    const programme = programmes.get(id);
    if (programme !== undefined) return programme;
    const known = [...programmes.keys()].join(', ');
    context.addIssue({ code: 'custom', message: `There is no programme "${id}". Use one of: ${known}.` });
    return z.NEVER;
  });

/** Reads a programme from a file that `revisit programme` wrote. @throws ServiceError `bad-input`. It names each wrong place. */
export async function readProgramme(path: string): Promise<Programme> {
  const { bytes } = await readInputFile(path, 'diff');
  const parsed = programmeSchema.safeParse(jsonOf(new TextDecoder().decode(bytes), path));
  if (!parsed.success) {
    throw new ServiceError('bad-input', `The file ${path} is not a valid programme. Correct these places.`, {
      field: 'diff',
      particulars: parsed.error.issues.map(({ path: at, message }) => {
        return { where: at.join('.') || 'the file', problem: message };
      }),
    });
  }
  if (programmes.has(parsed.data.id)) return parsed.data;
  throw new ServiceError(
    'bad-input',
    `The file is about the programme "${parsed.data.id}", which does not exist.`,
    {
      field: 'diff',
    },
  );
}

function jsonOf(text: string, path: string): unknown {
  try {
    const found: unknown = JSON.parse(text);
    return found;
  } catch (cause) {
    const detail = `The file ${path} is not JSON. Write one with revisit programme and change it.`;
    throw new ServiceError('bad-input', detail, { cause, field: 'diff' });
  }
}
