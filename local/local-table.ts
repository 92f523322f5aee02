import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { ServiceError } from '../shared/errors.ts';
import { createLocalClients } from './aws-clients.ts';
import { endOrphanedEmulators, startTableEmulator } from './emulators/start-emulators.ts';
import { buildLocalEnvironment } from './environment.ts';
import { lockHome } from './home-lock.ts';
import { loopback } from './loopback.ts';
import { openHome } from './open-home.ts';
import { createTable, nameResources } from './resources.ts';

export interface LocalTable {
  /** The environment of the functions. Only DynamoDB is there, and no other service. */
  readonly environment: Record<string, string>;
  /** Whether the table was created just now. A new table is empty. */
  readonly isNew: boolean;
  close(): Promise<void>;
}

/** How long to wait for another command on the same home. It usually finishes in a moment. */
const PATIENCE_MILLISECONDS = 15_000;

/**
 * Opens the table of a home for one command while no local service runs there. If a service runs, ask the service
 * instead.
 *
 * @throws ServiceError `in-use` if another process holds the home, `unreachable` if DynamoDB cannot start or the
 * home cannot be used, `stored-data` if a file in it is broken.
 */
export async function openLocalTable(options: {
  home: string;
  environment: Record<string, string | undefined>;
}): Promise<LocalTable> {
  const home = resolve(options.home);
  openHome(home);
  const lock = await lockInTime(home);
  try {
    await endOrphanedEmulators(home);
    const emulator = await startTableEmulator({ environment: options.environment, directory: home });
    const nothing = `http://${loopback}:9`;
    const endpoints = { dynamodb: emulator.endpoint, sqs: nothing, sns: nothing, s3: nothing, ses: nothing };
    const resources = nameResources('revisit-local', endpoints);
    const clients = createLocalClients(endpoints);
    try {
      const isNew = await createTable(clients.dynamodb, resources.table);
      return {
        environment: buildLocalEnvironment({
          endpoints,
          resources,
          publicUrl: formUrl(home),
          stackId: 'local',
          clockFile: join(home, 'clock.json'),
        }),
        isNew,
        close: async () => {
          await emulator.stop();
          lock.release();
        },
      };
    } catch (error) {
      await emulator.stop();
      throw error;
    } finally {
      clients.destroy();
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function lockInTime(home: string): Promise<{ release(): void }> {
  const patienceEndsAt = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      return lockHome(home);
    } catch (error) {
      const isBusy = error instanceof ServiceError && error.kind === 'in-use';
      if (!isBusy || performance.now() > patienceEndsAt) throw error;
      await delay(50);
    }
  }
}

/** Returns the last address of the form. The form gets the same address again if its port is free. */
function formUrl(home: string): string {
  const path = join(home, 'ports.json');
  const remembered = existsSync(path) ? readFileSync(path, 'utf8') : '{}';
  const port = z.object({ form: z.int() }).safeParse(JSON.parse(remembered));
  return `http://${loopback}:${port.success ? port.data.form : 9}`;
}
