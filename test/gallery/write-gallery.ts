import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleEmails } from '../wording/sample-emails.ts';
import { galleryPage } from './gallery-page.ts';

/** `npm run gallery`: puts every kind of email, and the pictures that the browser tests took of every page, on one page. */
const directory = 'gallery';
const pictures = (await readdir(join(directory, 'pages'))).filter((file) => file.endsWith('.png'));
const page = galleryPage({ emails: sampleEmails, pictures: pictures.map((file) => `pages/${file}`) });
await writeFile(join(directory, 'index.html'), page);
process.stdout.write(`${join(directory, 'index.html')}\n`);
