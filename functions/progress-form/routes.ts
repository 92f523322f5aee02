import { approve, showApprove } from './pages/approve.ts';
import { showCheck } from './pages/check.ts';
import type { Page } from './pages/page-context.ts';
import { answerDetails, answerStatus, showDetails, showStatus } from './pages/recommendation.ts';
import { showCopy, showSent } from './pages/sent.ts';
import { showStart, start } from './pages/start.ts';
import { showHome } from './pages/static.ts';
import { showTaskList } from './pages/task-list.ts';
import { answerWhole, showWhole } from './pages/whole.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** A part that begins with a colon stands for anything, and is known by its name. */
  readonly path: string;
  readonly page: Page;
}

/** Every address of the form. A GET changes nothing: mail scanners follow links. */
export const routes: readonly Route[] = [
  { method: 'GET', path: '/', page: showHome },
  { method: 'GET', path: '/f/:token', page: showStart },
  { method: 'POST', path: '/f/:token', page: start },
  { method: 'GET', path: '/form', page: showTaskList },
  { method: 'GET', path: '/form/recommendation/:number', page: showStatus },
  { method: 'POST', path: '/form/recommendation/:number', page: answerStatus },
  { method: 'GET', path: '/form/recommendation/:number/details', page: showDetails },
  { method: 'POST', path: '/form/recommendation/:number/details', page: answerDetails },
  { method: 'GET', path: '/form/whole', page: showWhole },
  { method: 'POST', path: '/form/whole', page: answerWhole },
  { method: 'GET', path: '/form/check', page: showCheck },
  { method: 'GET', path: '/form/approve', page: showApprove },
  { method: 'POST', path: '/form/approve', page: approve },
  { method: 'GET', path: '/form/sent', page: showSent },
  { method: 'GET', path: '/form/copy', page: showCopy },
];

export type FoundRoute =
  | { readonly kind: 'found'; readonly page: Page; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'wrong-method' };

/** The page of an address, e.g. `{ number: '2' }` for `/form/recommendation/2`. */
export function findRoute(method: 'GET' | 'POST' | 'other', path: string): FoundRoute {
  let isKnown = false;
  for (const route of routes) {
    const params = match(route.path, path);
    if (params === undefined) continue;
    if (route.method === method) return { kind: 'found', page: route.page, params };
    isKnown = true;
  }
  return { kind: isKnown ? 'wrong-method' : 'not-found' };
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const names = pattern.split('/');
  // A link that a mail program closed with a slash still opens.
  const parts = path.replace(/(?<=.)\/+$/u, '').split('/');
  if (names.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = decoded(part);
    else if (name !== part) return undefined;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
