import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { dateTable, fingerprint } from './date-table.ts';

const run = promisify(execFile);
const years = { from: '2014-01-01', to: '2017-12-31' };
const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const script = fileURLToPath(new URL('date-table.ts', import.meta.url));

describe('the dates of a report (F11)', () => {
  let here: string;
  beforeAll(() => {
    here = fingerprint(dateTable(years));
  });

  it.each(['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC', 'Europe/London'])(
    'stay the same on a computer in the time zone %s, for every publication day of four years',
    async (zone) => {
      const { stdout } = await run(node, [script, years.from, years.to], { env: { TZ: zone } });
      expect(stdout).toBe(here);
    },
  );
});
