import type * as z from 'zod';
import { ServiceError } from '../errors.ts';

/**
 * Parses JSON that came from outside and checks it against a schema.
 *
 * @throws ServiceError `bad-input` that names `what` and the field that is wrong, but never the content.
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
    `${what} does not have the expected form. Check ${field || 'all of it'}.`,
    { field },
  );
}
