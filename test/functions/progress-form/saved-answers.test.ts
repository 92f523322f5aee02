import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enterCode } from '../../support/enter-code.ts';
import {
  answer,
  answerWhole,
  doneDetails,
  donePractice,
  planDetails,
  send,
} from '../../support/form-answers.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

describe('saved answers', () => {
  let running: FormTestService;
  let link: string;
  let first: FormReader;

  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    link = await running.link();
    first = createFormReader(running.endpoint);
    await first.post(link);
    await answer(first, 1, { status: 'done-checked', details: doneDetails });
    restore = await running.markPoint([first]);
  });
  beforeEach(() => restore());
  afterAll(() => running.stop());

  async function codeFromInbox(): Promise<string> {
    const mails = (await running.inbox()).filter(({ subject }) => subject.includes('code'));
    return /^\d{6}$/mu.exec(mails.at(-1)?.text ?? '')?.[0] ?? '';
  }

  it('are there when the same browser comes back by the link', async () => {
    await first.post(link);
    const page = await first.get('/form/recommendation/1/details');
    expect(page.text).toContain(donePractice);
  });

  it('are shown in another browser only after a code that was emailed to the recorded lead', async () => {
    const second = createFormReader(running.endpoint);
    const list = await second.post(link);
    expect(list.text).toContain('1 of 5 answers saved');
    for (const path of [
      '/form/recommendation/1',
      '/form/recommendation/1/details',
      '/form/check',
      '/form/copy',
    ]) {
      const page = await second.get(path);
      expect([path, page.path, page.text.includes(donePractice)]).toEqual([
        path,
        `/form/code?to=${encodeURIComponent(path)}`,
        false,
      ]);
    }
    const asked = await second.post('/form/code/send');
    expect(asked.text).toContain('le***@essex.police.example');
    const code = await codeFromInbox();
    expect(code).toMatch(/^\d{6}$/u);
    const wrong = await second.post('/form/code', { code: code === '000000' ? '000001' : '000000' });
    expect([wrong.status, wrong.title.startsWith('Error: ')]).toEqual([400, true]);
    const right = await second.post('/form/code', { code: ` ${code.slice(0, 3)} ${code.slice(3)} ` });
    expect(right.path).toBe('/form');
    expect((await second.get('/form/recommendation/1/details')).text).toContain(donePractice);
  });

  it('cannot be overwritten by a browser that may not see them', async () => {
    const second = createFormReader(running.endpoint);
    await second.post(link);
    const page = await second.post('/form/recommendation/1', { status: 'not-started', version: '2' });
    expect(page.path).toBe('/form/code?to=%2Fform%2Frecommendation%2F1');
    const [draft] = (await running.service.formReading.followUp(essexId)).drafts;
    expect(draft?.answer.status).toBe('done-checked');
  });

  it('need a code that this browser asked for, which works once, for an hour and five tries', async () => {
    const second = createFormReader(running.endpoint);
    const third = createFormReader(running.endpoint);
    await second.post(link);
    await third.post(link);
    await second.post('/form/code/send');
    const code = await codeFromInbox();
    expect((await third.post('/form/code', { code })).text).toContain('no longer works');
    running.setClock('2016-04-12T11:01:00Z');
    expect((await second.post('/form/code', { code })).text).toContain('no longer works');
    await second.post('/form/code/send');
    const next = await codeFromInbox();
    const wrong = next === '000000' ? '000001' : '000000';
    for (let tried = 1; tried <= 5; tried += 1) await second.post('/form/code', { code: wrong });
    expect((await second.post('/form/code', { code: next })).text).toContain('no longer works');
    await second.post('/form/code/send');
    const last = await codeFromInbox();
    expect((await second.post('/form/code', { code: last })).path).toBe('/form');
    await second.post('/form/leave');
    expect((await second.get('/form')).status).toBe(404);
  });

  it('are shown after any code that still works, even if its email came late and more codes were asked for', async () => {
    const second = createFormReader(running.endpoint);
    await second.post(link);
    const codes: string[] = [];
    for (const minute of ['00', '20', '40']) {
      running.setClock(`2016-04-12T10:${minute}:00Z`);
      await second.post('/form/code/send');
      codes.push(await codeFromInbox());
    }
    const [first = '', earlier = '', newest = ''] = codes;
    running.setClock('2016-04-12T11:01:00Z');
    expect((await second.post('/form/code', { code: first })).text).toContain('That is not the code');
    expect((await second.post('/form/code', { code: earlier })).path).toBe('/form');
    expect((await second.post('/form/code', { code: newest })).text).toContain('no longer works');
  });

  it('need a code, and Revisit emails at most five codes in an hour', async () => {
    const second = createFormReader(running.endpoint);
    await second.post(link);
    const statuses = [];
    for (let time = 1; time <= 6; time += 1) statuses.push((await second.post('/form/code/send')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('are never overwritten silently by two people at once, and no word is lost', async () => {
    const deputy = createFormReader(running.endpoint);
    await deputy.post(await running.link({ contactId: 'deputy' }));
    await enterCode(running, { reader: deputy, address: 'deputy@' });
    const opened = await first.get('/form/recommendation/1/details');
    const theirs = await deputy.get('/form/recommendation/1/details');
    expect(theirs.path).toBe('/form/recommendation/1/details');
    await deputy.post(
      '/form/recommendation/1/details',
      { ...doneDetails, practice: 'The deputy’s words.' },
      theirs,
    );
    const mine = { ...doneDetails, practice: 'The lead’s words.' };
    const unseen = await first.post('/form/recommendation/1/details', mine, opened);
    expect(unseen.status).toBe(409);
    expect(unseen.text).toContain('Someone else has saved this answer');
    expect(unseen.text).not.toContain('The deputy’s words.');
    expect(unseen.html).toContain('The lead’s words.');
    const mailed = await first.post('/form/recommendation/1/details', { ...mine, next: 'send-code' }, unseen);
    expect(mailed.html).toContain('The lead’s words.');
    const conflict = await first.post(
      '/form/recommendation/1/details',
      { ...mine, code: await codeFromInbox() },
      mailed,
    );
    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain('The deputy’s words.');
    expect(conflict.html).toContain('The lead’s words.');
    const again = await first.post(
      '/form/recommendation/1/details',
      { ...doneDetails, practice: 'The lead’s words.' },
      conflict,
    );
    expect(again.status).toBe(200);
    const { drafts } = await running.service.formReading.followUp(essexId);
    expect(drafts[0]?.answer.words.practice).toBe('The lead’s words.');
  });

  it('count each answer once when several are saved at the same moment', async () => {
    const readers = await Promise.all(
      [2, 3, 4, 5].map(async (number) => {
        const reader = createFormReader(running.endpoint);
        await reader.post(link);
        return { reader, number };
      }),
    );
    await Promise.all(
      readers.map(({ reader, number }) =>
        answer(reader, number, { status: 'not-started', details: planDetails }),
      ),
    );
    const { rounds } = await running.service.followUps.load(essexId);
    expect(rounds[0]?.savedAnswers).toEqual([1, 2, 3, 4, 5]);
  });

  it('are kept when the form expires while a lead types, and a new link is offered (F17)', async () => {
    const opened = await first.get('/form/recommendation/2');
    const second = await first.post('/form/recommendation/2', { status: 'not-started' }, opened);
    running.setClock('2016-04-26T11:00:00Z');
    const late = await first.post(
      '/form/recommendation/2/details',
      { ...planDetails, 'plan-what': 'Words that were typed for an hour.' },
      second,
    );
    expect(late.status).toBe(404);
    expect(late.text).toContain('What you typed has been saved');
    expect(late.text).toContain('Words that were typed for an hour.');
    const { drafts } = await running.service.formReading.followUp(essexId);
    expect(drafts.find(({ number }) => number === 2)?.answer.words['plan-what']).toBe(
      'Words that were typed for an hour.',
    );
    expect((await first.get('/form')).status).toBe(404);
    await first.post('/new-link');
    const mails = (await running.inbox()).filter(({ subject }) => subject.includes('new link'));
    expect(mails.map(({ to }) => to)).toEqual(['lead@essex.police.example']);
  });

  it('are given back for copying when the link was revoked while a lead typed (F17)', async () => {
    const opened = await first.get('/form/recommendation/2');
    const second = await first.post('/form/recommendation/2', { status: 'not-started' }, opened);
    await running.service.links.revoke({
      followUpId: essexId,
      at: running.service.clock.now(),
      which: () => true,
    });
    const late = await first.post('/form/recommendation/2/details', planDetails, second);
    expect(late.status).toBe(404);
    expect(late.text).toContain('Train all response officers.');
    expect(late.text).toContain('could not be saved');
  });

  it('are not sent when somebody changed one after the sender looked', async () => {
    await enterCode(running, { reader: first });
    await answerWhole(first);
    const approve = await first.get('/form/approve');
    await answer(first, 2, { status: 'not-started', details: planDetails });
    const refused = await first.post('/form/approve', { approver: 'me', rank: 'CS', name: 'Shaw' }, approve);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Someone has changed an answer');
    expect(await running.service.followUps.returns(essexId)).toEqual([]);
    expect((await send(first)).path).toBe('/form/sent');
  });

  it('are sent once, no matter how often the button is pressed', async () => {
    await enterCode(running, { reader: first });
    await answerWhole(first);
    const approve = await first.get('/form/approve');
    const pressed = await Promise.all(
      [1, 2, 3].map(() => first.post('/form/approve', { approver: 'me', rank: 'CS', name: 'Shaw' }, approve)),
    );
    expect(pressed.map(({ path }) => path)).toEqual(['/form/sent', '/form/sent', '/form/sent']);
    expect(await running.service.followUps.returns(essexId)).toHaveLength(1);
  });
});
