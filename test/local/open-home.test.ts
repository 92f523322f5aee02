import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainHome, explainServiceOf, openHome } from '../../local/open-home.ts';
import { ServiceError } from '../../shared/errors.ts';
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

  it.each([
    ['clock.json', '{', /clock\.json is broken\. Delete it to return to the real time\./u],
    ['clock.json', 'null', /clock\.json is broken\. Delete it to return to the real time\./u],
  ])('is refused at once if %s is "%s"', (file, content, says) => {
    writeFileSync(join(folder, file), content);
    expect(() => {
      openHome(folder);
    }).toThrow(says);
  });

  it.each(['dynamodb.sqlite', 'queues/fauxqs.db'])('is refused if a page of %s is broken', (file) => {
    mkdirSync(join(folder, 'queues'));
    const database = new DatabaseSync(join(folder, file));
    database.exec('CREATE TABLE mails (id TEXT PRIMARY KEY, words TEXT)');
    const insert = database.prepare('INSERT INTO mails VALUES (?, ?)');
    for (let id = 0; id < 100; id += 1) insert.run(String(id), 'words '.repeat(200));
    database.close();
    const whole = readFileSync(join(folder, file));
    expect(() => {
      openHome(folder);
    }).not.toThrow();
    writeFileSync(join(folder, file), whole.fill(0xa5, 8_192));
    expect(() => {
      openHome(folder);
    }).toThrow(/is broken/u);
  });

  it.each([
    'clock.json',
    'dynamodb.log',
    'dynamodb.pid',
    'dynamodb.sqlite',
    'local.json',
    'lock.sqlite',
    'ports.json',
    'queues/fauxqs.db',
    'service.log',
  ])('is refused if %s is a folder', (file) => {
    mkdirSync(join(folder, file), { recursive: true });
    expect(() => {
      openHome(folder);
    }).toThrow(`${join(folder, file)} is a folder, but Revisit keeps a file there. Move the folder away.`);
  });

  it.each(['mail', 'queues'])('is refused if %s is a file', (file) => {
    writeFileSync(join(folder, file), '');
    expect(() => {
      openHome(folder);
    }).toThrow(`${join(folder, file)} is a file, but Revisit keeps a folder there. Move the file away.`);
  });

  it('may have lost its ports, which are then chosen again', async () => {
    writeFileSync(join(folder, 'ports.json'), '{');
    const { err, out } = await revisit('list', { environment: { REVISIT_HOME: folder } });
    expect(err).toBe('');
    expect(out).toContain('There are no follow-ups yet.');
  });

  it.runIf(existsSync('/proc/self'))('is refused at once where no folder can be made', () => {
    expect(() => {
      openHome('/proc/revisit/home');
    }).toThrow(/\/proc\/revisit\/home cannot be written \(ENOENT\)/u);
  });

  it.runIf(existsSync('/proc/self'))('explains a service that failed because the disk is full', () => {
    const failed = new ServiceError('unreachable', 'The table did not answer.');
    // No byte is free there.
    expect(String(explainServiceOf('/proc', failed))).toContain('The disk of /proc is full. Make room');
    expect(explainServiceOf(folder, failed)).toBe(failed);
    expect(explainServiceOf('/nowhere/at/all', failed)).toBe(failed);
  });

  it('is not blamed for a file elsewhere', () => {
    const elsewhere = Object.assign(new Error('ENOENT'), { code: 'ENOENT', path: '/usr/bin/missing' });
    expect(explainHome(folder, elsewhere)).toBe(elsewhere);
  });

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
