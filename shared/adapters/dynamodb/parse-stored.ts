import type * as z from 'zod';
import { ServiceError } from '../../errors.ts';
import type { StoredAttributes } from './table.ts';

/**
 * A stored item in the domain's form.
 *
 * @throws ServiceError `stored-data`, naming the item's key and the attribute, never its content.
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
    `An item of kind ${kind ?? 'unknown'} cannot be read: check ${where}.`,
  );
}
