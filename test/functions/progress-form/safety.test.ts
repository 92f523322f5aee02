import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assets } from '../../../functions/progress-form/dist/pages.js';
import { enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, doneDetails, planDetails, send } from '../../support/form-answers.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

describe('the form', () => {
  let running: FormTestService;
  let lead: FormReader;
  let requests: string[] = [];

  beforeAll(async () => {
    running = await startFormService((action) => requests.push(action));
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    lead = createFormReader(running.endpoint);
    await lead.post(await running.link());
    await enterCode(running, { reader: lead });
  });
  afterAll(() => running.stop());

  it('sends strict security headers and forbids caching with every answer, errors included', async () => {
    for (const path of ['/', '/form', '/form/recommendation/1', '/nowhere', '/f/none']) {
      const { headers, html } = await lead.get(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/u);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('strict-origin');
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/u);
      expect(html).not.toMatch(/GDS Transport|crown/iu);
    }
  });

  it('accepts a form only from its own pages', async () => {
    const link = await running.link();
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await createFormReader(running.endpoint).request('POST', link, { headers })).status;
    expect(await status({ origin: running.endpoint })).toBe(303);
    expect(await status({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(303);
    expect(await status({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it('refuses other HTTP methods', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      expect((await lead.request(method, '/form')).status).toBe(405);
    }
    expect((await lead.request('POST', '/accessibility')).status).toBe(405);
  });

  it('keeps text exactly as typed, and escapes it when it shows it', async () => {
    const typed = [
      '<script>alert(1)</script><img src=x onerror=alert(1)>',
      '=HYPERLINK("http://elsewhere.example","x")',
      'Siân Ŵyn ŷ 👩‍👧 ‮right to left‬',
      'a NUL:\0 and a tab:\t',
      '{{ 7 * 7 }} {% include "x" %} ${7*7}',
      '  leading and trailing  \n\n lines ',
    ].join('\n');
    await answer(lead, 2, { status: 'not-started', details: { ...planDetails, 'plan-what': typed } });
    const { drafts } = await running.service.formReading.followUp(essexId);
    expect(drafts.find(({ number }) => number === 2)?.answer.words['plan-what']).toBe(typed);
    await answerWhole(lead);
    for (const path of ['/form/recommendation/2/details', '/form/check', '/form/copy']) {
      const { html } = await lead.get(path);
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img');
      expect(html).not.toContain('{{ 49 }}');
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    }
  });

  it('replaces a character that is not valid text, such as a lone surrogate, and refuses nothing because of it', async () => {
    const page = await lead.get('/form/recommendation/3');
    await lead.post('/form/recommendation/3', { status: 'not-started' }, page);
    const details = await lead.get('/form/recommendation/3/details');
    const body = new URLSearchParams({ ...planDetails, ...details.hidden, 'plan-what': 'X' })
      .toString()
      .replace('plan-what=X', 'plan-what=before%ED%A0%80after%FF');
    const saved = await lead.request('POST', '/form/recommendation/3/details', {
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(saved.status).toBe(303);
    const { drafts } = await running.service.formReading.followUp(essexId);
    expect(drafts.find(({ number }) => number === 3)?.answer.words['plan-what']).toMatch(
      /^before\uFFFD+after\uFFFD$/u,
    );
  });

  it('gives back a paste of 100 kB with advice, and refuses a form larger than 1 MB', async () => {
    const long = 'All work and no play. '.repeat(5_000);
    const page = await answer(lead, 4, {
      status: 'done-checked',
      details: { ...doneDetails, practice: long },
    });
    expect(page.status).toBe(400);
    expect(page.title).toMatch(/^Error: /u);
    expect(page.text).toContain('must be 40,000 characters or fewer');
    expect(page.html).toContain(long);
    const huge = await lead.post(
      '/form/recommendation/4/details',
      { ...doneDetails, practice: 'x'.repeat(1_100_000) },
      page,
    );
    expect(huge.status).toBe(413);
    const many = await lead.post(
      '/form/recommendation/4/details',
      { evidence: Array.from({ length: 400 }, () => 'x') },
      page,
    );
    expect(many.status).toBe(413);
  });

  it('gives nothing away when it fails', async () => {
    const broken = await lead.request('POST', '/form/recommendation/4/details', {
      body: '--x\r\n',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(broken.status).toBe(400);
    const html = await broken.text();
    expect(html).toContain('there is a problem with the service');
    expect(html).not.toMatch(/ServiceError|at .*\.ts|version/u);
  });

  // One of the four requests reads who has which role today, because people who left must see nothing. The page sends it
  // together with another request.
  it('sends at most four requests to the table for a page', async () => {
    await answer(lead, 1, { status: 'done-checked', details: doneDetails });
    await send(lead);
    await running.runner.drain();
    const pages = [
      ...['/form', '/form/recommendation/1', '/form/recommendation/1/details', '/form/whole', '/form/check'],
      ...[
        '/form/approve',
        '/form/sent',
        '/form/copy',
        '/form/code',
        '/form/pass-on',
        '/form/plan',
        '/form/dates.ics',
      ],
      await running.link(),
    ];
    for (const path of pages) {
      requests = [];
      await lead.request('GET', path);
      expect([path, requests.length <= 4, requests]).toEqual([path, true, requests]);
    }
    const page = await lead.get('/form/recommendation/5');
    requests = [];
    await lead.request('POST', '/form/recommendation/5', {
      body: new URLSearchParams({ ...page.hidden, status: 'not-started' }),
    });
    expect(requests).toEqual(['BatchGetItem', 'Query', 'Query', 'TransactWriteItems']);
  });

  it('weighs less than 60 kB with its style sheet and script, and browsers keep those two for a year', async () => {
    let kept = 0;
    for (const path of [assets.stylesheet, assets.script, assets.icon]) {
      const response = await lead.request('GET', path);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      kept += gzipSync(await response.text()).length;
    }
    for (const path of ['/form', '/form/check', '/form/recommendation/1/details']) {
      const { html } = await lead.get(path);
      expect(kept + gzipSync(html).length).toBeLessThan(60_000);
    }
  });
});
