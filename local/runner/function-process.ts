import type { Context } from 'aws-lambda';

/**
 * One execution environment of Lambda: it loads the bundle that it is started with, says so, and takes one event after the
 * other from its parent. It imports nothing itself, so that only what is in the bundle is there.
 */
const [, , bundle = ''] = process.argv;
const loaded: unknown = await import(bundle);
const handler = handlerOf(loaded);

process.on('message', (message) => {
  void obey(message).then((answer) => process.send?.(answer));
});
// Ctrl-C reaches us as well as our parent, which lets what is under way finish and then ends us.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });

async function obey(message: unknown): Promise<object> {
  try {
    const { event, context } = orderOf(message);
    return { result: await handler(event, contextOf(context)) };
  } catch (error) {
    // What is thrown does not survive the way to the parent; Lambda, too, passes on name, message and stack alone.
    const { name, message: text, stack } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message: text, stack: stack ?? '' } };
  }
}

function handlerOf(exports: unknown): (event: unknown, context: unknown) => Promise<unknown> {
  if (typeof exports !== 'object' || exports === null || !('handler' in exports)) {
    throw new TypeError(`${bundle} exports no handler.`);
  }
  const { handler: found } = exports;
  if (typeof found !== 'function') throw new TypeError(`The handler of ${bundle} is no function.`);
  return async (event, context) => {
    const result: unknown = await Reflect.apply(found, undefined, [event, context]);
    return result;
  };
}

function orderOf(message: unknown): { event: unknown; context: object } {
  if (
    typeof message !== 'object' ||
    message === null ||
    !('context' in message) ||
    typeof message.context !== 'object' ||
    message.context === null
  ) {
    throw new TypeError('An order is an event and a context.');
  }
  return { event: 'event' in message ? message.event : undefined, context: message.context };
}

/** Functions do not travel between processes: the time that remains is counted here. */
function contextOf(sent: object): object {
  const deadline = performance.now() + ('remaining' in sent ? Number(sent.remaining) : 0);
  const remaining: Pick<Context, 'getRemainingTimeInMillis'> = {
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  return { ...sent, ...remaining };
}
