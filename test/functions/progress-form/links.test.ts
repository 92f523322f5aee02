import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../../functions/progress-form/routes.ts';
import { answer, answerWhole, doneDetails } from '../../support/form-answers.ts';
import { createFormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

describe('the links to the form', () => {
  let running: FormTestService;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
  });
  afterAll(() => running.stop());

  it('open even if a mail system mangled them (F10)', async () => {
    const reader = createFormReader(running.endpoint);
    const link = await running.link();
    const token = link.slice('/f/'.length);
    const mangled = [
      token.toUpperCase(),
      `${token}.`,
      `${token}>`,
      `${token}/`,
      token.replaceAll('-', ''),
      `${token.slice(0, 12)}=%0D%0A${token.slice(12)}`,
      `${token.slice(0, 12)}%20${token.slice(12)}`,
      `%E2%80%9C${token}%E2%80%9D`,
    ];
    for (const form of mangled) {
      const page = await reader.get(`/f/${form}`);
      expect([form, page.status, page.text.includes('Essex Police')]).toEqual([form, 200, true]);
    }
  });

  it('show the same page when they are unknown, expired, revoked or damaged, and give nothing away', async () => {
    const reader = createFormReader(running.endpoint);
    const expired = await running.link({ expiresAt: '2016-04-01T00:00:00Z' });
    const revoked = await running.link({ contactId: 'deputy' });
    await running.service.links.revoke({
      followUpId: essexId,
      at: running.service.clock.now(),
      which: (link) => link.contactId === 'deputy',
    });
    const unknown = `/f/${running.service.tokens.newToken().token}`;
    const pages = await Promise.all(
      [expired, revoked, unknown, '/f/nothing-like-it'].map((path) => reader.get(path)),
    );
    for (const page of pages) {
      expect(page.status).toBe(404);
      expect(page.text).toBe(pages[0]?.text);
      expect(page.html).not.toMatch(/essex/iu);
    }
    const posted = await reader.post(revoked);
    expect(posted.status).toBe(404);
    expect(reader.cookies.size).toBe(0);
  });

  it('are replaced on request by a new link to the recorded lead, with the same answer for everybody', async () => {
    const reader = createFormReader(running.endpoint);
    const expired = await running.link({ expiresAt: '2016-04-01T00:00:00Z' });
    const matched = await reader.post(`${expired}/new-link`);
    const unmatched = await reader.post(`/f/${running.service.tokens.newToken().token}/new-link`);
    expect([matched.status, matched.text]).toEqual([200, unmatched.text]);
    const mails = (await running.inbox()).filter(({ subject }) => subject.includes('new link'));
    expect(mails.map(({ to }) => to)).toEqual(['lead@essex.police.example']);
    const fresh = /\/f\/[0-9a-z-]+/u.exec(mails[0]?.text ?? '')?.[0] ?? '';
    expect((await reader.get(fresh)).text).toContain('Essex Police');
  });

  it('are emailed at most three times a day, with the same answer each time', async () => {
    const reader = createFormReader(running.endpoint);
    const expired = await running.link({ contactId: 'sign-off', expiresAt: '2016-04-01T00:00:00Z' });
    const answers = [];
    for (let time = 1; time <= 5; time += 1) answers.push((await reader.post(`${expired}/new-link`)).text);
    expect(new Set(answers).size).toBe(1);
    const mails = (await running.inbox()).filter(({ to }) => to.startsWith('sign-off@'));
    expect(mails).toHaveLength(3);
  });

  it('change nothing when somebody only looks at them, like all other addresses of the form (F9)', async () => {
    const reader = createFormReader(running.endpoint);
    const link = await running.link();
    await reader.post(link);
    await answer(reader, 1, { status: 'done-checked', details: doneDetails });
    await answerWhole(reader);
    const stranger = createFormReader(running.endpoint);
    const before = await running.tableContent();
    const mailsBefore = (await running.inbox()).length;
    const addresses = [
      link,
      ...routes.map(({ path }) =>
        path.replace(':token', link.slice('/f/'.length)).replace(':number', '1').replace(':id', 'none'),
      ),
    ];
    for (const visitor of [reader, stranger]) {
      for (const method of ['GET', 'HEAD', 'GET']) {
        for (const path of addresses) {
          const response = await visitor.request(method, path);
          expect([path, response.status < 500]).toEqual([path, true]);
          if (method === 'HEAD') expect(await response.text()).toBe('');
        }
      }
    }
    const after = await running.tableContent();
    const changed = [...after].filter(([key, item]) => before.get(key) !== item);
    expect(changed).toEqual([]);
    expect(after.size).toBe(before.size);
    expect(await running.inbox()).toHaveLength(mailsBefore);
    expect((await stranger.get(link)).status).toBe(200);
  });

  it('leave no token and no email address in logs, titles, redirects or later addresses (F19)', async () => {
    const reader = createFormReader(running.endpoint);
    const link = await running.link();
    const started = await reader.request('POST', link);
    expect(started.status).toBe(303);
    expect(started.headers.get('location')).toBe('/form');
    expect(started.headers.get('referrer-policy')).toBe('strict-origin');
    expect(started.headers.getSetCookie().join().split('; ')).toEqual(
      expect.arrayContaining([
        'HttpOnly',
        'SameSite=Lax',
        'Path=/',
        expect.stringMatching(/^Max-Age=[1-9]\d*$/u),
      ]),
    );
    for (const path of ['/form', '/form/recommendation/2', '/form/whole', '/form/code']) {
      const page = await reader.get(path);
      expect(page.html).not.toContain(link.slice('/f/'.length));
      expect(page.title).not.toMatch(/@/u);
    }
    await reader.post('/form/pass-on', { name: 'Superintendent Khan', email: 'khan@elsewhere.example' });
    await running.runner.drain();
    expect(running.log.length).toBeGreaterThan(0);
    for (const line of running.log) {
      expect(line).not.toMatch(/@|\/f\/|[0-9a-z]{4}(-[0-9a-z]{4}){6}/u);
      expect(line).not.toContain('supervisor');
    }
  });
});
