import * as z from 'zod';

/** An id as it is stored and typed. */
export const storedId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,99}$/u, 'Use lower-case letters, digits and hyphens.');
