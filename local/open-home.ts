import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '../shared/errors.ts';

/** The databases of the emulators in a home, and what is lost if one has to go. */
const databases = [
  { file: 'dynamodb.sqlite', loss: 'It holds everything, so restore it from a copy.' },
  {
    file: join('queues', 'fauxqs.db'),
    loss: 'It holds mail and messages on their way. Move it away, and the next sweep finds every email that is owed.',
  },
] as const;

const SQLITE_HEADER = 'SQLite format 3\0';

/** The emulators need at least this much room for a start. */
const ROOM_BYTES = 1024 * 1024;

/**
 * Creates the home if it is missing, and checks that it can be used.
 *
 * @throws ServiceError `unreachable` if the home cannot be written or its disk is full, `stored-data` if a database in it
 * is broken. Each says what to do.
 */
export function openHome(home: string): void {
  if (existsSync(home) && !statSync(home).isDirectory()) {
    throw new ServiceError(
      'unreachable',
      `${home} is a file. Set REVISIT_HOME to the folder for the data, or move the file away.`,
      { field: 'REVISIT_HOME' },
    );
  }
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    closeSync(openSync(join(home, 'lock.sqlite'), 'a'));
  } catch (error) {
    throw explainHome(home, error);
  }
  const { bavail, bsize } = statfsSync(home);
  if (bavail * bsize < ROOM_BYTES) throw diskFull(home);
  for (const { file, loss } of databases) {
    const path = join(home, file);
    if (existsSync(path) && !isDatabase(path)) {
      throw new ServiceError('stored-data', `${path} is broken, because it is not a database. ${loss}`, {
        field: 'REVISIT_HOME',
      });
    }
  }
}

/** Turns an error of the file system into one that says what to do. Returns other errors as they are. */
export function explainHome(home: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(home, error);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'ENOENT':
    case 'ENOTDIR':
      return new ServiceError(
        'unreachable',
        `${home} cannot be written (${code}). Make the folder writable, or set REVISIT_HOME to another one.`,
        { field: 'REVISIT_HOME', cause: error },
      );
    default:
      return error;
  }
}

function diskFull(home: string, cause?: unknown): ServiceError {
  return new ServiceError(
    'unreachable',
    `The disk of ${home} is full. Make room, and run the command again. What was stored is kept.`,
    { field: 'REVISIT_HOME', cause },
  );
}

/** An empty file is a new database. */
function isDatabase(path: string): boolean {
  const header = Buffer.alloc(SQLITE_HEADER.length);
  const file = openSync(path, 'r');
  try {
    const length = readSync(file, header, 0, header.length, 0);
    return length === 0 || header.toString('latin1') === SQLITE_HEADER;
  } finally {
    closeSync(file);
  }
}
