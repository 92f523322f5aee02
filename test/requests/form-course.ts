import { routes } from '../../functions/progress-form/routes.ts';
import type { EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';
import { answer, doneDetails, planDetails } from '../support/form-answers.ts';
import { createFormReader, type Fields, type FormReader } from '../support/form-reader.ts';
import { essexId, publishEssex } from '../support/form-service.ts';
import { startMeasuredService, type MeasuredService, type Measurement } from './measured-service.ts';

export const FORM = 'A page of the form';

const lead = 'lead@essex.police.example';
const officer = 'wynn@essex.police.example';
const colleague = 'khan@essex.police.example';

/**
 * Does everything that can be done on the form, one request after the other, and records what each asks of the services.
 */
export async function measureForm(emulators: EmulatorEndpoints): Promise<readonly Measurement[]> {
  const running = await startMeasuredService(emulators);
  try {
    await publishEssex(running.service);
    for (const day of ['09', '22']) {
      running.at(`2016-03-${day}T10:00:00Z`);
      await running.invoke('sweep');
      await running.settle();
    }
    running.at('2016-04-12T10:00:00Z');
    const link = await newestLinkTo(running, lead);
    const reader = createFormReader(running.formEndpoint);
    const first = createVisitor(running, reader);
    await measureDoors(first, { link, unknown: `/f/${running.service.tokens.newToken().token}` });
    await measureAnswers(first, reader);
    await measurePlan(first);
    await measureCode(running, link);
    await enterCode(running, reader);
    await measureEmail(running, first);
    await measureOtherWays(first);
    await measureApproval(running, first);
    await measureLinks(running, { first, link });
    await measurePassingOn(running, first);
    return running.measurements;
  } finally {
    await running.stop();
  }
}

/** Returns the route of an address as the list names it: `GET /form/recommendation/:number`. */
function routeOf(method: string, path: string): string {
  const route = routes.find(
    (one) =>
      one.method === method && new RegExp(`^${one.path.replaceAll(/:\w+/gu, '[^/]+')}$`, 'u').test(path),
  );
  if (route === undefined) throw new Error(`${method} ${path} is no page of the form.`);
  return `${method} ${route.path}`;
}

interface Visit {
  /** The status that the page must answer with. Any other ends the run. */
  readonly status: number;
  /** The case of the route, if the route has several. */
  readonly case?: string;
  readonly fields?: Fields;
  readonly file?: File;
}

/** A visitor whose every request is measured. */
interface Visitor {
  get(path: string, visit?: Partial<Visit>): Promise<string>;
  /** Sends a form. Hidden fields such as the version come from the page that the browser saw last. */
  post(path: string, visit?: Partial<Visit>): Promise<string>;
}

function createVisitor(running: MeasuredService, reader: FormReader): Visitor {
  let hidden: Fields = {};
  const visit = async (
    method: string,
    path: string,
    { status, fields = {}, file, ...given }: Visit,
  ): Promise<string> => {
    const route = routeOf(method, path);
    const title = given.case === undefined ? route : `${route}: ${given.case}`;
    const body = method === 'GET' ? {} : { body: bodyOf({ ...hidden, ...fields }, file) };
    const html = await running.measure({ group: FORM, title }, async () => {
      const response = await reader.request(method, path, body);
      const text = await response.text();
      if (response.status !== status) {
        const said = /<title>([\s\S]*?)<\/title>/u.exec(text)?.[1]?.trim() ?? '';
        throw new Error(`${title} answers ${response.status} instead of ${status}: ${said}`);
      }
      return text;
    });
    const main = /<main[\s\S]*<\/main>/u.exec(html)?.[0] ?? '';
    if (main !== '') hidden = hiddenIn(main);
    return html;
  };
  return {
    get: (path, given = {}) => visit('GET', path, { status: 200, ...given }),
    post: (path, given = {}) => visit('POST', path, { status: 303, ...given }),
  };
}

function bodyOf(fields: Fields, file: File | undefined): FormData | URLSearchParams {
  const body = file === undefined ? new URLSearchParams() : new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  if (file !== undefined && body instanceof FormData) body.append('file', file);
  return body;
}

function hiddenIn(html: string): Fields {
  const found = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/gu);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

async function newestLinkTo(running: MeasuredService, address: string): Promise<string> {
  const { text = '' } = await running.newestMailTo(address);
  const link = /\/f\/[0-9a-z-]+/u.exec(text)?.[0];
  if (link === undefined) throw new Error(`The newest email to ${address} contains no link.`);
  return link;
}

/** Reads the pages that come before the form is open. */
async function measureDoors(
  first: Visitor,
  { link, unknown }: { link: string; unknown: string },
): Promise<void> {
  await first.get('/');
  await first.get('/accessibility');
  await first.get('/privacy');
  await first.get('/too-large', { status: 413 });
  await first.get(unknown, { case: 'an unknown link', status: 404 });
  await first.get('/form', { case: 'no session', status: 404 });
  await first.get(link);
  await first.post(link);
  await first.get('/form');
}

async function measureAnswers(first: Visitor, reader: FormReader): Promise<void> {
  const path = '/form/recommendation/1';
  await first.get(path);
  await first.post(path, { fields: { status: 'done-checked' } });
  await first.get(`${path}/details`);
  await first.post(`${path}/details`, { fields: doneDetails });
  await first.get(`${path}/details`, { case: 'an answer that is saved' });
  await first.post(`${path}/details`, {
    case: 'an answer that is saved',
    fields: { ...doneDetails, 'audit-good': '18' },
  });
  for (const number of [2, 3, 4, 5]) {
    await answer(reader, number, { status: 'not-started', details: planDetails });
  }
  await first.get('/form/whole');
  await first.post('/form/whole', {
    fields: { officer: 'Chief Superintendent Shaw', 'contacts-right': 'yes' },
  });
  await first.get('/form/check');
}

async function measurePlan(first: Visitor): Promise<void> {
  await first.get('/form/plan');
  await first.post('/form/plan', { file: new File(['%PDF-1.7 plan'], 'plan.pdf') });
  const page = await first.get('/form/plan', { case: 'a plan is attached' });
  const plan = /\/form\/plan\/[0-9a-f-]{36}/u.exec(page)?.[0] ?? '';
  await first.get(plan);
  await first.post(`${plan}/remove`);
}

/** Visits as another browser, which sees nothing that was saved until it has entered a code. */
async function measureCode(running: MeasuredService, link: string): Promise<void> {
  const reader = createFormReader(running.formEndpoint);
  await reader.post(link);
  const other = createVisitor(running, reader);
  await other.get('/form/check', { case: 'a browser without a code', status: 303 });
  await other.get('/form/code');
  await other.post('/form/code/send', { status: 200 });
  const { text = '' } = await running.newestMailTo(lead);
  const code = /^\d{6}$/mu.exec(text)?.[0] ?? '';
  const wrong = code === '000000' ? '000001' : '000000';
  await other.post('/form/code', { case: 'a wrong code', fields: { code: wrong }, status: 400 });
  await other.post('/form/code', { fields: { code } });
  await other.post('/form/leave');
}

/** Does what sends email or changes who answers. All of it needs a code. */
async function enterCode(running: MeasuredService, reader: FormReader): Promise<void> {
  await reader.post('/form/code/send');
  const { text = '' } = await running.newestMailTo(lead);
  await reader.post('/form/code', { code: /^\d{6}$/mu.exec(text)?.[0] ?? '' });
}

/** Places the words of an email that name no recommendation. */
async function measureEmail(running: MeasuredService, first: Visitor): Promise<void> {
  const { drafts, clock } = running.service;
  await drafts.saveEmail({
    followUpId: essexId,
    email: {
      round: 'six-week-response',
      mailId: '2016-04-12-0e1f7a2c',
      receivedAt: clock.now(),
      savedBy: 'lead',
      version: 0,
      pieces: [{ words: 'The new unit began work in March.' }],
      cut: [],
    },
  });
  await first.get('/form/email/2016-04-12-0e1f7a2c');
  await first.post('/form/email/2016-04-12-0e1f7a2c', { fields: { 'place-0': '3' } });
}

async function measureOtherWays(first: Visitor): Promise<void> {
  await first.get('/form/more-time');
  await first.post('/form/more-time', {
    fields: { 'until-day': '3', 'until-month': '5', 'until-year': '2016', reason: 'The board meets then.' },
    status: 200,
  });
  await first.get('/form/not-me');
  await first.post('/form/not-me', { fields: { who: 'Supt Khan' }, status: 200 });
  await first.get('/form/sent-another-way');
  await first.post('/form/sent-another-way', {
    fields: { way: 'letter', details: '8 April, to Priya Nair' },
    status: 200,
  });
}

async function measureApproval(running: MeasuredService, first: Visitor): Promise<void> {
  await first.get('/form/copy', { case: 'before it is sent' });
  await first.get('/form/approve');
  await first.post('/form/approve', {
    case: 'asks a senior officer',
    fields: {
      approver: 'ask',
      'asked-name': 'Wynn',
      'asked-rank': 'Assistant Chief Constable',
      'asked-email': officer,
    },
    status: 200,
  });
  const asked = createVisitor(running, createFormReader(running.formEndpoint));
  const link = await newestLinkTo(running, officer);
  await asked.get(link, { case: 'the officer who is asked to approve' });
  await asked.post(link, { case: 'the officer who is asked to approve' });
  await first.get('/form/approve', { case: 'an officer was asked' });
  const waiting = await first.get('/form', { case: 'an officer was asked' });
  const withdraw = /\/form\/approval\/[0-9a-f-]{36}\/withdraw/u.exec(waiting)?.[0] ?? '';
  await first.post(withdraw);
  await first.get('/form/approve', { case: 'a request was taken back' });
  await first.post('/form/confirm', { case: 'nothing waits to be confirmed' });
  await first.post('/form/approve', {
    fields: { approver: 'me', rank: 'Chief Superintendent', name: 'Shaw' },
  });
  await first.get('/form/sent');
  await first.get('/form/copy');
  await first.get('/form/dates.ics');
  await running.settle();
}

async function measureLinks(
  running: MeasuredService,
  { first, link }: { first: Visitor; link: string },
): Promise<void> {
  await first.post(`${link}/new-link`, { status: 200 });
  await first.post('/new-link', { status: 200 });
  await running.settle();
}

async function measurePassingOn(running: MeasuredService, first: Visitor): Promise<void> {
  await first.get('/form/pass-on');
  await first.post('/form/pass-on', {
    case: 'somebody outside the force, with approval',
    fields: { name: 'Ms Jones', email: 'jones@council.example' },
    status: 200,
  });
  await running.settle();
  await first.post('/form/pass-on', {
    fields: { name: 'Superintendent Khan', email: colleague },
    status: 200,
  });
  await running.settle();
  const undo = await newestLinkTo(running, lead);
  const back = createVisitor(running, createFormReader(running.formEndpoint));
  await back.get(undo, { case: 'takes back what was passed on' });
  await back.post(undo, { case: 'takes back what was passed on', status: 200 });
}
