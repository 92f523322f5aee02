import * as z from 'zod';
import { ServiceError } from '../errors.ts';

/** On one machine the runner's clock is a file: how far ahead of the machine's own clock it stands. */
export const clockFileSchema = z.strictObject({ offsetMilliseconds: z.int() });

/** @throws ServiceError `stored-data` when the text is no clock file. */
export function parseClockFile(text: string): z.infer<typeof clockFileSchema> {
  try {
    return clockFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ServiceError(
      'stored-data',
      'The local clock file cannot be read: delete clock.json to return to the real time.',
      { cause },
    );
  }
}
