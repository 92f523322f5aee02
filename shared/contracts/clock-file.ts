import * as z from 'zod';
import { ServiceError } from '../errors.ts';

/** The clock of the local runner. The file says how far it is ahead of the machine's own clock. */
export const clockFileSchema = z.strictObject({ offsetMilliseconds: z.int() });

/** Parses a clock file. @throws ServiceError `stored-data` if the text is not a clock file. */
export function parseClockFile(text: string): z.infer<typeof clockFileSchema> {
  try {
    return clockFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ServiceError(
      'stored-data',
      'The local clock file cannot be read. Delete clock.json to return to the real time.',
      { cause },
    );
  }
}
