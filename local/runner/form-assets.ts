import { readFileSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { isUnavailablePage } from '../../functions/progress-form/front.ts';

/** The files that `npm run build:pages` makes. On AWS they are in a bucket behind CloudFront, at the same addresses. */
const folder = join(import.meta.dirname, '../../functions/progress-form/dist/assets');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * Answers a request for one of the form's assets. Their names change with their content, so browsers keep them for a year.
 *
 * @returns False if the request is for something else.
 */
export function serveAsset(incoming: IncomingMessage, response: ServerResponse): boolean {
  const path = incoming.url ?? '/';
  if (!path.startsWith('/assets/')) return false;
  const name = path.slice('/assets/'.length);
  const content = readAsset(name);
  if (content === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('Not Found');
    return true;
  }
  response.writeHead(200, {
    'content-type': contentTypes[extname(name)] ?? 'application/octet-stream',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  response.end(incoming.method === 'HEAD' ? undefined : content);
  return true;
}

/** Returns the page that CloudFront shows if the form does not answer. */
export function unavailablePage(): Buffer {
  const name = readdirSync(folder).find(isUnavailablePage);
  if (name === undefined)
    throw new Error('The page for a form that does not answer is missing. Run "npm run build:pages".');
  return readFileSync(join(folder, name));
}

/** Reads a file of the folder itself. A path that leads elsewhere does not match any file name there. */
function readAsset(name: string): Buffer | undefined {
  return readdirSync(folder).includes(name) ? readFileSync(join(folder, name)) : undefined;
}
