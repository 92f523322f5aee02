import * as z from 'zod';
import type { Programme } from '../../shared/domain/programme.ts';
import { programmes } from '../../shared/domain/programmes/programmes.ts';

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
