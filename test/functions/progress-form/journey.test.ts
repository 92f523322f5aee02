import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeMailedTo } from '../../support/enter-code.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

describe('a lead who answers the six-week response', () => {
  let running: FormTestService;
  let lead: FormReader;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-18T14:00:00Z');
    await publishEssex(running.service);
    lead = createFormReader(running.endpoint);
  });
  afterAll(() => running.stop());

  it('opens the link, fills in the form and gets a reference number', async () => {
    const link = await running.link();
    const start = await lead.get(link);
    expect(start.status).toBe(200);
    expect(start.text).toContain('Essex Police');
    expect(start.text).toContain('Please send it by 19 April 2016.');

    const list = await lead.post(link);
    expect(list.path).toBe('/form');
    expect(list.text).toContain('0 of 5 answers saved');

    let page = await lead.get('/form/recommendation/1');
    expect(page.text).toContain('Where are you with this?');
    page = await lead.post('/form/recommendation/1', { status: 'done-checked' }, page);
    expect(page.path).toBe('/form/recommendation/1/details');
    page = await lead.post(
      page.path,
      {
        practice: 'Detectives review every case with a supervisor within 24 hours.',
        evidence: ['case-audit', 'people-told-us'],
        'audit-cases': '20',
        'audit-month': '4',
        'audit-year': '2016',
        'audit-good': '17',
        document: 'Case audit April 2016',
        'document-holder': 'Detective Inspector Ali',
      },
      page,
    );
    expect(page.path).toBe('/form/recommendation/2');

    for (const number of [2, 3, 4, 5]) {
      page = await lead.post(`/form/recommendation/${number}`, { status: 'not-started' }, page);
      expect(page.path).toBe(`/form/recommendation/${number}/details`);
      page = await lead.post(
        page.path,
        {
          'plan-where': 'here',
          'plan-what': `Train the teams for ${number}`,
          'plan-month': 'September',
          'plan-year': '2016',
          'plan-owner': 'Superintendent Okoro',
          'plan-test': 'Dip samples each month',
        },
        page,
      );
    }
    expect(page.path).toBe('/form');
    expect(page.text).toContain('5 of 5 answers saved');

    page = await lead.get('/form/whole');
    expect(page.html).toContain('value="Chief Superintendent Shaw"');
    page = await lead.post(
      '/form/whole',
      { officer: 'Chief Superintendent Shaw', 'anything-else': '', 'contacts-right': 'yes' },
      page,
    );
    expect(page.path).toBe('/form/check');
    expect(page.text).toContain('20 cases in April 2016, 17 good enough');

    page = await lead.get('/form/approve');
    expect(page.html).toContain('value="Chief Superintendent"');
    page = await lead.post(
      '/form/approve',
      { approver: 'me', rank: 'Chief Superintendent', name: 'Shaw' },
      page,
    );
    expect(page.text).toContain('One more step: confirm with a code');
    page = await lead.post('/form/approve', { next: 'send-code' }, page);
    expect(page.text).toContain('le***@essex.police.example');
    page = await lead.post('/form/approve', { code: await codeMailedTo(running, 'lead@') }, page);
    expect(page.path).toBe('/form/sent');
    expect(page.text).toContain('ESSEX-2016-A1');
    expect(page.text).toContain('Priya Nair will read it by 3 May 2016');
    expect(page.text).toContain('until 26 April 2016');
    expect(page.text).toContain('The next date is 18 May 2016');
  });

  it('ends the round: the return is stored as typed, and a receipt is emailed', async () => {
    const [returned] = await running.service.followUps.returns(essexId);
    expect(returned).toMatchObject({
      reference: 'ESSEX-2016-A1',
      approvedBy: { rank: 'Chief Superintendent', name: 'Shaw', on: '18 April 2016' },
      answers: { 1: { status: 'done-checked', words: { 'audit-cases': '20' } } },
    });
    const { rounds } = await running.service.followUps.load(essexId);
    expect(rounds[0]?.returns[0]).toMatchObject({ answered: 5, asked: 5, contactId: 'lead' });
    const inbox = await running.inbox();
    expect(inbox.map(({ to, subject }) => `${to}: ${subject}`)).toContain(
      'lead@essex.police.example: Received: Essex 2016 six-week response',
    );
  });

  it('gets a copy to print', async () => {
    const copy = await lead.get('/form/copy');
    expect(copy.text).toContain('Copy of ESSEX-2016-A1');
    expect(copy.text).toContain('Detectives review every case');
  });
});
