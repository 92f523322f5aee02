import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { serviceMap, type FunctionName } from '../../infra/service-map.ts';
import { nameOfError, type Log } from '../log.ts';
import type { Handlers } from './handlers.ts';

export interface Invoker {
  /**
   * Calls a function as Lambda does, and returns its answer.
   *
   * @throws FunctionTimeout after the function's timeout. Otherwise throws the function's own error.
   */
  invoke(name: FunctionName, event: unknown): Promise<unknown>;
  /** Returns the number of calls that are running. */
  inFlight(): number;
  /** Returns the number of calls that ended. If two readings are equal, no call ended in between. */
  completed(): number;
}

export class FunctionTimeout extends Error {
  constructor(name: FunctionName, seconds: number) {
    super(`The function ${name} took longer than its limit of ${seconds} seconds.`);
    this.name = 'FunctionTimeout';
  }
}

export function createInvoker(handlers: Handlers, log: Log): Invoker {
  let inFlight = 0;
  let completed = 0;
  return {
    inFlight: () => inFlight,
    completed: () => completed,
    invoke: async (name, event) => {
      inFlight += 1;
      try {
        return await withinItsTime(name, (context) => handlers[name](event, context));
      } catch (error) {
        log(`${name}: failed (${nameOfError(error)})${framesOf(error)}`);
        throw error;
      } finally {
        inFlight -= 1;
        completed += 1;
      }
    },
  };
}

/** Stops waiting after the timeout. A function in the same process cannot be ended, but its answer is ignored. */
async function withinItsTime(
  name: FunctionName,
  call: (context: Context) => Promise<unknown>,
): Promise<unknown> {
  const { timeoutSeconds } = serviceMap.functions[name];
  const deadline = performance.now() + timeoutSeconds * 1000;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new FunctionTimeout(name, timeoutSeconds));
    }, timeoutSeconds * 1000);
  });
  try {
    return await Promise.race([call(createContext(name, () => deadline - performance.now())), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function createContext(name: FunctionName, remainingMilliseconds: () => number): Context {
  const fullName = `revisit-local-${name}`;
  const answeredByPromise = (): never => {
    throw new Error('A handler must answer with a promise.');
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: fullName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-west-2:000000000000:function:${fullName}`,
    memoryLimitInMB: String(serviceMap.functions[name].memoryMegabytes),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${fullName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(remainingMilliseconds())),
    // The type still requires them, but Lambda on Node 24 does not have them.
    /* eslint-disable @typescript-eslint/no-deprecated */
    done: answeredByPromise,
    fail: answeredByPromise,
    succeed: answeredByPromise,
    /* eslint-enable @typescript-eslint/no-deprecated */
  };
}

/** Returns where the error happened, for the developer. The message is left out, as it may contain an address or an answer. */
function framesOf(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return '';
  const frames = error.stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, 5)
    .map((line) => `\n${line}`)
    .join('');
}
