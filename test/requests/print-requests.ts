import { readFileSync, writeFileSync } from 'node:fs';
import { startEmulators } from '../../local/emulators/start-emulators.ts';
import { courses, measureRequests } from './measure-requests.ts';
import { LIST_FILE, parseList, renderList, updateList, withoutReason } from './request-list.ts';

/**
 * `npm run requests` prints how many requests each piece of work makes, and what DynamoDB would bill for it. `npm run
 * requests -- --update` writes the list again.
 */
const emulators = await startEmulators({ environment: process.env });
try {
  const measured = await measureRequests(emulators.endpoints);
  if (process.argv.includes('--update')) {
    const updated = updateList(parseList(readFileSync(LIST_FILE, 'utf8')), measured);
    writeFileSync(LIST_FILE, renderList(updated, { courses }));
    const open = withoutReason(updated);
    process.stdout.write(
      open.length === 0
        ? `${LIST_FILE} is up to date.\n`
        : `${LIST_FILE} is written. Give a reason for:\n${open.map((line) => `  ${line}\n`).join('')}`,
    );
  } else {
    const cell = (value: string | number): string => String(value).padStart(12);
    process.stdout.write(`${['requests', 'read units', 'write units'].map(cell).join('')}\n`);
    for (const { group, title, counts, readUnits, writeUnits } of measured) {
      const requests = [...counts.values()].reduce((sum, count) => sum + count, 0);
      process.stdout.write(`${[requests, readUnits, writeUnits].map(cell).join('')}  ${group}, ${title}\n`);
    }
  }
} finally {
  await emulators.stop();
}
