import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceError } from '../../shared/errors.ts';
import { endProcessGroup } from './dynamodb.ts';

/**
 * Ends a DynamoDB that a killed run left behind with this file open. It has usually ended by itself.
 *
 * @throws ServiceError `conflict` if it does not end.
 */
export async function endOrphan(orphan: { pidPath: string; databasePath: string }): Promise<void> {
  const pid = notedPid(orphan.pidPath);
  if (pid === undefined) return;
  const impatientAt = performance.now() + 2000;
  while (hasOpen(pid, orphan.databasePath)) {
    const waited = performance.now() - impatientAt;
    if (waited > 2000) {
      throw new ServiceError(
        'conflict',
        `Process ${pid} still has the local database open. End that process, then try again.`,
      );
    }
    endProcessGroup(pid, waited > 0 ? 'SIGKILL' : 'SIGTERM');
    await delay(20);
  }
  rmSync(orphan.pidPath, { force: true });
}

function notedPid(pidPath: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidPath, 'utf8'));
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Tells whether a process is ours: its command line names our file. Another program may have its number by now. */
function hasOpen(pid: number, databasePath: string): boolean {
  return commandLine(pid).includes(databasePath);
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // There is no such process, or this is not Linux.
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}
