import type { Handler, Handlers } from '../../local/runner/handlers.ts';

/** Returns functions that do nothing, except those given. */
export function handlersWith(given: Partial<Handlers>): Handlers {
  const nothing: Handler = () => Promise.resolve(undefined);
  return {
    sweep: nothing,
    'send-notices': nothing,
    'record-mail-event': nothing,
    'progress-form': nothing,
    'receive-reply': nothing,
    'send-digest': nothing,
    'apply-retention': nothing,
    ...given,
  };
}
