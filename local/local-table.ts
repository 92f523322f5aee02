import { join, resolve } from 'node:path';
import { createLocalClients } from './aws-clients.ts';
import { endOrphanedEmulators, startTableEmulator } from './emulators/start-emulators.ts';
import { buildLocalEnvironment } from './environment.ts';
import { lockHomeInTime } from './home-lock.ts';
import { loopback } from './loopback.ts';
import { openHome } from './open-home.ts';
import { findRememberedPort } from './ports.ts';
import { createTable, nameResources } from './resources.ts';

export interface LocalTable {
  /** The environment of the functions. Only DynamoDB is there, and no other service. */
  readonly environment: Record<string, string>;
  /** Whether the table was created just now. A new table is empty. */
  readonly isNew: boolean;
  close(): Promise<void>;
}

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
  /** Tells a person that the command waits. */
  tell?: (line: string) => void;
}): Promise<LocalTable> {
  const home = resolve(options.home);
  openHome(home);
  const lock = await lockHomeInTime(home, options);
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

/** Returns the last address of the form. The form gets the same address again if its port is free. */
function formUrl(home: string): string {
  return `http://${loopback}:${findRememberedPort(join(home, 'ports.json'), 'form') ?? 9}`;
}
