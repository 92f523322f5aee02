import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) });

/** These commands make pictures. Their tests also run in `npm test`. */
const pictures = ['screenshots', 'gallery'];

test('the nightly workflow lists every npm command that runs tests which npm test leaves out', async () => {
  const { scripts } = packageSchema.parse(JSON.parse(await readFile('package.json', 'utf8')));
  const long = Object.entries(scripts).flatMap(([name, command]) =>
    /vitest run|take-out-guards/u.test(command) && name !== 'test' && !pictures.includes(name)
      ? [`npm run ${name}`]
      : [],
  );
  const nightly = await readFile('.github/workflows/nightly.yml', 'utf8');
  const each = [...nightly.matchAll(/^ +- (?<command>npm run \S+)$/gmu)].flatMap(({ groups }) => [
    groups?.['command'] ?? '',
  ]);
  expect(each.sort()).toEqual(long.sort());
});
