import type * as z from 'zod';
import { tidyLine } from '../../shared/domain/visible-text.ts';
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

/**
 * Makes each typed text one line without hidden characters. A pasted line break would otherwise start a line of a list, an
 * email or a page. Leaves out the parameters that `asTyped` names, such as notes and paths.
 *
 * @throws ServiceError `too-large` if a text is too long to store.
 */
export function tidyTyped(
  typed: Record<string, unknown>,
  { asTyped }: { asTyped: ReadonlySet<string> },
): Record<string, unknown> {
  refuseLongTexts(typed);
  const tidy = (value: unknown): unknown =>
    typeof value === 'string' ? tidyLine(value) : Array.isArray(value) ? value.map(tidy) : value;
  return Object.fromEntries(
    Object.entries(typed).map(([key, value]) => [key, asTyped.has(key) ? value : tidy(value)]),
  );
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
