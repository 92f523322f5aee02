import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceError } from '../../shared/errors.ts';
import { findFreePort, loopback } from '../loopback.ts';

export interface DynamoDbEmulator {
  endpoint: string;
  /** Undefined if somebody else started the emulator. */
  pid: number | undefined;
  stop(): Promise<void>;
}

export interface DynamoDbOptions {
  environment: Record<string, string | undefined>;
  /** The SQLite file. Without it, the data is in memory. */
  databasePath?: string;
  /** The port. Without it, any free port is used. */
  port?: number;
  /** The file for its output. Without it, the output is discarded. */
  logPath?: string;
  /** The file for its process id, written at once. The next run reads it to clean up after a crash. */
  pidPath?: string;
}

/** The system for which npm has the emulator. */
const PACKAGED_SYSTEM = 'linux-x64';

/** How long to wait for its first answer. */
const PATIENCE_MILLISECONDS = 10_000;

/**
 * Starts DynamoDB on this machine, or uses the one that `AWS_ENDPOINT_URL_DYNAMODB` names.
 *
 * @throws ServiceError `unreachable` if no emulator can be found, or it does not answer.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDbEmulator> {
  const given = options.environment['AWS_ENDPOINT_URL_DYNAMODB'];
  if (given !== undefined && given !== '')
    return { endpoint: given, pid: undefined, stop: () => Promise.resolve() };

  const emulator = findEmulator(options);
  const port = options.port ?? (await findFreePort());
  const endpoint = `http://${loopback}:${port}`;
  const child = spawnTiedToUs(emulator, {
    arguments: [
      '--host',
      loopback,
      '--port',
      String(port),
      ...(options.databasePath === undefined ? [] : ['--db-path', options.databasePath]),
    ],
    logPath: options.logPath,
  });
  const end = new AbortController();
  const exited = new Promise<void>((resolve) => {
    const recordExit = (): void => {
      child.stdin?.destroy();
      end.abort();
      resolve();
    };
    child.once('exit', recordExit);
    child.once('error', recordExit);
  });

  const stop = async (): Promise<void> => {
    child.stdin?.destroy();
    endProcessGroup(child.pid, 'SIGTERM');
    const lastResort = setTimeout(() => {
      endProcessGroup(child.pid, 'SIGKILL');
    }, 3000);
    await exited;
    clearTimeout(lastResort);
    if (options.pidPath !== undefined) rmSync(options.pidPath, { force: true });
  };

  try {
    if (options.pidPath !== undefined && child.pid !== undefined) {
      writeFileSync(options.pidPath, String(child.pid));
    }
    await untilAnswering({ endpoint, ended: end.signal });
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, pid: child.pid, stop };
}

/**
 * Returns the file of the emulator. This is the optional package for Linux on x64, or `dynoxide` on the PATH. Revisit never
 * downloads it, because only package-lock.json says what it should be.
 *
 * @throws ServiceError `unreachable` if there is none. It says what to install.
 */
export function findEmulator({
  environment,
  system = `${process.platform}-${process.arch}`,
}: {
  environment: Record<string, string | undefined>;
  system?: string;
}): string {
  const onPath = (environment['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'dynoxide'))
    .find(isExecutable);
  const found = (system === PACKAGED_SYSTEM ? packagedBinary() : undefined) ?? onPath;
  if (found !== undefined) return found;
  const why =
    system === PACKAGED_SYSTEM
      ? 'The DynamoDB emulator is missing. Run npm ci. If it leaves out optional packages, install'
      : `npm installs the DynamoDB emulator only on ${PACKAGED_SYSTEM}, and this is ${system}. Install`;
  throw new ServiceError(
    'unreachable',
    `${why} dynoxide 1.2.1 from https://github.com/nubo-db/dynoxide on the PATH. Or set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB that is running, such as http://127.0.0.1:8000.`,
  );
}

function packagedBinary(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`@dynoxide/${PACKAGED_SYSTEM}/package.json`);
    const binary = join(manifest, '..', 'dynoxide');
    return isExecutable(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * dynoxide continues after its parent is killed, and a second one would then open the same file. So a watcher next to it holds
 * a pipe from our process. When our process ends for any reason, the pipe closes and the watcher ends the whole group.
 * The group is separate, so Ctrl-C reaches only our process and it can stop everything in order.
 */
const watchThenRun =
  'exec 3<&0; (read -r _ <&3; kill -s TERM -- -$$) 2>/dev/null & exec "$0" "$@" </dev/null 3<&-';

function spawnTiedToUs(
  file: string,
  options: { arguments: readonly string[]; logPath: string | undefined },
): ChildProcess {
  const log = options.logPath === undefined ? undefined : openSync(options.logPath, 'a');
  try {
    return spawn('sh', ['-c', watchThenRun, file, ...options.arguments], {
      detached: true,
      stdio: ['pipe', log ?? 'ignore', log ?? 'ignore'],
    });
  } finally {
    if (log !== undefined) closeSync(log);
  }
}

export function endProcessGroup(leader: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch {
    // The group has ended already.
  }
}

async function untilAnswering(options: { endpoint: string; ended: AbortSignal }): Promise<void> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (performance.now() < deadline && !options.ended.aborted) {
    if (await answers(options.endpoint)) return;
    await delay(10);
  }
  throw new ServiceError(
    'unreachable',
    options.ended.aborted
      ? 'The local DynamoDB ended as soon as it started. See dynamodb.log in REVISIT_HOME.'
      : `The local DynamoDB did not answer at ${options.endpoint}. See dynamodb.log in REVISIT_HOME.`,
  );
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
