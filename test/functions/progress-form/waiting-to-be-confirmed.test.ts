import type { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeMailedTo, enterCode } from '../../support/enter-code.ts';
import { revisit } from '../../support/command-line.ts';
import { answer, answerWhole, doneDetails, donePractice } from '../../support/form-answers.ts';
import { createFormReader, type FormReader, type ReadPage } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

/** The due day of the six-week response is 19 April 2016. London is an hour ahead of UTC. */
const lastMinutes = '2016-04-19T22:45:00Z';
const nextMorning = '2016-04-20T07:02:00Z';
const shaw = { approver: 'me', rank: 'Chief Superintendent', name: 'Shaw' } as const;

describe('a return that waits to be confirmed with a code', () => {
  let running: FormTestService;
  let lead: FormReader;
  let asked: ReadPage;

  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    await running.runner.invoke('sweep');
    await running.inbox();
    running.setClock(lastMinutes);
    lead = createFormReader(running.endpoint);
    await lead.post(await running.link());
    await answer(lead, 1, { status: 'done-checked', details: doneDetails });
    await answerWhole(lead);
    const page = await lead.get('/form/approve');
    asked = await lead.post('/form/approve', shaw, page);
    restore = await running.markPoint([lead]);
  });
  beforeEach(() => restore());
  afterAll(() => running.stop());

  function minuteOf(at: Temporal.Instant | undefined): string | undefined {
    return at?.toString({ smallestUnit: 'minute' }).replace('Z', '');
  }

  async function roundNow() {
    const { rounds } = await running.service.followUps.load(essexId);
    return rounds.find(({ id }) => id === 'six-week-response');
  }

  it('is kept when Send is pressed, and the page says so before it asks for the code', async () => {
    expect([asked.status, asked.title]).toEqual([403, expect.stringContaining('Confirm your return')]);
    expect(asked.text).toContain('You pressed Send, and your return now waits to be confirmed');
    expect(await roundNow()).toMatchObject({
      unconfirmed: { by: 'lead', approvedBy: { name: 'Shaw', rank: 'Chief Superintendent' } },
      returns: [],
    });
    expect((await lead.get('/form')).text).toContain('Someone pressed Send at 11:45pm on 19 April 2016');
  });

  it('is shown on the desk of the owner, without any of its answers', async () => {
    const desk = await revisit('', running.stack);
    expect(desk.err).toBe('');
    expect(desk.out).toMatch(/sent on 19 Apr.*waiting to be confirmed/u);
    expect((await revisit('audit essex', running.stack)).out).toContain('It waits for a code');
    expect((await revisit('returns essex', running.stack)).out).not.toContain(donePractice);
  });

  it('counts as sent when Send was pressed, even if the code comes the next morning', async () => {
    const sent = await lead.post('/form/approve', { next: 'send-code' }, asked);
    running.setClock('2016-04-19T22:58:00Z');
    const code = await codeMailedTo(running, 'lead@');
    const done = await lead.post('/form/approve', { code }, sent);
    expect(done.text).toContain('You sent it at 11:45pm on 19 April 2016');
    expect(done.text).toContain('confirmed with a code at 11:58pm on 19 April 2016');
    const round = await roundNow();
    expect(round?.unconfirmed).toBeUndefined();
    expect(minuteOf(round?.returns[0]?.sentAt)).toBe('2016-04-19T22:45');
    const receipt = (await running.inbox()).find(({ subject }) => subject.startsWith('Received'));
    expect(receipt?.text).toContain('at 11:45pm on 19 April 2016, and it was confirmed with a code');
    expect((await revisit('', running.stack)).out).not.toContain('waiting to be confirmed');
  });

  it('is confirmed the next morning in another browser, after its answers were shown', async () => {
    running.setClock(nextMorning);
    const other = createFormReader(running.endpoint);
    const list = await other.post(await running.link());
    expect(list.text).toContain('Check and confirm');
    expect((await other.get('/form/check')).path).toBe('/form/code?to=%2Fform%2Fcheck');
    await enterCode(running, { reader: other });
    const check = await other.get('/form/check');
    expect(check.text).toContain('named Chief Superintendent Shaw as the officer who approved them');
    expect(check.text).toContain(donePractice);
    const done = await other.post('/form/confirm', {}, check);
    expect(done.text).toContain('You sent it at 11:45pm on 19 April 2016');
    const [returned] = await running.service.followUps.returns(essexId);
    expect([minuteOf(returned?.sentAt), minuteOf(returned?.receivedAt)]).toEqual([
      '2016-04-19T22:45',
      '2016-04-20T07:02',
    ]);
    const { out } = await revisit('returns essex', running.stack);
    expect(out).toContain('Sent 19 April 2016, 11:45pm, by form');
    expect(out).toContain('Confirmed with a code 20 April 2016, 8:02am.');
    expect((await revisit('show essex', running.stack)).out).toContain('answered 19 Apr');
  });

  it('is not sent once an answer has changed, until somebody has looked at it again', async () => {
    await enterCode(running, { reader: lead });
    const check = await lead.get('/form/check');
    await answer(lead, 2, { status: 'done-checked', details: doneDetails });
    const again = await lead.post('/form/confirm', {}, check);
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('changed an answer')]);
    expect(again.text).not.toContain('Confirm and send');
    expect(await running.service.followUps.returns(essexId)).toEqual([]);
  });

  it('waits no longer if the return comes by letter', async () => {
    running.setClock('2016-04-21T09:00:00Z');
    const line =
      'returns record essex --how letter --received-on 2016-04-20 --milestone six-week-response --yes';
    expect((await revisit(line, running.stack)).exitCode).toBe(0);
    expect((await revisit('', running.stack)).out).not.toContain('waiting to be confirmed');
    expect((await lead.get('/form')).text).not.toContain('pressed Send');
  });

  it('stops no email, and the next email says what is missing', async () => {
    for (const day of ['2016-04-26', '2016-04-27', '2016-04-28', '2016-04-29', '2016-05-03']) {
      running.setClock(`${day}T09:00:00Z`);
      await running.runner.invoke('sweep');
      await running.inbox();
    }
    const chaser = (await running.inbox()).find(
      ({ to, subject }) => to.startsWith('lead@') && subject.includes('can we help'),
    );
    expect(chaser?.text.replace(/\s+/gu, ' ')).toContain(
      'Someone pressed Send at 11:45pm on 19 April 2016, but no code was entered.',
    );
  });

  it('takes a corrected name of the approving officer, and keeps the first moment', async () => {
    running.setClock('2016-04-19T22:50:00Z');
    const page = await lead.post('/form/approve', { ...shaw, name: 'Wynn' }, await lead.get('/form/approve'));
    expect(page.text).toContain('You pressed Send');
    const round = await roundNow();
    expect(round?.unconfirmed?.approvedBy.name).toBe('Wynn');
    expect(minuteOf(round?.unconfirmed?.saidAt)).toBe('2016-04-19T22:45');
  });

  it('is kept a few times only, and then the page no longer says that it is kept', async () => {
    const pages: ReadPage[] = [];
    for (const name of [
      'Wynn',
      'Khan',
      'Patel',
      'Evans',
      'Price',
      'Hughes',
      'Lloyd',
      'Rees',
      'Parry',
      'Pugh',
    ]) {
      pages.push(await lead.post('/form/approve', { ...shaw, name }, await lead.get('/form/approve')));
    }
    const kept = (await roundNow())?.unconfirmed?.approvedBy.name;
    expect(kept).not.toBe('Pugh');
    expect(pages.at(-1)?.text).not.toContain('You pressed Send');
    expect(pages.at(-1)?.text).toContain('To go on, get a code');
  });

  it('can be pressed and kept again after a letter came', async () => {
    running.setClock('2016-04-20T09:00:00Z');
    const line =
      'returns record essex --how letter --received-on 2016-04-20 --milestone six-week-response --yes';
    expect((await revisit(line, running.stack)).exitCode).toBe(0);
    const stale = await lead.post('/form/confirm', {}, asked);
    expect(stale.text).not.toContain('You pressed Send');
  });

  it('is not kept if somebody else saved an answer in it, because a link alone may not send that (F31)', async () => {
    const stranger = createFormReader(running.endpoint);
    await stranger.post(await running.link());
    await answer(stranger, 3, { status: 'not-started' });
    const before = (await roundNow())?.unconfirmed;
    const page = await stranger.post('/form/approve', { ...shaw, name: 'Wynn', seen: '' });
    expect(page.text).toContain('To go on, get a code');
    expect((await roundNow())?.unconfirmed).toEqual(before);
  });
});
