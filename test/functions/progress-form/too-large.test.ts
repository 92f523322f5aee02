import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';
import { createFormReader, type FormReader, type ReadPage } from '../../support/form-reader.ts';

/** 4 MB as Windows counts them. */
const FOUR_MEGABYTES = 4 * 1024 * 1024;
const TOO_LARGE = 'The file must be 4 MB (4,096 KB) or smaller';

describe('the form and uploads that are too large', () => {
  let running: FormTestService;
  let lead: FormReader;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    lead = createFormReader(running.endpoint);
    await lead.post(await running.link());
  });
  afterAll(() => running.stop());

  /** Sends a file as a browser without a script does. */
  async function upload(bytes: number, name = 'plan.pdf'): Promise<ReadPage> {
    const content = Buffer.alloc(bytes, ' ');
    content.write('%PDF-1.7');
    const body = new FormData();
    body.append('file', new File([content], name));
    body.append('next', 'plan');
    const response = await lead.request('POST', '/form/plan', { body });
    const location = response.headers.get('location');
    return location === null ? readOf(response) : lead.get(location);
  }
  async function readOf(response: Response): Promise<ReadPage> {
    const html = await response.text();
    const text = html.replaceAll(/<[^>]+>/gu, ' ').replaceAll(/\s+/gu, ' ');
    return {
      status: response.status,
      path: '',
      headers: response.headers,
      html,
      text,
      title: '',
      hidden: {},
    };
  }
  const attached = async (): Promise<number[]> =>
    (await running.service.formReading.followUp(essexId)).attachments.map(({ bytes }) => bytes);

  it('names the limit before the upload, in the unit that Windows shows', async () => {
    expect((await lead.get('/form/plan')).text).toContain('up to 4 MB (Windows shows 4,096 KB)');
  });

  it.each([
    ['one byte more than the limit', FOUR_MEGABYTES + 1],
    ['5.2 MB', 5_200_000],
    ['11 MB, more than API Gateway takes,', 11_000_000],
  ])('answers a plan of %s with its own page and not with JSON (F34)', async (_, bytes) => {
    const page = await upload(bytes);
    expect([page.status, page.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(page.text).toContain(TOO_LARGE);
    expect(page.html).toContain('enctype="multipart/form-data"');
    expect(await attached()).toEqual([]);
  });

  it('calls an empty file empty, and a missing file missing', async () => {
    expect((await upload(0)).text).toContain('The file is empty.');
    expect((await upload(0, '')).text).toContain('Choose a file');
  });

  it.each([
    ['/form/recommendation/1/details', 5_000_000],
    ['/form/whole', 11_000_000],
    ['/form/whole', 1_000_001],
  ])('on %s answers %i characters in one field with a page (F34)', async (path, length) => {
    const page = await lead.post(path, { 'what-now': 'x'.repeat(length) });
    expect([page.status, page.headers.get('content-type')]).toEqual([413, 'text/html; charset=utf-8']);
    expect(page.text).toContain('This is too large');
    expect(page.text).toContain('Everything that was saved before is kept.');
  });

  it('answers too many fields with a page, both as a form and as an upload', async () => {
    const names = Array.from({ length: 301 }, (_, each) => `field-${each}`);
    const typed = await lead.post('/form/whole', Object.fromEntries(names.map((name) => [name, 'x'])));
    expect([typed.status, typed.text]).toEqual([413, expect.stringContaining('This is too large')]);
    const body = new FormData();
    for (const name of names) body.append(name, 'x');
    const uploaded = await readOf(await lead.request('POST', '/form/plan', { body }));
    expect([uploaded.status, uploaded.text]).toEqual([413, expect.stringContaining('This is too large')]);
  });

  it('takes a file of exactly the limit and gives it back whole', async () => {
    expect((await upload(FOUR_MEGABYTES)).text).toContain('plan.pdf (4.0 MB)');
    expect(await attached()).toEqual([FOUR_MEGABYTES]);
    const path = /\/form\/plan\/[0-9a-f-]{36}/u.exec((await lead.get('/form/plan')).html)?.[0] ?? '';
    const file = await lead.request('GET', path);
    expect((await file.arrayBuffer()).byteLength).toBe(FOUR_MEGABYTES);
  });

  it('names a file that came by email without a link when Lambda cannot return it', async () => {
    const id = '0b8ad2b9-7ac8-4a39-92c7-0f0f0f0f0f0f';
    const [known] = (await running.service.formReading.followUp(essexId)).attachments;
    if (known === undefined) throw new Error('Nothing is attached.');
    const large = { ...known, id, name: 'mailed.pdf', bytes: 20_000_000 };
    await running.service.drafts.addAttachment(essexId, large);
    const page = await lead.get('/form/plan');
    expect(page.text).toContain('mailed.pdf (19.1 MB) came by email and is too large to download here.');
    expect(page.html).not.toContain(`href="/form/plan/${id}"`);
    expect((await lead.get(`/form/plan/${id}`)).status).toBe(404);
  });

  it('does not count a request with too many fields, or from another site, as a failure of Revisit', async () => {
    const before = running.log.length;
    const body = new URLSearchParams(
      Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`f${index}`, 'x'])),
    );
    expect((await lead.request('POST', '/form/whole', { body })).status).toBe(413);
    const foreign = await lead.request('POST', '/form/whole', {
      body: new URLSearchParams({ officer: 'x' }),
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    const lines = running.log.slice(before);
    expect(lines.filter((line) => line.includes('"ERROR"'))).toEqual([]);
    expect(lines.filter((line) => line.includes('request-refused'))).toHaveLength(2);
  });
});
