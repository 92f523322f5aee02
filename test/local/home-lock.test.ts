import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockHome, lockHomeInTime } from '../../local/home-lock.ts';

describe('the lock of a home', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'revisit-home-'));
  });
  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });

  it('goes to the one who waits for it, as soon as it is free', async () => {
    const first = lockHome(home);
    expect(() => lockHome(home)).toThrow('The local service is running already');
    const told: string[] = [];
    const second = lockHomeInTime(home, {
      tell: (line) => {
        told.push(line);
        first.release();
      },
    });
    (await second).release();
    expect(told).toEqual([`Waiting for another command on ${home} …`]);
  });

  it('is not taken for in use if its file is broken', () => {
    writeFileSync(join(home, 'lock.sqlite'), 'garbage');
    expect(() => lockHome(home)).toThrow(
      `${join(home, 'lock.sqlite')} is broken, because it is not a database. Delete it.`,
    );
  });
});
