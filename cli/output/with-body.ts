/**
 * Returns a document in which every object with a `force` also has a `body` with the same value. A body may be a police
 * body or anybody else who is inspected. Programs that read `force` go on working.
 */
export function withBody(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBody);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inside]) => {
      const written = withBody(inside);
      const hasOwnBody = name !== 'force' || 'body' in value;
      return hasOwnBody ? [[name, written] as const] : [['body', written] as const, [name, written] as const];
    }),
  );
}

/** Dates and instants have their own text in JSON, so they stay as they are. */
function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
