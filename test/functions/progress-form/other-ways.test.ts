import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holderOf } from '../../../shared/domain/people/contacts.ts';
import { answerHandover } from '../../../shared/use-cases/handover/answer-handover.ts';
import { seeDesk } from '../../../shared/use-cases/desk/see-desk.ts';
import { day } from '../../builders/follow-up.ts';
import { enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, doneDetails, planDetails } from '../../support/form-answers.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

describe('a lead with a link to the form', () => {
  let running: FormTestService;
  let lead: FormReader;

  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    lead = createFormReader(running.endpoint);
    await lead.post(await running.link());
    await enterCode(running, { reader: lead });
    restore = await running.markPoint([lead]);
  });
  beforeEach(() => restore());
  afterAll(() => running.stop());

  async function leadNow(): Promise<string | undefined> {
    const contacts = await running.service.people.contacts('essex');
    return holderOf('lead', { contacts, on: day('2016-04-12') })?.name;
  }

  function linkIn(text: string): string {
    return /\/f\/[0-9a-z-]+/u.exec(text)?.[0] ?? '';
  }

  it('can ask for more time, which makes the ladder wait and tells the owner at once', async () => {
    const missing = await lead.post('/form/more-time', {
      'until-day': '19',
      'until-month': '4',
      'until-year': '2016',
    });
    expect(missing.status).toBe(400);
    expect(missing.text).toContain('The date must be after 19 April 2016');
    expect(missing.text).toContain('Enter why you need more time');
    const asked = await lead.post('/form/more-time', {
      'until-day': '3',
      'until-month': '5',
      'until-year': '2016',
      reason: 'The board meets on 28 April.',
    });
    expect(asked.text).toContain('We will answer by 14 April 2016');
    const { rounds } = await running.service.followUps.load(essexId);
    expect(rounds[0]?.moreTime?.until.toString()).toBe('2016-05-03');
    const [alert] = (await running.inbox()).filter(({ to }) => to.startsWith('p.nair@'));
    expect(alert?.text).toContain('3 May 2016');
    expect(alert?.text).not.toContain('The board meets');
    expect((await lead.get('/form')).text).toContain('You asked for more time, until 3 May 2016');
  });

  it('can say that the answer was sent another way, which makes the ladder wait', async () => {
    expect((await lead.post('/form/sent-another-way', { details: '' })).status).toBe(400);
    const said = await lead.post('/form/sent-another-way', {
      way: 'letter',
      details: '8 April, to Priya Nair',
    });
    expect(said.text).toContain('we will look for it');
    const { rounds } = await running.service.followUps.load(essexId);
    expect(rounds[0]?.sentAnotherWay?.how).toBe('letter: 8 April, to Priya Nair');
  });

  it('can pass the form at once to a colleague of the same mail domain, and everybody is told', async () => {
    await answer(lead, 1, { status: 'done-checked', details: doneDetails });
    const passed = await lead.post('/form/pass-on', {
      name: 'Superintendent Khan',
      email: 'khan@essex.police.example',
    });
    expect(passed.text).toContain('Passed to Superintendent Khan');
    expect(await leadNow()).toBe('Superintendent Khan');
    expect((await lead.get('/form')).status).toBe(404);
    const inbox = await running.inbox();
    expect(inbox.flatMap(({ to, subject }) => (subject.includes('code') ? [] : to)).sort()).toEqual([
      'khan@essex.police.example',
      'lead@essex.police.example',
      'liaison@essex.police.example',
      'p.nair@inspectorate.example',
    ]);
    const khan = createFormReader(running.endpoint);
    const toKhan = inbox.find(({ to }) => to.startsWith('khan@'));
    expect((await khan.post(linkIn(toKhan?.text ?? ''))).text).toContain('1 of 5 answers saved');

    running.setClock('2016-04-12T10:05:00Z');
    await running.runner.invoke('sweep');
    await running.runner.drain();
    expect((await running.inbox()).filter(({ to }) => to.startsWith('khan@'))).toHaveLength(1);
  });

  it('can undo a handover with its own link for five working days', async () => {
    await lead.post('/form/pass-on', { name: 'Superintendent Khan', email: 'khan@essex.police.example' });
    const told = (await running.inbox()).findLast(({ to }) => to.startsWith('lead@'));
    const undoLink = linkIn(told?.text ?? '');
    const toKhan = (await running.inbox()).find(({ to }) => to.startsWith('khan@'));
    const khan = createFormReader(running.endpoint);
    await khan.post(linkIn(toKhan?.text ?? ''));
    expect((await lead.get(undoLink)).text).toContain('Take it back from Superintendent Khan?');
    expect(await leadNow()).toBe('Superintendent Khan');
    const undone = await lead.post(undoLink);
    expect(undone.text).toContain('It is yours again');
    expect(await leadNow()).toBe('Chief Superintendent Shaw');
    expect((await khan.get('/form')).status).toBe(404);
    const fresh = (await running.inbox()).filter(({ subject }) => subject.includes('new link'));
    expect((await lead.post(linkIn(fresh.at(-1)?.text ?? ''))).path).toBe('/form');
    expect((await lead.post(undoLink)).text).toContain('too late');
  });

  it('needs the owner’s approval to pass the form to another mail domain', async () => {
    const asked = await lead.post('/form/pass-on', { name: 'Ms Jones', email: 'jones@council.example' });
    expect(asked.text).toContain('We will answer by 14 April 2016');
    expect(await leadNow()).toBe('Chief Superintendent Shaw');
    expect((await lead.get('/form')).status).toBe(200);
    expect((await running.inbox()).map(({ to }) => to)).not.toContain('jones@council.example');
    const waits = async (): Promise<string[]> => {
      const { toDo } = await seeDesk(running.service, {});
      return toDo.flatMap(({ task }) => task.handover?.toName ?? []);
    };
    expect(await waits()).toEqual(['Ms Jones']);
    const [handover] = await running.service.handovers.ofFollowUp(essexId);
    await answerHandover(running.service, {
      followUpId: essexId,
      handoverId: handover?.id ?? '',
      agrees: true,
      by: 'p-nair',
    });
    expect(await waits()).toEqual([]);
    expect(await leadNow()).toBe('Ms Jones');
    expect((await running.inbox()).map(({ to }) => to)).toContain('jones@council.example');
  });

  it('can have a more senior officer approve by a link of their own, and gets the receipt', async () => {
    await answer(lead, 1, { status: 'done-checked', details: doneDetails });
    await answerWhole(lead);
    const page = await lead.get('/form/approve');
    const wrong = await lead.post(
      '/form/approve',
      { approver: 'ask', 'asked-name': 'Wynn', 'asked-rank': '', 'asked-email': 'wynn@elsewhere.example' },
      page,
    );
    expect(wrong.text).toContain('The email address must end in @essex.police.example');
    const asked = await lead.post(
      '/form/approve',
      {
        approver: 'ask',
        'asked-name': 'Wynn',
        'asked-rank': 'Assistant Chief Constable',
        'asked-email': 'wynn@essex.police.example',
      },
      page,
    );
    expect(asked.text).toContain('We have emailed Assistant Chief Constable Wynn');
    expect(await running.service.followUps.returns(essexId)).toEqual([]);
    const mail = (await running.inbox()).find(({ to }) => to.startsWith('wynn@'));
    const officer = createFormReader(running.endpoint);
    const start = await officer.get(linkIn(mail?.text ?? ''));
    expect(start.text).toContain('asks you to approve them');
    await officer.post(linkIn(mail?.text ?? ''));
    expect((await officer.get('/form/check')).path).toBe('/form/code?to=%2Fform%2Fcheck');
    await enterCode(running, { reader: officer, address: 'wynn@' });
    const approve = await officer.get('/form/approve');
    expect(approve.html).toContain('value="Assistant Chief Constable"');
    const sent = await officer.post(
      '/form/approve',
      { approver: 'me', rank: 'Assistant Chief Constable', name: 'Wynn' },
      approve,
    );
    expect(sent.text).toContain('ESSEX-2016-A1');
    const [returned] = await running.service.followUps.returns(essexId);
    expect(returned).toMatchObject({ contactId: 'lead', approvedBy: { name: 'Wynn' } });
    const receipts = (await running.inbox()).filter(({ subject }) => subject.startsWith('Received'));
    expect(receipts.map(({ to }) => to)).toEqual(['lead@essex.police.example']);
  });

  describe('an action plan that a lead attaches', () => {
    async function upload(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<number> {
      const body = new FormData();
      body.append('file', new File([content], name));
      return (await lead.request('POST', '/form/plan', { body })).status;
    }

    it('does not have to be typed again, and is downloaded instead of opened in the browser', async () => {
      await answer(lead, 1, {
        status: 'not-started',
        details: { 'plan-where': 'attached', 'plan-reference': '' },
      });
      expect(await upload('Plan ŵ "2016".pdf', '%PDF-1.7 plan')).toBe(303);
      const page = await lead.get('/form/plan');
      expect(page.text).toContain('Plan ŵ "2016".pdf');
      const path = /\/form\/plan\/[0-9a-f-]{36}/u.exec(page.html)?.[0] ?? '';
      const file = await lead.request('GET', path);
      expect(file.headers.get('content-type')).toBe('application/octet-stream');
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="Plan____2016_\.pdf"/u);
      expect(await file.text()).toBe('%PDF-1.7 plan');
      const stranger = createFormReader(running.endpoint);
      await stranger.post(await running.link({ contactId: 'deputy' }));
      expect((await stranger.get(path)).status).toBe(404);
      await answerWhole(lead);
      expect((await lead.get('/form/check')).text).toContain('Plan ŵ "2016".pdf');
      await lead.post(`${path}/remove`);
      expect((await lead.get('/form/check')).text).toContain('no file is attached yet');
    });

    it('is kept no matter which button the lead presses', async () => {
      const press = async (next: string, file: File): Promise<string | null> => {
        const body = new FormData();
        body.append('file', file);
        body.append('next', next);
        const response = await lead.request('POST', '/form/plan', { body });
        return response.status === 303 ? response.headers.get('location') : String(response.status);
      };
      const plan = new File(['%PDF-1.7 plan'], 'plan.pdf');
      const nothing = new File([], '');
      expect(await press('plan', nothing)).toBe('400');
      expect(await press('plan', plan)).toBe('/form/plan');
      expect(await press('form', plan)).toBe('/form');
      expect(await press('form', nothing)).toBe('/form');
      expect((await running.service.formReading.followUp(essexId)).attachments).toHaveLength(2);
    });

    it('must be a kind of file that Revisit takes', async () => {
      const status = [
        await upload('plan.exe', 'MZ'),
        await upload('plan.pdf', 'MZ is no PDF'),
        await upload('plan.html', '<script>alert(1)</script>'),
        await upload('plan.txt', 'text\0with NUL'),
      ];
      expect(status).toEqual([400, 400, 400, 400]);
      expect((await running.service.formReading.followUp(essexId)).attachments).toEqual([]);
    });
  });

  it('gets a calendar file whose later versions Outlook accepts as updates (F20)', async () => {
    const read = async (): Promise<string> => (await lead.request('GET', '/form/dates.ics')).text();
    const before = await read();
    expect(before).toContain('METHOD:PUBLISH');
    expect(before).toContain('DTSTART;VALUE=DATE:20160419');
    expect(before).not.toMatch(/\/f\//u);
    const idsAndSequence = (text: string) => ({
      ids: [...text.matchAll(/UID:(.*)/gu)].map(([, id]) => id?.trim()),
      sequence: Number(/SEQUENCE:(\d+)/u.exec(text)?.[1]),
    });
    await lead.post('/form/sent-another-way', { way: 'email', details: 'today' });
    const after = idsAndSequence(await read());
    expect(after.ids).toEqual(idsAndSequence(before).ids);
    expect(after.sequence).toBeGreaterThan(idsAndSequence(before).sequence);
    // A bank holiday moves dates without changing the follow-up.
    running.setClock('2016-04-13T10:00:00Z');
    expect(idsAndSequence(await read()).sequence).toBeGreaterThan(after.sequence);
  });

  it('has answered a recommendation once its plan is saved', async () => {
    await answer(lead, 2, { status: 'not-started', details: planDetails });
    expect((await lead.get('/form')).text).toContain('1 of 5 answers saved');
  });
});
