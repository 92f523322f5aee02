import type { Act } from '../../shared/domain/form/may-act.ts';
import { enterCode, requestCode, showCode } from './pages/code.ts';
import { leave } from './pages/leave.ts';
import type { FormPage, Page } from './pages/page-context.ts';
import { answerDetails, answerStatus, showDetails, showStatus } from './pages/recommendation.ts';
import { showStart, start } from './pages/start.ts';
import { showHome, showTooLarge } from './pages/static.ts';
import { showTaskList } from './pages/task-list.ts';
import { tooLargePath } from './front.ts';

interface Address {
  readonly method: 'GET' | 'POST';
  /** A part that begins with a colon matches anything and gets that name, for example `:number`. */
  readonly path: string;
}

/**
 * An address of the form. If a page opens a browser's form, its route names the act, and `mayAct` judges the act before the
 * page is shown. A route with the act `none` does not show a form. It is open to everybody, or checks a link itself.
 */
export type Route = Address &
  ({ readonly act: Act; readonly page: FormPage } | { readonly act: 'none'; readonly page: Page });

/** Loads a page only when someone asks for it, because few people do. Other pages do not wait for its code. */
function load(page: () => Promise<FormPage>): FormPage {
  return async (context) => (await page())(context);
}

const whole = () => import('./pages/whole.ts');
const check = () => import('./pages/check.ts');
const sent = () => import('./pages/sent.ts');
const approval = () => import('./pages/approve.ts');
const plan = () => import('./pages/plan.ts');
const email = () => import('./pages/email.ts');
const calendar = () => import('./pages/calendar.ts');
const passOn = () => import('./pages/pass-on.ts');
const moreTime = () => import('./pages/more-time.ts');
const anotherWay = () => import('./pages/another-way.ts');
const notMe = () => import('./pages/not-me.ts');

const showWhole = load(async () => (await whole()).showWhole);
const answerWhole = load(async () => (await whole()).answerWhole);
const showCheck = load(async () => (await check()).showCheck);
const showSent = load(async () => (await sent()).showSent);
const showCopy = load(async () => (await sent()).showCopy);
const showApprove = load(async () => (await approval()).showApprove);
const approve = load(async () => (await approval()).approve);
const confirm = load(async () => (await approval()).confirm);
const withdrawApprovalRequest = load(async () => (await approval()).withdrawApprovalRequest);
const showPlan = load(async () => (await plan()).showPlan);
const attachPlan = load(async () => (await plan()).attachPlan);
const downloadPlan = load(async () => (await plan()).downloadPlan);
const removePlan = load(async () => (await plan()).removePlan);
const showEmail = load(async () => (await email()).showEmail);
const answerEmail = load(async () => (await email()).answerEmail);
const downloadCalendar = load(async () => (await calendar()).downloadCalendar);
const showPassOn = load(async () => (await passOn()).showPassOn);
const answerPassOn = load(async () => (await passOn()).answerPassOn);
const showMoreTime = load(async () => (await moreTime()).showMoreTime);
const answerMoreTime = load(async () => (await moreTime()).answerMoreTime);
const showAnotherWay = load(async () => (await anotherWay()).showAnotherWay);
const answerAnotherWay = load(async () => (await anotherWay()).answerAnotherWay);
const showNotMe = load(async () => (await notMe()).showNotMe);
const answerNotMe = load(async () => (await notMe()).answerNotMe);

/** Loads the page that sends a new link only when someone asks for one. */
const newLink: Page = async (context) => (await import('./pages/new-link.ts')).newLink(context);

/** Loads the long pages about the form only when someone asks for one. */
const showAccessibility: Page = async (context) =>
  (await import('./pages/about.ts')).showAccessibility(context);
const showPrivacy: Page = async (context) => (await import('./pages/about.ts')).showPrivacy(context);

/** Every address of the form. A GET changes nothing, because mail scanners follow links. */
export const routes = [
  { method: 'GET', path: '/', act: 'none', page: showHome },
  { method: 'GET', path: '/f/:token', act: 'none', page: showStart },
  { method: 'POST', path: '/f/:token', act: 'none', page: start },
  { method: 'POST', path: '/f/:token/new-link', act: 'none', page: newLink },
  { method: 'POST', path: '/new-link', act: 'none', page: newLink },
  { method: 'GET', path: '/accessibility', act: 'none', page: showAccessibility },
  { method: 'GET', path: '/privacy', act: 'none', page: showPrivacy },
  { method: 'GET', path: tooLargePath, act: 'none', page: showTooLarge },
  { method: 'GET', path: '/form', act: 'answer', page: showTaskList },
  { method: 'GET', path: '/form/recommendation/:number', act: 'answer', page: showStatus },
  { method: 'POST', path: '/form/recommendation/:number', act: 'answer', page: answerStatus },
  { method: 'GET', path: '/form/recommendation/:number/details', act: 'answer', page: showDetails },
  { method: 'POST', path: '/form/recommendation/:number/details', act: 'answer', page: answerDetails },
  { method: 'GET', path: '/form/email/:id', act: 'see-saved', page: showEmail },
  { method: 'POST', path: '/form/email/:id', act: 'see-saved', page: answerEmail },
  { method: 'GET', path: '/form/whole', act: 'answer', page: showWhole },
  { method: 'POST', path: '/form/whole', act: 'answer', page: answerWhole },
  { method: 'GET', path: '/form/check', act: 'answer', page: showCheck },
  { method: 'GET', path: '/form/approve', act: 'answer', page: showApprove },
  { method: 'POST', path: '/form/approve', act: 'send', page: approve },
  { method: 'POST', path: '/form/confirm', act: 'send', page: confirm },
  {
    method: 'POST',
    path: '/form/approval/:id/withdraw',
    act: 'change-who-answers',
    page: withdrawApprovalRequest,
  },
  { method: 'GET', path: '/form/sent', act: 'answer', page: showSent },
  { method: 'GET', path: '/form/copy', act: 'answer', page: showCopy },
  { method: 'GET', path: '/form/dates.ics', act: 'answer', page: downloadCalendar },
  { method: 'GET', path: '/form/code', act: 'prove', page: showCode },
  { method: 'POST', path: '/form/code', act: 'prove', page: enterCode },
  { method: 'POST', path: '/form/code/send', act: 'prove', page: requestCode },
  { method: 'GET', path: '/form/pass-on', act: 'change-who-answers', page: showPassOn },
  { method: 'POST', path: '/form/pass-on', act: 'change-who-answers', page: answerPassOn },
  { method: 'GET', path: '/form/more-time', act: 'ask-for-time', page: showMoreTime },
  { method: 'POST', path: '/form/more-time', act: 'ask-for-time', page: answerMoreTime },
  { method: 'GET', path: '/form/sent-another-way', act: 'say-sent-another-way', page: showAnotherWay },
  { method: 'POST', path: '/form/sent-another-way', act: 'say-sent-another-way', page: answerAnotherWay },
  { method: 'GET', path: '/form/not-me', act: 'say-not-me', page: showNotMe },
  { method: 'POST', path: '/form/not-me', act: 'say-not-me', page: answerNotMe },
  { method: 'GET', path: '/form/plan', act: 'answer', page: showPlan },
  { method: 'POST', path: '/form/plan', act: 'answer', page: attachPlan },
  { method: 'GET', path: '/form/plan/:id', act: 'answer', page: downloadPlan },
  { method: 'POST', path: '/form/plan/:id/remove', act: 'answer', page: removePlan },
  { method: 'POST', path: '/form/leave', act: 'none', page: leave },
] as const satisfies readonly Route[];

type NameOf<Some extends Route> = Some extends Route ? `${Some['method']} ${Some['path']}` : never;

/** The routes that show a form, such as `GET /form/check`. The test of permissions needs a row for each to compile. */
export type FormRouteName = NameOf<Exclude<(typeof routes)[number], { readonly act: 'none' }>>;

export type FoundRoute =
  | { readonly kind: 'found'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'wrong-method' };

/** Finds the route of an address and its parameters, for example `{ number: '2' }` for `/form/recommendation/2`. */
export function findRoute(method: 'GET' | 'POST' | 'other', path: string): FoundRoute {
  let isKnown = false;
  const all: readonly Route[] = routes;
  for (const route of all) {
    const params = match(route.path, path);
    if (params === undefined) continue;
    if (route.method === method) return { kind: 'found', route, params };
    isKnown = true;
  }
  return { kind: isKnown ? 'wrong-method' : 'not-found' };
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const names = pattern.split('/');
  // A mail program may add a slash to the end of a link. The link still works.
  const parts = path.replace(/(?<=.)\/+$/u, '').split('/');
  if (names.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = decodePart(part);
    else if (name !== part) return undefined;
  }
  return params;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
