import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes, type FormRouteName } from '../../../functions/progress-form/routes.ts';
import type { Contact } from '../../../shared/domain/contact.ts';
import { aContact, day } from '../../builders/follow-up.ts';
import { revisit } from '../../support/command-line.ts';
import { enterCode } from '../../support/enter-code.ts';
import { createFormReader, type FormReader, type ReadPage } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

/** What a route answers to a session: its own page, the page for the code, or one of the two refusals. */
type Answer = 'page' | 'code' | 'passed' | 'not theirs';

const sessions = [
  'link',
  'code',
  'deputy',
  'deputy, code',
  'liaison',
  'liaison, code',
  'approver',
  'approver, code',
  'left',
  'ends today',
  'removed',
  'moved',
  'passed on',
] as const;
type Session = (typeof sessions)[number];

const everybody: Readonly<Record<Session, Answer>> = {
  link: 'page',
  code: 'page',
  deputy: 'page',
  'deputy, code': 'page',
  liaison: 'page',
  'liaison, code': 'page',
  approver: 'page',
  'approver, code': 'page',
  left: 'passed',
  'ends today': 'passed',
  removed: 'passed',
  moved: 'passed',
  'passed on': 'passed',
};
const withCode: typeof everybody = {
  ...everybody,
  link: 'code',
  deputy: 'code',
  liaison: 'code',
  approver: 'code',
};
const notForApprovers = { approver: 'not theirs', 'approver, code': 'not theirs' } as const;

/** Lists every route of a form with its answer to each session. A route without a row does not compile. */
const table: Readonly<Record<FormRouteName, Readonly<Record<Session, Answer>>>> = {
  'GET /form': everybody,
  'GET /form/recommendation/:number': everybody,
  'POST /form/recommendation/:number': everybody,
  'GET /form/recommendation/:number/details': everybody,
  'POST /form/recommendation/:number/details': everybody,
  'GET /form/email/:id': everybody,
  'POST /form/email/:id': withCode,
  'GET /form/whole': everybody,
  'POST /form/whole': everybody,
  'GET /form/check': everybody,
  'GET /form/approve': everybody,
  'POST /form/approve': withCode,
  'POST /form/confirm': withCode,
  'POST /form/approval/:id/withdraw': { ...withCode, ...notForApprovers },
  'GET /form/sent': everybody,
  'GET /form/copy': everybody,
  'GET /form/dates.ics': everybody,
  'GET /form/code': everybody,
  'POST /form/code': everybody,
  'POST /form/code/send': everybody,
  'GET /form/pass-on': { ...withCode, ...notForApprovers },
  'POST /form/pass-on': { ...withCode, ...notForApprovers },
  'GET /form/more-time': { ...withCode, ...notForApprovers },
  'POST /form/more-time': { ...withCode, ...notForApprovers },
  'GET /form/sent-another-way': { ...everybody, ...notForApprovers },
  'POST /form/sent-another-way': { ...everybody, ...notForApprovers },
  'GET /form/not-me': { ...everybody, ...notForApprovers },
  'POST /form/not-me': { ...everybody, ...notForApprovers },
  'GET /form/plan': everybody,
  'POST /form/plan': everybody,
  'GET /form/plan/:id': everybody,
  'POST /form/plan/:id/remove': everybody,
};

describe('the routes of the form', () => {
  let running: FormTestService;
  const readers = new Map<Session, FormReader>();

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    const audit = { at: running.service.clock.now(), by: 'test', action: 'test', summary: 'Test.' };
    const others: Contact[] = [
      aContact({ id: 'deputy-left', role: 'deputy', email: 'gone@essex.police.example' }),
      aContact({ id: 'deputy-ending', role: 'deputy', email: 'going@essex.police.example' }),
      aContact({ id: 'deputy-removed', role: 'deputy', email: 'removed@essex.police.example' }),
      aContact({ id: 'deputy-moved', role: 'deputy', email: 'moved@essex.police.example' }),
      aContact({ id: 'lead-before', role: 'lead', email: 'before@essex.police.example' }),
    ];
    const kent = { id: 'kent', names: [{ name: 'Kent Police' }], simulated: false };
    await running.service.people.putBody(kent, { replace: false });
    for (const contact of others) await running.service.people.putContact(contact, { isNew: true, audit });
    const open = async (session: Session, contactId: string): Promise<FormReader> => {
      const reader = createFormReader(running.endpoint);
      await reader.post(await running.link({ contactId }));
      readers.set(session, reader);
      return reader;
    };
    await open('link', 'lead');
    const lead = await open('code', 'lead');
    await enterCode(running, { reader: lead });
    await open('deputy', 'deputy');
    await enterCode(running, { reader: await open('deputy, code', 'deputy'), address: 'deputy@' });
    await open('liaison', 'liaison');
    await enterCode(running, { reader: await open('liaison, code', 'liaison'), address: 'liaison@' });
    await open('left', 'deputy-left');
    await open('ends today', 'deputy-ending');
    for (const [session, contactId] of [
      ['removed', 'deputy-removed'],
      ['moved', 'deputy-moved'],
      ['passed on', 'lead-before'],
    ] as const)
      await enterCode(running, {
        reader: await open(session, contactId),
        address: `${contactId.replace(/^\w+-/u, '')}@`,
      });
    const expiresAt = Temporal.Instant.from('2016-06-01T00:00:00Z');
    for (const session of ['approver', 'approver, code'] as const) {
      const { token, tokenHash } = running.service.tokens.newToken();
      const link = {
        tokenHash,
        followUpId: essexId,
        forceId: 'essex',
        contactId: 'lead',
        expiresAt,
      } as const;
      await running.service.drafts.askForApproval(essexId, {
        approval: {
          id: running.service.tokens.newId(),
          round: 'six-week-response',
          name: 'Wynn',
          rank: 'ACC',
          email: 'wynn@essex.police.example',
          askedAt: running.service.clock.now(),
          askedBy: 'lead',
          linkHash: tokenHash,
        },
        link: { ...link, round: 'six-week-response', createdAt: running.service.clock.now() },
      });
      const reader = createFormReader(running.endpoint);
      await reader.post(`/f/${token}`);
      readers.set(session, reader);
      if (session === 'approver, code') await enterCode(running, { reader, address: 'wynn@' });
    }
    for (const [id, to] of [
      ['deputy-left', '2016-04-11'],
      ['deputy-ending', '2016-04-12'],
    ] as const) {
      const known = (await running.service.people.contacts('essex')).find((one) => one.id === id);
      if (known === undefined) throw new Error(`There is no ${id}.`);
      await running.service.people.putContact({ ...known, to: day(to) }, { isNew: false, audit });
    }
    for (const line of [
      'contact remove essex deputy-removed --yes',
      'contact move essex deputy-moved --on 2016-04-12 --to-body kent --email moved@kent.example --yes',
      'contact move essex lead-before --on 2016-04-12 --to-role sign-off --yes',
    ])
      expect(await revisit(line, running.stack)).toMatchObject({ exitCode: 0 });
  });
  afterAll(() => running.stop());

  function answerIn(page: ReadPage): Answer {
    if (page.text.includes('This form has passed to someone else')) return 'passed';
    if (page.text.includes('Only the person who asked you can do this')) return 'not theirs';
    return /To go on, get a code|One more step: confirm with a code/u.test(page.text) ? 'code' : 'page';
  }

  it('each have a row in the table of this test', () => {
    const ofForms = routes.filter(({ act }) => act !== 'none');
    expect(ofForms.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(table).sort());
  });

  it('check permission for every page except the public pages, the links and leaving', () => {
    const open = routes.filter(({ act }) => act === 'none').map(({ method, path }) => `${method} ${path}`);
    expect(open).toEqual([
      'GET /',
      'GET /f/:token',
      'POST /f/:token',
      'POST /f/:token/new-link',
      'POST /new-link',
      'GET /accessibility',
      'GET /privacy',
      'GET /too-large',
      'POST /form/leave',
    ]);
  });

  async function expectRow(session: Session): Promise<void> {
    const reader = readers.get(session);
    if (reader === undefined) throw new Error(`There is no session ${session}.`);
    for (const [route, row] of Object.entries(table)) {
      const [method = '', pattern = ''] = route.split(' ');
      const path = pattern.replace(':number', '1').replace(':id', 'none');
      const page = method === 'GET' ? await reader.get(path) : await reader.post(path, { version: '0' });
      expect([route, answerIn(page)]).toEqual([route, row[session]]);
    }
  }

  it.each(sessions)('allow or refuse a session of the kind “%s” as the table says (F30, F31)', expectRow);

  it('answer a shared mailbox in the same way when it is the only one left to ask', async () => {
    for (const contact of ['lead', 'deputy'])
      expect(
        await revisit(`contact move essex ${contact} --on 2016-04-12 --yes`, running.stack),
      ).toMatchObject({ exitCode: 0 });
    await expectRow('liaison');
    await expectRow('liaison, code');
    const lead = readers.get('code');
    expect(lead === undefined ? undefined : answerIn(await lead.get('/form'))).toBe('passed');
  });
});
