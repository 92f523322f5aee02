import type * as z from 'zod';
import { ServiceError } from '../errors.ts';

/**
 * JSON that came from outside, in its expected form.
 *
 * @throws ServiceError `bad-input`, naming what it was and the field at fault, never its content.
 */
export function parseJson<Schema extends z.ZodType>(
  text: string,
  { schema, what }: { schema: Schema; what: string },
): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ServiceError('bad-input', `${what} is not JSON.`, { cause: error });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new ServiceError(
    'bad-input',
    `${what} does not have the expected form: check ${field || 'all of it'}.`,
    { field },
  );
}
