import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../shared/errors.ts';

/**
 * Holds REVISIT_HOME for this process alone. The operating system holds the lock, so it is free again as soon as we
 * end, however we end.
 *
 * @throws ServiceError `conflict` when another process has it.
 */
export function lockHome(home: string): { release(): void } {
  const database = new DatabaseSync(join(home, 'lock.sqlite'));
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new ServiceError(
      'in-use',
      `The local service is running already on ${home}, or just starting or stopping: use that one, or set REVISIT_HOME.`,
      { cause },
    );
  }
  return {
    release: () => {
      database.close();
    },
  };
}
