import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endOrphan } from '../../local/emulators/orphan.ts';

let directory: string;
let left: ChildProcess | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'revisit-test-'));
});
afterEach(async () => {
  left?.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

async function leaveBehind(
  script: string,
  file: string,
): Promise<{ pidPath: string; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, ['-e', script, file], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  left = child;
  await once(child.stdout, 'data');
  const pidPath = join(directory, 'dynamodb.pid');
  await writeFile(pidPath, String(child.pid));
  return { pidPath, ended: once(child, 'exit') };
}

const runs = `console.log('up'); setInterval(() => {}, 1000);`;

test.each([
  ['the next start ends a left-over process that has our database open', runs],
  [
    'the next start also ends a left-over process that ignores SIGTERM',
    `process.on('SIGTERM', () => {}); ${runs}`,
  ],
])('%s', async (_, script) => {
  const databasePath = join(directory, 'dynamodb.sqlite');
  const { pidPath, ended } = await leaveBehind(script, databasePath);
  await endOrphan({ pidPath, databasePath });
  await ended;
  expect(existsSync(pidPath)).toBe(false);
});

test('the next start does not end another process that now has the recorded process id', async () => {
  const { pidPath } = await leaveBehind(runs, '/somewhere/else.sqlite');
  await endOrphan({ pidPath, databasePath: join(directory, 'dynamodb.sqlite') });
  expect([left?.exitCode, left?.signalCode]).toEqual([null, null]);
});
