import { join, resolve } from 'node:path';
import type { BundledFunctions } from '../../local/bundled-functions.ts';
import { createHandlers } from '../../local/create-handlers.ts';
import { findLocalService, type RunningService } from '../../local/find-local-service.ts';
import { startLocalService, type LocalService } from '../../local/local-service.ts';
import { openLogFile, type Log } from '../../local/log.ts';
import { openHome } from '../../local/open-home.ts';
import { findOrOpen, homeOf, type Environment } from './find-environment.ts';

/** Opens the local service of the home: the running one, or one without timers that is started for this command. */
export async function openLocalService(
  environment: Environment,
  tell: (line: string) => void,
): Promise<{
  running: RunningService;
  wasRunning: boolean;
  close: () => Promise<void>;
}> {
  const home = homeOf(environment);
  return findOrOpen<{ running: RunningService; wasRunning: boolean; close: () => Promise<void> }>({
    find: async () => {
      const running = await findLocalService(home);
      return running === undefined
        ? undefined
        : { running, wasRunning: true, close: () => Promise.resolve() };
    },
    open: async () => {
      const started = await startWholeService(environment, { timers: false, tell });
      return { running: started, wasRunning: false, close: () => started.stop() };
    },
  });
}

/**
 * Starts the emulators, the mail server, the form and every function. The functions run in this process, or with `bundles`
 * from the bundles that Lambda gets. The log is `service.log` in the home.
 */
export async function startWholeService(
  environment: Environment,
  options: { timers: boolean; portBase?: number; bundles?: boolean; tell: (line: string) => void },
): Promise<LocalService> {
  const { timers, portBase, bundles = false, tell } = options;
  const home = resolve(homeOf(environment));
  openHome(home);
  const log = openLogFile(join(home, 'service.log'));
  const bundled = bundles ? await bundledFunctions(log) : undefined;
  try {
    const service = await startLocalService({
      home,
      environment: { ...environment },
      handlersFrom: (given) => bundled?.handlersFrom(given) ?? createHandlers(given, { log }),
      timers,
      log,
      tell,
      ...(portBase === undefined ? {} : { portBase }),
    });
    if (bundled === undefined) return service;
    return {
      ...service,
      stop: async () => {
        await service.stop();
        await bundled.stop();
      },
    };
  } catch (error) {
    await bundled?.stop();
    throw error;
  }
}

async function bundledFunctions(log: Log): Promise<BundledFunctions> {
  // The bundler is loaded only to run the bundles.
  const { bundleEveryFunction } = await import('../../local/bundled-functions.ts');
  return bundleEveryFunction({ log });
}
