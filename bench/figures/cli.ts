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
  { id: 'cli.mistyped', line: ['publsh'], most: 3 },
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
    const run = (words: readonly string[]) => () => time(words, { ...environment, HOME: home });
    const oneQuery = ['--input-type=module', '-e', queryText(environment['REVISIT_TABLE'] ?? '')];
    const timed = [['-e', '0'], oneQuery, ...commands.map(({ line }) => [bin, ...line])].map(run);
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
        unit: 'ms',
      }),
      ...commands.map(({ id, most }, place) =>
        figure({ id, goal: `< ${most}`, measured: times[place] ?? 0, floor, unit: 'ms' }),
      ),
    ];
  } finally {
    await emulators.stop();
    await rm(home, { recursive: true, force: true });
  }
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

/** Returns the milliseconds from the start of a process to its end. Its output goes into a pipe that is read. */
async function time(words: readonly string[], environment: Record<string, string>): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, words, {
    cwd: repository,
    env: { ...environment, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.resume();
  child.stderr.resume();
  await once(child, 'close');
  return performance.now() - begun;
}
