import type { Context } from 'aws-lambda';

/**
 * One execution environment of Lambda. It loads the given bundle, reports that it is ready, and handles one event after
 * another from its parent. It imports nothing itself, so only the code of the bundle is available.
 */
const [, , bundle = ''] = process.argv;
const loaded: unknown = await import(bundle);
const handler = handlerOf(loaded);

process.on('message', (message) => {
  void obey(message).then((answer) => process.send?.(answer));
});
// Ctrl-C reaches this process and its parent. The parent lets running work finish, then ends this process.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });

async function obey(message: unknown): Promise<object> {
  try {
    const { event, context } = orderOf(message);
    return { result: await handler(event, contextOf(context)) };
  } catch (error) {
    // An error object cannot be sent to the parent. Lambda also passes on only name, message and stack.
    const { name, message: text, stack } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message: text, stack: stack ?? '' } };
  }
}

function handlerOf(exports: unknown): (event: unknown, context: unknown) => Promise<unknown> {
  if (typeof exports !== 'object' || exports === null || !('handler' in exports)) {
    throw new TypeError(`${bundle} does not export a handler.`);
  }
  const { handler: found } = exports;
  if (typeof found !== 'function') throw new TypeError(`The handler of ${bundle} is not a function.`);
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
    throw new TypeError('The message must have an event and a context.');
  }
  return { event: 'event' in message ? message.event : undefined, context: message.context };
}

/** Adds a function for the remaining time. Functions cannot be sent between processes, so the time is counted here. */
function contextOf(sent: object): object {
  const deadline = performance.now() + ('remaining' in sent ? Number(sent.remaining) : 0);
  const remaining: Pick<Context, 'getRemainingTimeInMillis'> = {
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  return { ...sent, ...remaining };
}
