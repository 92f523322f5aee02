import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  statfsSync,
  type Stats,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseClockFile } from '../shared/contracts/clock-file.ts';
import { ServiceError } from '../shared/errors.ts';
import { makeFolder } from './make-folder.ts';

interface HomePart {
  readonly name: string;
  /** Checks the content. Returns what is wrong with it and what to do, or undefined. */
  readonly findFault?: (path: string) => string | undefined;
}

/**
 * The files in a home. Whoever takes the lock finds a broken lock. Revisit writes the other files without a check anew.
 */
const files: readonly HomePart[] = [
  {
    name: 'dynamodb.sqlite',
    findFault: databaseFault('It holds everything, so restore it from a copy.'),
  },
  {
    name: join('queues', 'fauxqs.db'),
    findFault: databaseFault(
      'It holds mail and messages on their way. Move it away, and the next sweep finds every email that is owed.',
    ),
  },
  { name: 'clock.json', findFault: findClockFault },
  ...['lock.sqlite', 'local.json', 'ports.json', 'service.log', 'dynamodb.log', 'dynamodb.pid'].map(
    (name) => ({ name }),
  ),
];
const folders: readonly HomePart[] = [{ name: 'queues' }, { name: 'mail' }];

const SQLITE_HEADER = 'SQLite format 3\0';

/** SQLite's codes for a broken file: SQLITE_CORRUPT and SQLITE_NOTADB. */
const BROKEN: ReadonlySet<unknown> = new Set([11, 26]);

/** A check of a larger database takes longer than a command may. */
const QUICKLY_CHECKED_BYTES = 32 * 1024 * 1024;

/** The emulators need at least this much room for a start. */
const ROOM_BYTES = 1024 * 1024;

/**
 * Creates the home if it is missing, and checks that it can be used.
 *
 * @throws ServiceError `unreachable` if the home cannot be written or its disk is full, `stored-data` if a file in it
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
    makeFolder(home, { mode: 0o700 });
    checkParts(home);
    closeSync(openSync(join(home, 'lock.sqlite'), 'a'));
  } catch (error) {
    throw explainHome(home, error);
  }
  if (isDiskFull(home)) throw diskFull(home);
}

/**
 * Says that the disk is full if a service on this machine failed for that reason. The emulators do not say why they
 * cannot write. Returns other errors as they are.
 */
export function explainServiceOf(home: string, error: unknown): unknown {
  const hasFailed = error instanceof ServiceError && error.kind === 'unreachable';
  return hasFailed && existsSync(home) && isDiskFull(home) ? diskFull(home, error) : error;
}

function isDiskFull(home: string): boolean {
  const { bavail, bsize } = statfsSync(home);
  return bavail * bsize < ROOM_BYTES;
}

function checkParts(home: string): void {
  for (const { name } of folders) {
    const path = join(home, name);
    if (statOf(path)?.isDirectory() === false) {
      throw brokenFile(`${path} is a file, but Revisit keeps a folder there. Move the file away.`);
    }
  }
  for (const { name, findFault } of files) {
    const path = join(home, name);
    const stat = statOf(path);
    if (stat === undefined) continue;
    if (stat.isDirectory()) {
      throw brokenFile(`${path} is a folder, but Revisit keeps a file there. Move the folder away.`);
    }
    const fault = findFault?.(path);
    if (fault !== undefined) throw brokenFile(`${path} is broken${fault}`);
  }
}

function brokenFile(detail: string): ServiceError {
  return new ServiceError('stored-data', detail, { field: 'REVISIT_HOME' });
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Turns an error of the file system into one that says what to do. Returns other errors as they are. */
export function explainHome(home: string, error: unknown): unknown {
  if (!(error instanceof Error) || !isAbout(home, error)) return error;
  const code = 'errcode' in error ? sqliteCodes.get(error.errcode) : 'code' in error ? error.code : undefined;
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

/** Tells whether an error is about the home, a file in it, or a folder above it. Some errors do not say. */
function isAbout(home: string, error: Error): boolean {
  if (!('path' in error) || typeof error.path !== 'string') return true;
  const [path, folder] = [resolve(error.path), resolve(home)];
  return path.startsWith(folder) || folder.startsWith(path);
}

/** SQLite's codes SQLITE_READONLY and SQLITE_FULL, each as the file system says it. */
const sqliteCodes: ReadonlyMap<unknown, string> = new Map([
  [8, 'EROFS'],
  [13, 'ENOSPC'],
]);

function diskFull(home: string, cause?: unknown): ServiceError {
  return new ServiceError(
    'unreachable',
    `The disk of ${home} is full. Make room, and run the command again. What was stored is kept.`,
    { field: 'REVISIT_HOME', cause },
  );
}

function findClockFault(path: string): string | undefined {
  try {
    parseClockFile(readFileSync(path, 'utf8'));
    return undefined;
  } catch {
    return '. Delete it to return to the real time.';
  }
}

function databaseFault(loss: string): (path: string) => string | undefined {
  return (path) => {
    if (!hasHeader(path)) return `, because it is not a database. ${loss}`;
    return isDamaged(path) ? `, because a part of the database is damaged. ${loss}` : undefined;
  };
}

/** An empty file is a new database. */
function hasHeader(path: string): boolean {
  const header = Buffer.alloc(SQLITE_HEADER.length);
  const file = openSync(path, 'r');
  try {
    const length = readSync(file, header, 0, header.length, 0);
    return length === 0 || header.toString('latin1') === SQLITE_HEADER;
  } finally {
    closeSync(file);
  }
}

/** Tells whether SQLite finds damage. If another process has locked the database, that process has opened it already. */
function isDamaged(path: string): boolean {
  const isSmall = statSync(path).size <= QUICKLY_CHECKED_BYTES;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    const statement = isSmall ? 'PRAGMA quick_check(1)' : 'SELECT count(*) AS quick_check FROM sqlite_master';
    const found = database.prepare(statement).get()?.['quick_check'];
    return isSmall && found !== 'ok';
  } catch (error) {
    return error instanceof Error && 'errcode' in error && BROKEN.has(error.errcode);
  } finally {
    database?.close();
  }
}
