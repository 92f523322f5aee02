import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleFunctions } from '../infra/bundle.ts';
import { serviceMap, type FunctionName } from '../infra/service-map.ts';
import { ServiceError } from '../shared/errors.ts';
import { armFirstTable } from './create-handlers.ts';
import type { Log } from './log.ts';
import { createFunctionPool, type FunctionPool } from './runner/function-pool.ts';
import type { Handlers } from './runner/handlers.ts';

/** Every function as it is deployed: bundled for Lambda, and run from a folder without access to `node_modules`. */
export interface BundledFunctions {
  /** Returns the handlers. `environmentOf` returns the environment of one function. By default all functions share one. */
  handlersFrom(
    environment: Record<string, string>,
    environmentOf?: (name: FunctionName) => Record<string, string>,
  ): Promise<Handlers>;
  stop(): Promise<void>;
}

/**
 * Bundles every function into a folder for temporary files.
 *
 * @throws ServiceError `configuration` if that folder is inside a folder with `node_modules`.
 */
export async function bundleEveryFunction({ log }: { log: Log }): Promise<BundledFunctions> {
  const directory = await mkdtemp(join(tmpdir(), 'revisit-bundles-'));
  const pools: FunctionPool[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(pools.map((pool) => pool.stop()));
    await rm(directory, { recursive: true, force: true });
  };
  try {
    refuseReachableModules(directory);
    await bundleFunctions(directory);
  } catch (error) {
    await stop();
    throw error;
  }
  const poolOf = (name: FunctionName, environment: Record<string, string>): FunctionPool => {
    const folder = join(directory, name);
    const pool = createFunctionPool({
      bundle: join(folder, 'index.mjs'),
      environment: { ...setByLambda(name, folder), ...environment },
      log,
    });
    pools.push(pool);
    return pool;
  };
  return {
    stop,
    handlersFrom: async (environment, environmentOf = () => environment) => {
      await armFirstTable(environment, { log });
      const handlerOf = (name: FunctionName) => poolOf(name, environmentOf(name)).handler;
      return {
        sweep: handlerOf('sweep'),
        'send-notices': handlerOf('send-notices'),
        'record-mail-event': handlerOf('record-mail-event'),
        'progress-form': handlerOf('progress-form'),
        'receive-reply': handlerOf('receive-reply'),
        'send-digest': handlerOf('send-digest'),
        'apply-retention': handlerOf('apply-retention'),
      };
    },
  };
}

function setByLambda(name: FunctionName, folder: string): Record<string, string> {
  return {
    AWS_LAMBDA_FUNCTION_NAME: `revisit-local-${name}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(serviceMap.functions[name].memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    LAMBDA_TASK_ROOT: folder,
    TZ: ':UTC',
  };
}

/** Refuses a folder if bundles in it can reach `node_modules`. A module missing from a bundle would then fail only on Lambda. */
function refuseReachableModules(directory: string): void {
  for (let folder = directory; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) {
      throw new ServiceError(
        'configuration',
        `The bundles would find ${modules}, which Lambda does not have. Set TMPDIR to another folder.`,
      );
    }
    if (folder === dirname(folder)) return;
  }
}
