import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleEmails } from '../wording/sample-emails.ts';
import { galleryPage } from './gallery-page.ts';

/**
 * Writes the gallery for `npm run gallery`. It shows every kind of email, and the pictures of every page that the
 * browser tests took.
 */
const directory = 'gallery';
const pictures = (await readdir(join(directory, 'pages'))).filter((file) => file.endsWith('.png'));
const page = galleryPage({ emails: sampleEmails, pictures: pictures.map((file) => `pages/${file}`) });
await writeFile(join(directory, 'index.html'), page);
process.stdout.write(`${join(directory, 'index.html')}\n`);
