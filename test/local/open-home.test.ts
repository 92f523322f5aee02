import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainHome, openHome } from '../../local/open-home.ts';
import { revisit } from '../support/command-line.ts';

describe('the home of the local service', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'revisit-home-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is created if it is missing', () => {
    expect(() => {
      openHome(join(folder, 'a', 'b'));
    }).not.toThrow();
  });

  it.each([
    ['is a file', 'home', /is a file\. Set REVISIT_HOME/u],
    ['is below a file', 'home/below', /cannot be written \(ENOTDIR\)\. Make the folder writable/u],
  ])('is refused with what to do if it %s', (_what, path, says) => {
    writeFileSync(join(folder, 'home'), 'x');
    expect(() => {
      openHome(join(folder, path));
    }).toThrow(says);
  });

  it.each(['dynamodb.sqlite', 'queues/fauxqs.db'])(
    'is refused if %s is not a database, and the error says what is lost',
    async (file) => {
      mkdirSync(join(folder, 'queues'));
      writeFileSync(join(folder, file), 'garbage');
      const { exitCode, err } = await revisit('list', { environment: { REVISIT_HOME: folder } });
      expect(exitCode).not.toBe(0);
      expect(err).toContain('is broken');
      expect(err).not.toContain('REVISIT_DEBUG');
    },
  );

  it('explains a full disk as the file system reports it', () => {
    let cause: unknown;
    try {
      writeFileSync('/dev/full', 'x');
    } catch (error) {
      cause = error;
    }
    expect(String(explainHome(folder, cause))).toContain('is full. Make room, and run the command again.');
  });
});
