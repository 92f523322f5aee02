import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLocalService } from '../../local/find-local-service.ts';
import { isNightly } from '../support/nightly.ts';

let home: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'revisit-home-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(home, { recursive: true, force: true });
});

function startMain(...options: string[]): ChildProcess {
  child = spawn(process.execPath, [join(import.meta.dirname, '../../local/main.ts'), ...options], {
    env: { PATH: process.env['PATH'], REVISIT_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return child;
}

describe('npm start', () => {
  test('prints the addresses of inbox and form, serves the form, and ends cleanly when asked', async () => {
    const running = startMain();
    const said = String(await once(running.stdout ?? running, 'data'));
    const service = await findLocalService(home);
    expect(said).toContain(service?.endpoints.inbox);
    expect(said).toContain(service?.endpoints.form);
    const page = await fetch(service?.endpoints.form ?? '');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    running.kill('SIGINT');
    expect(await once(running, 'exit')).toEqual([0, null]);
    expect(await findLocalService(home)).toBeUndefined();
  });

  test.runIf(isNightly)('ends with exit code 2 when it gets an option that it does not know', async () => {
    expect(await once(startMain('--prot-base', '4000'), 'exit')).toEqual([2, null]);
  });
});
