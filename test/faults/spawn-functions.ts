import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { QueueName } from '../../infra/service-map.ts';
import type { Step, StepOutcome } from './send-path.ts';

/** The functions in a process of their own. */
export interface FunctionProcess {
  /** Gives the process the addresses of the services. */
  begin(options: {
    environment: Record<string, string>;
    queueUrls: Record<QueueName, string>;
  }): Promise<'done' | 'killed'>;
  take(step: Step): Promise<StepOutcome | 'killed'>;
  /** Kills the process with SIGKILL. Nothing in it runs any more when this resolves. */
  kill(): Promise<void>;
}

const outcomeSchema = z.object({ taken: z.number(), failed: z.number() });

/** Starts a process that has loaded everything and waits for its first message. */
export async function spawnFunctions(): Promise<FunctionProcess> {
  const child = fork(fileURLToPath(new URL('function-process.ts', import.meta.url)), [], {
    // Node's default folder for the compile cache.
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = new Promise<'killed'>((resolve) => {
    child.once('exit', () => {
      resolve('killed');
    });
  });
  const first = await Promise.race([nextMessage(child), exited]);
  if (first === 'killed') throw new Error('The functions ended before they were ready.');

  const ask = async (order: object): Promise<StepOutcome | 'killed'> => {
    const answer = nextMessage(child);
    // If the process was killed already, `exited` says so.
    child.send(order, () => undefined);
    const answered = await Promise.race([answer, exited]);
    return answered === 'killed' ? 'killed' : outcomeSchema.parse(answered);
  };
  return {
    begin: async (where) => ((await ask(where)) === 'killed' ? 'killed' : 'done'),
    take: (step) => ask({ step }),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    child.once('message', resolve);
  });
}
