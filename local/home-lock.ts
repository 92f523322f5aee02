import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../shared/errors.ts';

/**
 * Locks REVISIT_HOME for this process. The operating system holds the lock, and releases it when the process ends for any
 * reason.
 *
 * @throws ServiceError `conflict` if another process has the lock.
 */
export function lockHome(home: string): { release(): void } {
  const database = new DatabaseSync(join(home, 'lock.sqlite'));
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new ServiceError(
      'conflict',
      `The local service is running already on ${home}, or it is starting or stopping. Use that service, or set REVISIT_HOME to another folder.`,
      { cause },
    );
  }
  return {
    release: () => {
      database.close();
    },
  };
}
