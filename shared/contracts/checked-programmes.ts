import causeOfConcernFile from '../../data/programmes/cause-of-concern.json' with { type: 'json' };
import ncpiFile from '../../data/programmes/ncpi.json' with { type: 'json' };
import type { Programme } from '../domain/programme.ts';
import { programmeSchema } from './programme.ts';

/**
 * The programmes that Revisit comes with. Each went through the same check as a file of an admin.
 *
 * A bundle has another file in the place of this one. That file holds the programmes as they are after the check, because
 * the check takes a fifth of the start of a function.
 */
export const checkedProgrammes: readonly Programme[] = [ncpiFile, causeOfConcernFile].map((file) =>
  programmeSchema.parse(file),
);
