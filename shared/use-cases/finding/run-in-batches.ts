/** How many items are handled at the same time. */
const AT_ONCE = 25;

/** Calls `act` for each item, a batch at a time. Returns the results in the order of the items. */
export async function runInBatches<From, To>(
  many: readonly From[],
  act: (one: From) => Promise<To>,
): Promise<To[]> {
  const done: To[] = [];
  for (let start = 0; start < many.length; start += AT_ONCE) {
    done.push(...(await Promise.all(many.slice(start, start + AT_ONCE).map(act))));
  }
  return done;
}
