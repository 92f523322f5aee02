import { answerAnotherWay, showAnotherWay } from './pages/another-way.ts';
import { approve, showApprove } from './pages/approve.ts';
import { showCheck } from './pages/check.ts';
import { enterCode, requestCode, showCode } from './pages/code.ts';
import { leave } from './pages/leave.ts';
import { answerMoreTime, showMoreTime } from './pages/more-time.ts';
import { newLink } from './pages/new-link.ts';
import type { Page } from './pages/page-context.ts';
import { answerPassOn, showPassOn } from './pages/pass-on.ts';
import { attachPlan, downloadPlan, removePlan, showPlan } from './pages/plan.ts';
import { answerDetails, answerStatus, showDetails, showStatus } from './pages/recommendation.ts';
import { showCopy, showSent } from './pages/sent.ts';
import { showStart, start } from './pages/start.ts';
import { showAccessibility, showHome, showPrivacy } from './pages/static.ts';
import { showTaskList } from './pages/task-list.ts';
import { answerWhole, showWhole } from './pages/whole.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** A part that begins with a colon stands for anything, and is known by its name. */
  readonly path: string;
  readonly page: Page;
}

/** Few ask for it: nobody else's first page waits for the code that writes a calendar. */
const downloadCalendar: Page = async (context) => {
  const calendar = await import('./pages/calendar.ts');
  return calendar.downloadCalendar(context);
};

/** Every address of the form. A GET changes nothing: mail scanners follow links. */
export const routes: readonly Route[] = [
  { method: 'GET', path: '/', page: showHome },
  { method: 'GET', path: '/f/:token', page: showStart },
  { method: 'POST', path: '/f/:token', page: start },
  { method: 'POST', path: '/f/:token/new-link', page: newLink },
  { method: 'POST', path: '/new-link', page: newLink },
  { method: 'GET', path: '/accessibility', page: showAccessibility },
  { method: 'GET', path: '/privacy', page: showPrivacy },
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
  { method: 'GET', path: '/form/dates.ics', page: downloadCalendar },
  { method: 'GET', path: '/form/code', page: showCode },
  { method: 'POST', path: '/form/code', page: enterCode },
  { method: 'POST', path: '/form/code/send', page: requestCode },
  { method: 'GET', path: '/form/pass-on', page: showPassOn },
  { method: 'POST', path: '/form/pass-on', page: answerPassOn },
  { method: 'GET', path: '/form/more-time', page: showMoreTime },
  { method: 'POST', path: '/form/more-time', page: answerMoreTime },
  { method: 'GET', path: '/form/sent-another-way', page: showAnotherWay },
  { method: 'POST', path: '/form/sent-another-way', page: answerAnotherWay },
  { method: 'GET', path: '/form/plan', page: showPlan },
  { method: 'POST', path: '/form/plan', page: attachPlan },
  { method: 'GET', path: '/form/plan/:id', page: downloadPlan },
  { method: 'POST', path: '/form/plan/:id/remove', page: removePlan },
  { method: 'POST', path: '/form/leave', page: leave },
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
