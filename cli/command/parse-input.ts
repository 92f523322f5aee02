import type * as z from 'zod';
import { findLengthProblem } from '../../shared/domain/text-length.ts';
import { ServiceError } from '../../shared/errors.ts';

/**
 * Parses what the admin typed into the types that a command works with.
 *
 * @throws ServiceError `bad-input`. It names each parameter that is wrong.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  typed: Readonly<Record<string, unknown>>,
): z.output<Schema> {
  refuseLongTexts(typed);
  const parsed = schema.safeParse(typed);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    return { where: String(issue.path[0] ?? ''), problem: issue.message };
  });
  const [first, ...others] = faults;
  if (first === undefined) throw parsed.error;
  throw new ServiceError('bad-input', first.problem, {
    field: first.where,
    ...(others.length === 0 ? {} : { particulars: faults }),
  });
}

/** Refuses a text that is too long to store, whatever its parameter is for. */
function refuseLongTexts(typed: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(typed)) {
    for (const text of [value].flat()) {
      const problem = typeof text === 'string' ? findLengthProblem(text) : undefined;
      if (problem !== undefined)
        throw new ServiceError('too-large', `${problem} Nothing was written.`, { field });
    }
  }
}
