import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { endOrphanedEmulators } from './emulators/start-emulators.ts';
import { lockHome } from './home-lock.ts';

/** What the local service keeps in its home; anything else there is somebody else's. */
const OURS =
  /^(?:dynamodb\.(?:sqlite(?:-shm|-wal|-journal)?|log|pid)|queues|mail|clock\.json|local\.json|ports\.json|service\.log)$/u;

/** What a reset would delete: the names of our files and folders in a home. */
export function filesOfHome(home: string): string[] {
  return existsSync(home) ? readdirSync(home).filter((name) => OURS.test(name)) : [];
}

/**
 * Deletes everything local: table, queues, mail, clock. Nothing else in the folder is touched.
 *
 * @throws ServiceError `conflict` while a service runs there.
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
