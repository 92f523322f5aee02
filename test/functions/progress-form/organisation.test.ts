import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noOrganisation } from '../../../shared/domain/organisation.ts';
import { changeOrganisation } from '../../../shared/use-cases/people/change-organisation.ts';
import { createFormReader } from '../../support/form-reader.ts';
import { publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

const organisation = {
  name: 'Inspectorate of Loamshire',
  website: 'www.inspectorate.example',
  telephone: '020 7946 0000',
};

describe('the pages of the form', () => {
  let running: FormTestService;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-29T10:00:00Z');
    await publishEssex(running.service);
  });
  afterAll(() => running.stop());

  const everyPage = async () => {
    const reader = createFormReader(running.endpoint);
    const link = await running.link();
    const start = await reader.get(link);
    await reader.post(link);
    const others = ['/form', '/form/more-time', '/', '/accessibility', '/privacy', '/f/nothing-like-it'];
    const pages = [];
    for (const path of others) pages.push(await reader.get(path));
    return { start, pages: [start, ...pages, await reader.post('/new-link')], reader };
  };

  it('promise no website and no number before the organisation is recorded', async () => {
    const { pages } = await everyPage();
    for (const { text } of pages) expect(text).not.toMatch(/our website|the number on/u);
  });

  it('name the organisation in the header, and say how to check them', async () => {
    const { service } = running;
    await changeOrganisation(service, { before: noOrganisation, after: organisation, by: 'test' });
    const { start, pages } = await everyPage();
    for (const { html } of pages) expect(html).toContain('Inspectorate of Loamshire');
    expect(start.text).toContain(
      'To check that this page is genuine, ask your inspection liaison officer or ring Inspectorate of Loamshire on 020 7946 0000, the number on www.inspectorate.example.',
    );
  });

  it('ask for nothing by a date that has passed, in the calendar file too', async () => {
    const { pages, reader } = await everyPage();
    for (const { text } of pages) expect(text).not.toMatch(/(?:Please [^.]* by|The date is) 19 April/u);
    expect(pages[0]?.text).toContain('We asked for this by 19 April 2016. It is still useful.');
    const html = (await (await reader.request('GET', '/form/dates.ics')).text()).replaceAll('\r\n ', '');
    expect(html).toContain('asked for by this day');
    expect(html).not.toContain('SUMMARY:Send');
  });
});
