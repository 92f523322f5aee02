import { join } from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';

// Unpacks Chromium, its fonts and its libraries into the folder for temporary files that `TMPDIR` names.
await chromium.executablePath();
await inflate(join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
