import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { endOrphanedEmulators } from './emulators/start-emulators.ts';
import { lockHome } from './home-lock.ts';

/** The files of the local service in its home. Other files there are not ours. */
const OURS =
  /^(?:dynamodb\.(?:sqlite(?:-shm|-wal|-journal)?|log|pid)|queues|mail|clock\.json|local\.json|ports\.json|service\.log)$/u;

/** Returns the names of our files and folders in a home. A reset deletes them. */
export function filesOfHome(home: string): string[] {
  return existsSync(home) ? readdirSync(home).filter((name) => OURS.test(name)) : [];
}

/**
 * Deletes everything local: the table, queues, mail and clock. Other files in the folder stay.
 *
 * @throws ServiceError `conflict` while a service is running there.
 */
export async function resetHome(home: string): Promise<void> {
  const folder = resolve(home);
  if (!existsSync(folder)) return;
  const lock = lockHome(folder);
  try {
    await endOrphanedEmulators(folder);
    for (const name of filesOfHome(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  } finally {
    lock.release();
  }
}
