import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { revisit } from '../support/command-line.ts';

/**
 * The table of a local service that the release of commit 76124cf made. It has two reports, contacts of four roles, sent
 * requests, a return, a booked visit and a moved date. That release had no programme files and no other bodies.
 */
const fixture = join(import.meta.dirname, '../fixtures/home-76124cf');

describe('A home that an older release made', () => {
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'revisit-older-home-'));
    await cp(fixture, home, { recursive: true });
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  async function run(line: string): Promise<string> {
    const { exitCode, out, err } = await revisit(line, { environment: { REVISIT_HOME: home } });
    expect([line, exitCode, err]).toEqual([line, 0, '']);
    return out;
  }

  it('opens, and its follow-ups keep version 1 of their programme', async () => {
    const schema = z.object({
      programmes: z.array(z.object({ id: z.string(), version: z.int(), inUse: z.int() })),
    });
    const { programmes } = schema.parse(JSON.parse(await run('programme list --json')));
    expect(programmes).toContainEqual(expect.objectContaining({ id: 'ncpi', version: 1, inUse: 2 }));
    const list = await run('list');
    expect(list).toMatch(/Essex +8 Mar 2016 +8 Sep 2016 +5-8 Sep 2016/u);
    expect(list).toMatch(/Kent +7 Mar 2016 +1 Oct 2016/u);
  });

  it('knows what each contact does, although the older release did not store it', async () => {
    const shown = (await run('show essex')).replace(/\s+/gu, ' ');
    expect(shown).toContain(
      'lead Chief Superintendent Shaw; liaison Liaison; local-policing-body PCC office.',
    );
  });

  it('keeps the reference of a return, and finds it again', async () => {
    expect(await run('returns essex')).toContain('ESSEX-2016-A1');
  });

  it('sends what is due next by the same rules: nothing to Essex, which answered, and a reminder to Kent', async () => {
    await run('sweep --as-of 2016-04-11');
    const mails = await readdir(join(home, 'mail'));
    const subjects = await Promise.all(
      mails
        .filter((name) => name.endsWith('.eml'))
        .map(async (name) => {
          const mail = await PostalMime.parse(await readFile(join(home, 'mail', name)));
          return `${mail.to?.[0]?.address ?? ''}: ${mail.subject ?? ''}`;
        }),
    );
    expect(subjects).toEqual([
      'lead@kent.example: By 18 April: Kent 2016 six-week response, about 10 minutes',
    ]);
  });
});
