import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderReference } from './reference.ts';

/** `npm run reference` runs this file. It writes docs/cli.md. */
await writeFile(join(import.meta.dirname, '../../docs/cli.md'), await renderReference());
