import * as z from 'zod';
import { programmeSchema } from '../../shared/contracts/programme.ts';
import type { Programme } from '../../shared/domain/programme.ts';
import { programmes } from '../../shared/domain/programmes/programmes.ts';
import { ServiceError } from '../../shared/errors.ts';
import { readInputFile } from './read-file.ts';

/** A programme by its id; the National Child Protection Inspection where none is named. */
export const programmeInput = z
  .string()
  .default('ncpi')
  .transform((id, context): Programme => {
    const programme = programmes.get(id);
    if (programme !== undefined) return programme;
    const known = [...programmes.keys()].join(', ');
    context.addIssue({ code: 'custom', message: `There is no programme "${id}". There is: ${known}.` });
    return z.NEVER;
  });

/** A programme out of a file, as `revisit programme` writes it. @throws ServiceError `bad-input`, naming each place at fault. */
export async function readProgramme(path: string): Promise<Programme> {
  const { bytes } = await readInputFile(path, 'diff');
  const parsed = programmeSchema.safeParse(jsonOf(new TextDecoder().decode(bytes), path));
  if (!parsed.success) {
    throw new ServiceError('bad-input', `The file ${path} is no programme.`, {
      field: 'diff',
      particulars: parsed.error.issues.map(({ path: at, message }) => {
        return { where: at.join('.') || 'the file', problem: message };
      }),
    });
  }
  if (programmes.has(parsed.data.id)) return parsed.data;
  throw new ServiceError('bad-input', `There is no programme "${parsed.data.id}" that this could change.`, {
    field: 'diff',
  });
}

function jsonOf(text: string, path: string): unknown {
  try {
    const found: unknown = JSON.parse(text);
    return found;
  } catch (cause) {
    const detail = `The file ${path} is no JSON: revisit programme writes one to begin with.`;
    throw new ServiceError('bad-input', detail, { cause, field: 'diff' });
  }
}
