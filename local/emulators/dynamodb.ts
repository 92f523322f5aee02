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

interface Command {
  file: string;
  arguments: readonly string[];
  /** How long to wait for its first answer. npx has to download it first. */
  patienceMilliseconds: number;
}

/**
 * Starts DynamoDB on this machine, or uses the one that `AWS_ENDPOINT_URL_DYNAMODB` names.
 *
 * @throws ServiceError `unreachable` if no emulator can be found, or it does not answer.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDbEmulator> {
  const given = options.environment['AWS_ENDPOINT_URL_DYNAMODB'];
  if (given !== undefined && given !== '')
    return { endpoint: given, pid: undefined, stop: () => Promise.resolve() };

  const command = findCommand(options.environment);
  const port = options.port ?? (await findFreePort());
  const endpoint = `http://${loopback}:${port}`;
  const child = spawnTiedToUs(command, {
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
    await untilAnswering({
      endpoint,
      ended: end.signal,
      patienceMilliseconds: command.patienceMilliseconds,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, pid: child.pid, stop };
}

/** Looks in this order: the optional package for Linux on x64, `dynoxide` on the PATH, and npx. */
function findCommand(environment: Record<string, string | undefined>): Command {
  const packaged = packagedBinary();
  if (packaged !== undefined) return { file: packaged, arguments: [], patienceMilliseconds: 10_000 };
  const path = environment['PATH'] ?? '';
  const onPath = (name: string): string | undefined =>
    path
      .split(delimiter)
      .map((directory) => join(directory, name))
      .find(isExecutable);
  const installed = onPath('dynoxide');
  if (installed !== undefined) return { file: installed, arguments: [], patienceMilliseconds: 10_000 };
  const npx = onPath('npx');
  if (npx !== undefined) {
    return { file: npx, arguments: ['--yes', 'dynoxide@1.2.1'], patienceMilliseconds: 120_000 };
  }
  throw new ServiceError(
    'unreachable',
    'There is no DynamoDB emulator. Install dynoxide 1.2.1 on the PATH, or set AWS_ENDPOINT_URL_DYNAMODB to one that is running.',
  );
}

function packagedBinary(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json');
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
  command: Command,
  options: { arguments: readonly string[]; logPath: string | undefined },
): ChildProcess {
  const log = options.logPath === undefined ? undefined : openSync(options.logPath, 'a');
  try {
    return spawn('sh', ['-c', watchThenRun, command.file, ...command.arguments, ...options.arguments], {
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

async function untilAnswering(options: {
  endpoint: string;
  ended: AbortSignal;
  patienceMilliseconds: number;
}): Promise<void> {
  const deadline = performance.now() + options.patienceMilliseconds;
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
