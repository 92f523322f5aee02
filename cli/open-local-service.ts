import { join, resolve } from 'node:path';
import { createHandlers } from '../local/create-handlers.ts';
import { findLocalService, type RunningService } from '../local/find-local-service.ts';
import { startLocalService, type LocalService } from '../local/local-service.ts';
import { appendLog } from '../local/log.ts';
import { homeOf, type Environment } from './find-environment.ts';

/** The local service of the home: the one that runs, or one without timers, for this command alone. */
export async function openLocalService(environment: Environment): Promise<{
  running: RunningService;
  wasRunning: boolean;
  close: () => Promise<void>;
}> {
  const running = await findLocalService(homeOf(environment));
  if (running !== undefined) return { running, wasRunning: true, close: () => Promise.resolve() };
  const started = await startWholeService(environment, { timers: false });
  return { running: started, wasRunning: false, close: () => started.stop() };
}

/** Emulators, mail, form and every function, in this process. What it logs goes to `service.log` in the home. */
export function startWholeService(
  environment: Environment,
  { timers, portBase }: { timers: boolean; portBase?: number | undefined },
): Promise<LocalService> {
  const home = resolve(homeOf(environment));
  const log = appendLog(join(home, 'service.log'));
  return startLocalService({
    home,
    environment: { ...environment },
    handlersFrom: (given) => createHandlers(given, { log }),
    timers,
    log,
    ...(portBase === undefined ? {} : { portBase }),
  });
}
