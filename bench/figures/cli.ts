import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleCli } from '../../cli/build/bundle-cli.ts';
import { startEmulators } from '../../local/emulators/start-emulators.ts';
import { alternate, figure, type BenchOptions, type Figure, type Measurement } from '../figure.ts';
import { fillService, now } from '../filled-service.ts';

const repository = join(import.meta.dirname, '../..');
const bin = join(repository, 'cli/bin.js');

/** The commands, and how many times as long as `node -e 0` each may take. */
const commands = [
  { id: 'cli.help', line: ['--help'], most: 3 },
  { id: 'cli.command-help', line: ['publish', '--help'], most: 3 },
  { id: 'cli.mistyped', line: ['publsh'], most: 3, exitCode: 2 },
  { id: 'cli.due-date', line: ['due-date', '2016-03-08'], most: 3 },
  { id: 'cli.list', line: ['list', '--as-of', now.toString()], most: 8 },
  { id: 'cli.desk', line: ['--as-of', now.toString()], most: 10 },
];

export const cli: Measurement = {
  title: 'how long commands take, as multiples of node -e 0',
  measure: measureCli,
};

async function measureCli({ runs }: BenchOptions): Promise<Figure[]> {
  // People run the bundle that npm ci makes. It must not be older than the sources.
  await bundleCli(join(repository, 'cli/dist'));
  const home = await mkdtemp(join(repository, 'node_modules/.cache/bench-'));
  const emulators = await startEmulators({ environment: process.env });
  try {
    const { environment, close } = await fillService(emulators.endpoints, { name: 'bench-cli', stored: 43 });
    const run = (timed: Timed) => () => time(timed, { ...environment, HOME: home });
    const oneQuery = ['--input-type=module', '-e', queryText(environment['REVISIT_TABLE'] ?? '')];
    const timed = [
      { words: ['-e', '0'] },
      { words: oneQuery },
      ...commands.map(({ line, exitCode }) => ({ words: [bin, ...line], exitCode })),
    ].map(run);
    // The first run of a command fills Node's compile cache.
    for (const once of timed) await once();
    const [floor = 0, query = 0, ...times] = await alternate(timed, { runs });
    close();
    return [
      figure({
        id: 'cli.one-query-through-the-sdk',
        goal: 'for comparison',
        measured: query,
        floor,
        unit: 'ms of processor time',
      }),
      ...commands.map(({ id, most }, place) =>
        figure({ id, goal: `< ${most}`, measured: times[place] ?? 0, floor, unit: 'ms of processor time' }),
      ),
    ];
  } finally {
    await emulators.stop();
    await rm(home, { recursive: true, force: true });
  }
}

interface Timed {
  readonly words: readonly string[];
  readonly exitCode?: number | undefined;
}

/** The least that a command with data can do: one query through the SDK, as an installed package. */
function queryText(table: string): string {
  return `
    import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
    const client = new DynamoDBClient({});
    await client.send(new QueryCommand({
      TableName: ${JSON.stringify(table)},
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'STAFF' } },
    }));
    client.destroy();
  `;
}

/**
 * Returns the milliseconds of processor time that a process takes. Its output goes into a pipe that is read. Bash measures
 * it, because Node does not know how long its children worked. Other work on the machine hardly counts.
 */
async function time(
  { words, exitCode: expected = 0 }: Timed,
  environment: Record<string, string>,
): Promise<number> {
  const script = 'TIMEFORMAT="%3U %3S"; { time "$@" 2>/dev/null; } 2>&3';
  const child = spawn('bash', ['-c', script, 'bash', process.execPath, ...words], {
    cwd: repository,
    env: { ...environment, PATH: process.env['PATH'], NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  child.stdout?.resume();
  const chunks: string[] = [];
  child.stdio[3]?.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  await once(child, 'close');
  if (child.exitCode !== expected) {
    throw new Error(`node ${words.join(' ')} ended with ${String(child.exitCode)}.`);
  }
  const [user = 0, system = 0] = chunks.join('').trim().split(' ').map(Number);
  return (user + system) * 1000;
}
