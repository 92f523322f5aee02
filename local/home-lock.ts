import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceError } from '../shared/errors.ts';
import { findLocalService } from './find-local-service.ts';
import { explainHome } from './open-home.ts';

/** How long to wait for another command on the same home. It usually finishes in a moment. */
const PATIENCE_MILLISECONDS = 15_000;
/** How long a person waits without a word. */
const QUIET_MILLISECONDS = 1_000;

/**
 * Locks the home as soon as another command releases it.
 *
 * @throws ServiceError `in-use` as soon as a service runs there, or after 15 seconds.
 */
export async function lockHomeInTime(
  home: string,
  { tell }: { tell?: (line: string) => void } = {},
): Promise<{ release(): void }> {
  const startedAt = performance.now();
  let hasTold = false;
  for (;;) {
    try {
      return lockHome(home);
    } catch (error) {
      const waited = performance.now() - startedAt;
      const isBusy = error instanceof ServiceError && error.kind === 'in-use';
      if (!isBusy || waited > PATIENCE_MILLISECONDS || (await findLocalService(home)) !== undefined)
        throw error;
      if (waited > QUIET_MILLISECONDS && !hasTold) {
        tell?.(`Waiting for another command on ${home} …`);
        hasTold = true;
      }
      await delay(50);
    }
  }
}

/** SQLite's code if another process has the lock. */
const SQLITE_BUSY = 5;
/** SQLite's code if the file is something else. */
const SQLITE_NOTADB = 26;

/**
 * Locks REVISIT_HOME for this process. The operating system holds the lock, and releases it when the process ends for
 * any reason.
 *
 * @throws ServiceError `in-use` if another process has the lock.
 */
export function lockHome(home: string): { release(): void } {
  const database = new DatabaseSync(join(home, 'lock.sqlite'));
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if (hasCode(cause, SQLITE_NOTADB)) {
      const path = join(home, 'lock.sqlite');
      throw new ServiceError('stored-data', `${path} is broken, because it is not a database. Delete it.`, {
        field: 'REVISIT_HOME',
        cause,
      });
    }
    if (!hasCode(cause, SQLITE_BUSY)) throw explainHome(home, cause);
    throw new ServiceError(
      'in-use',
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

function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === code;
}
