import type * as z from 'zod';
import { ServiceError } from '../../errors.ts';
import type { StoredAttributes } from './table.ts';

/**
 * Parses a stored item.
 *
 * @throws ServiceError `stored-data` that names the key of the item and the attribute, but never the content.
 */
export function parseStored<Schema extends z.ZodType>(
  schema: Schema,
  found: StoredAttributes,
): z.output<Schema> {
  const parsed = schema.safeParse(found);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  const kind = typeof found['sk'] === 'string' ? found['sk'].split('#')[0] : undefined;
  throw new ServiceError(
    'stored-data',
    `An item of kind ${kind ?? 'unknown'} cannot be read. Check ${where}.`,
  );
}
