import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holderOf } from '../../../shared/domain/people/contacts.ts';
import { day } from '../../builders/follow-up.ts';
import { codeMailedTo, enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, doneDetails, donePractice, send } from '../../support/form-answers.ts';
import { createFormReader, type Fields, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

const askWynn: Fields = {
  approver: 'ask',
  'asked-name': 'Wynn',
  'asked-rank': 'Assistant Chief Constable',
  'asked-email': 'wynn@essex.police.example',
};
const moreTime: Fields = {
  'until-day': '3',
  'until-month': '5',
  'until-year': '2016',
  reason: 'The board meets on 28 April.',
};
const khan: Fields = { name: 'Superintendent Khan', email: 'khan@essex.police.example' };

describe('a forwarded link', () => {
  let running: FormTestService;
  let link: string;
  let lead: FormReader;
  let stranger: FormReader;

  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    link = await running.link();
    lead = createFormReader(running.endpoint);
    await lead.post(link);
    await answer(lead, 1, { status: 'done-checked', details: doneDetails });
    await answerWhole(lead);
    stranger = createFormReader(running.endpoint);
    await stranger.post(link);
    restore = await running.markPoint([lead, stranger]);
  });
  beforeEach(() => restore());
  afterAll(() => running.stop());

  function linkIn(text: string | undefined): string {
    return /\/f\/[0-9a-z-]+/u.exec(text ?? '')?.[0] ?? '';
  }

  async function mailsTo(address: string) {
    return (await running.inbox()).filter(({ to }) => to.startsWith(address));
  }

  it.each([
    ['ask an officer to approve', '/form/approve', askWynn],
    ['approve and send', '/form/approve', { approver: 'me', rank: 'ACC', name: 'Wynn' }],
    ['pass the form on', '/form/pass-on', khan],
    ['pass the form to another domain', '/form/pass-on', { name: 'Ms Jones', email: 'jones@x.example' }],
    ['ask for more time', '/form/more-time', moreTime],
  ] as const)('does not let a stranger %s (F31)', async (_, path, fields) => {
    const before = await running.tableContent();
    const asked = await stranger.post(path, fields);
    expect([asked.status, asked.text.includes('To go on, get a code')]).toEqual([403, true]);
    expect(await running.tableContent()).toEqual(before);
    expect(await running.inbox()).toEqual([]);
    const wrong = await stranger.post(path, { ...fields, code: '123456' });
    expect([wrong.status, wrong.title.startsWith('Error: ')]).toEqual([400, true]);
    expect(await running.inbox()).toEqual([]);
    const contacts = await running.service.people.contacts('essex');
    expect(holderOf('lead', { contacts, on: day('2016-04-12') })?.id).toBe('lead');
    expect(await running.service.followUps.returns(essexId)).toEqual([]);
  });

  it.each([
    ['an officer to ask', '/form/approve', askWynn, 'We have emailed Assistant Chief Constable Wynn'],
    ['an approval', '/form/approve', { approver: 'me', rank: 'CS', name: 'Shaw' }, 'ESSEX-2016-A1'],
    ['a colleague', '/form/pass-on', khan, 'Passed to Superintendent Khan'],
    ['a reason for more time', '/form/more-time', moreTime, 'You have asked for more time'],
  ] as const)(
    'lets a lead without a code go on with %s once the code is entered, and loses no word (F31)',
    async (_, path, fields, outcome) => {
      const seen = path === '/form/approve' ? await seenBy() : {};
      const asked = await lead.post(path, { ...seen, ...fields });
      expect(asked.text).toContain('What you saved and typed is kept');
      const sent = await lead.post(path, { next: 'send-code' }, asked);
      expect(sent.text).toContain('le***@essex.police.example');
      const slip = await lead.post(path, { code: '' }, sent);
      expect(slip.text).toContain('Enter the code of six digits');
      const done = await lead.post(path, { code: await codeMailedTo(running, 'lead@') }, slip);
      expect(done.text).toContain(outcome);
    },
  );

  /** Returns the hidden field of the approval page, for a browser that opened the page before its code ran out. */
  async function seenBy(): Promise<Fields> {
    const other = createFormReader(running.endpoint);
    await other.post(link);
    await enterCode(running, { reader: other });
    return { seen: (await other.get('/form/approve')).hidden['seen'] ?? '' };
  }

  it('leads back from the code to the page that asked for it, and to no other site (F31)', async () => {
    const asked = await lead.get('/form/pass-on');
    expect(asked.path).toBe('/form/code?to=%2Fform%2Fpass-on');
    const sent = await lead.post('/form/code/send', {}, asked);
    expect((await lead.post('/form/code', { code: '' }, sent)).hidden['to']).toBe('/form/pass-on');
    const code = await codeMailedTo(running, 'lead@');
    expect((await lead.post('/form/code', { code }, sent)).path).toBe('/form/pass-on');
    for (const to of ['//evil.example', 'https://evil.example', '/form/../../x', '/f/abc', '/form/code']) {
      expect((await lead.get(`/form/code?to=${encodeURIComponent(to)}`)).path).toBe('/form');
    }
  });

  it('shows saved answers to an approving officer only after a code, and only if the request used a code too (F31)', async () => {
    await enterCode(running, { reader: lead });
    await lead.post('/form/approve', askWynn);
    const officersLink = linkIn((await mailsTo('wynn@')).at(-1)?.text);
    const officer = createFormReader(running.endpoint);
    await officer.post(officersLink);
    expect((await officer.get('/form/recommendation/1/details')).text).not.toContain(donePractice);
    expect((await officer.get('/form/check')).text).not.toContain(donePractice);
    await enterCode(running, { reader: officer, address: 'wynn@' });
    expect((await officer.get('/form/recommendation/1/details')).text).toContain(donePractice);
    expect((await send(officer)).text).toContain('ESSEX-2016-A1');
  });

  it('makes Revisit tell the lead at once of a request for approval, with what to do if the lead did not ask (F31)', async () => {
    const deputy = createFormReader(running.endpoint);
    await deputy.post(await running.link({ contactId: 'deputy' }));
    await enterCode(running, { reader: deputy, address: 'deputy@' });
    await deputy.post('/form/approve', askWynn);
    const told = (await running.inbox()).filter(({ subject }) => subject.includes('to approve'));
    expect(told.map(({ to }) => to).sort()).toEqual([
      'deputy@essex.police.example',
      'lead@essex.police.example',
    ]);
    const toLead = told.find(({ to }) => to.startsWith('lead@'));
    expect(toLead?.text).toContain('Superintendent Okoro asked Assistant Chief Constable Wynn');
    expect(toLead?.text).toContain('wynn@essex.police.example');
    expect(toLead?.text).toContain('Take the request back');
    expect(toLead?.text).toContain('020 7946 0123');

    const officer = createFormReader(running.endpoint);
    const officersLink = linkIn((await mailsTo('wynn@')).at(-1)?.text);
    await officer.post(officersLink);
    await enterCode(running, { reader: officer, address: 'wynn@' });
    const list = await lead.get('/form');
    const takeBack = /\/form\/approval\/[0-9a-f-]{36}\/withdraw/u.exec(list.html)?.[0] ?? '';
    const asked = await lead.post(takeBack);
    const sent = await lead.post(takeBack, { next: 'send-code' }, asked);
    const done = await lead.post(takeBack, { code: await codeMailedTo(running, 'lead@') }, sent);
    expect([done.path, done.text.includes('Waiting for')]).toEqual(['/form', false]);
    expect((await officer.get('/form/approve')).status).toBe(404);
    expect((await officer.get(officersLink)).status).toBe(404);
  });

  it('brings the lead only one email when the lead asks for the approval', async () => {
    await enterCode(running, { reader: lead });
    await lead.post('/form/approve', askWynn);
    const told = (await running.inbox()).filter(({ subject }) => subject.includes('to approve'));
    expect(told.map(({ to }) => to)).toEqual(['lead@essex.police.example']);
    expect(told[0]?.text).toContain('You asked Assistant Chief Constable Wynn');
  });

  it('does not let an officer who was asked to approve bring in anybody else (F31)', async () => {
    await enterCode(running, { reader: lead });
    await lead.post('/form/approve', askWynn);
    const officer = createFormReader(running.endpoint);
    await officer.post(linkIn((await mailsTo('wynn@')).at(-1)?.text));
    await enterCode(running, { reader: officer, address: 'wynn@' });
    const list = await officer.get('/form');
    expect(list.html).not.toContain('/form/pass-on');
    expect((await officer.post('/form/pass-on', khan)).status).toBe(403);
    const again = await officer.post('/form/approve', {
      ...askWynn,
      'asked-email': 'other@essex.police.example',
    });
    expect(again.status).toBe(400);
    expect(await mailsTo('other@')).toEqual([]);
    expect(await mailsTo('khan@')).toEqual([]);
  });
});
