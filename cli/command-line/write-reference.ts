import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderReference } from './reference.ts';

/** `npm run reference`: writes docs/cli.md anew. */
await writeFile(join(import.meta.dirname, '../../docs/cli.md'), await renderReference());
