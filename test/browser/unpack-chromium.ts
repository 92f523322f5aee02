import { join } from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';

// Unpacks Chromium, its fonts and the libraries it needs into the folder for temporary files, which `TMPDIR` names.
await chromium.executablePath();
await inflate(join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
