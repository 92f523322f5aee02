import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { Log } from '../log.ts';
import type { Handler } from './handlers.ts';

/** Runs a function from its bundle, as Lambda does. Each environment is a process that handles one call at a time. */
export interface FunctionPool {
  handler: Handler;
  stop(): Promise<void>;
}

interface ExecutionEnvironment {
  /** Calls the function. Throws the function's own error, or an error if the process ended. */
  call(event: unknown, context: Context): Promise<unknown>;
  isAlive(): boolean;
  kill(): Promise<void>;
}

/** Creates a pool. `bundle` is the path of `index.mjs`, and `environment` is the whole `process.env` of the function. */
export function createFunctionPool(options: {
  bundle: string;
  environment: Record<string, string>;
  log: Log;
}): FunctionPool {
  const idle: ExecutionEnvironment[] = [];
  const started: ExecutionEnvironment[] = [];
  const start = async (): Promise<ExecutionEnvironment> => {
    const environment = await startEnvironment(options);
    started.push(environment);
    return environment;
  };
  return {
    handler: async (event, context) => {
      const environment = idle.pop() ?? (await start());
      try {
        return await environment.call(event, context);
      } finally {
        if (environment.isAlive()) idle.push(environment);
      }
    },
    stop: async () => {
      await Promise.all(started.map((environment) => environment.kill()));
    },
  };
}

const answerSchema = z.union([
  z.object({ error: z.object({ name: z.string(), message: z.string(), stack: z.string() }) }),
  z.object({ result: z.unknown() }),
]);

const script = fileURLToPath(new URL('function-process.ts', import.meta.url));

async function startEnvironment(options: {
  bundle: string;
  environment: Record<string, string>;
  log: Log;
}): Promise<ExecutionEnvironment> {
  const child = fork(script, [options.bundle], {
    cwd: dirname(options.bundle),
    env: options.environment,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', options.log);
  }
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`The process of ${options.bundle} ended (${signal ?? String(code)}).`));
    });
  });
  // Between two calls nobody waits for this promise, so its rejection must not count as unhandled.
  ended.catch(() => undefined);
  await Promise.race([once(child, 'message'), ended]);
  return {
    isAlive: () => child.exitCode === null && child.signalCode === null,
    call: (event, context) => Promise.race([callOnce(child, { event, context }), ended]),
    kill: async () => {
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
    },
  };
}

async function callOnce(
  child: ChildProcess,
  { event, context }: { event: unknown; context: Context },
): Promise<unknown> {
  const remaining = context.getRemainingTimeInMillis();
  // Lambda ends an environment after a timeout. The next call gets a new one.
  const timeUp = setTimeout(() => child.kill('SIGKILL'), remaining).unref();
  try {
    const answered = once(child, 'message');
    child.send({ event, context: { ...context, remaining } });
    const message: unknown[] = await answered;
    const answer = answerSchema.parse(message[0]);
    if ('error' in answer) throw Object.assign(new Error(answer.error.message), answer.error);
    return answer.result;
  } finally {
    clearTimeout(timeUp);
  }
}
