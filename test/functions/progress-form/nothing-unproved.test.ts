import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { londonDate } from '../../../shared/domain/dates.ts';
import { addToDraft, type DraftedMail } from '../../../shared/domain/replies/drafts-from-reply.ts';
import { makeChange } from '../../../shared/use-cases/planning/plan-change.ts';
import { planRecordedReturn } from '../../../shared/use-cases/returns/record-return.ts';
import { enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, doneDetails, donePractice, planDetails } from '../../support/form-answers.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

const emailedWords = 'Nine of ten strategy meetings were recorded.';

describe('a browser that has entered no code', () => {
  let running: FormTestService;
  let link: string;
  let stranger: FormReader;

  beforeEach(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    link = await running.link();
    stranger = createFormReader(running.endpoint);
    await stranger.post(link);
  });
  afterEach(() => running.stop());

  function mail(): DraftedMail {
    return {
      mailId: '2016-04-12-abcd1234',
      receivedAt: Temporal.Instant.from('2016-04-12T10:05:00Z'),
      contactId: 'lead',
      round: 'six-week-response',
    };
  }

  /** The lead's answer by email, as it is put into the draft of the round. */
  async function replyByEmail(): Promise<void> {
    const { drafts, formReading } = running.service;
    const record = await formReading.followUp(essexId);
    const draft = addToDraft(
      { number: 1, words: emailedWords },
      {
        mail: mail(),
        known: record.drafts.find(({ number }) => number === 1),
        asking: {
          form: 'action-plan',
          today: londonDate(mail().receivedAt),
          pastTimescale: false,
          lastAnswer: undefined,
        },
      },
    );
    const round = record.rounds.find(({ id }) => id === 'six-week-response') ?? {
      id: 'six-week-response' as const,
      savedAnswers: [],
      returns: [],
      version: 0,
    };
    if (draft === undefined) throw new Error('The reply says nothing.');
    await drafts.save({ followUpId: essexId, draft, round });
    const { mailId, receivedAt, contactId, round: id } = mail();
    await drafts.saveEmail({
      followUpId: essexId,
      email: {
        round: id,
        mailId,
        receivedAt,
        savedBy: contactId,
        version: 0,
        pieces: [{ words: emailedWords }],
        cut: [{ why: 'signature', text: emailedWords }],
      },
    });
  }

  /** Collects everything that the browser can get at the addresses that show answers. */
  async function everythingShownTo(reader: FormReader): Promise<string> {
    const pages = [];
    for (const path of [
      '/form',
      '/form/recommendation/1',
      '/form/recommendation/1/details',
      '/form/whole',
      `/form/email/${mail().mailId}`,
      '/form/check',
      '/form/copy',
      '/form/plan',
      '/form/sent',
    ]) {
      pages.push(await reader.get(path));
    }
    for (const version of ['0', '1', '2']) {
      pages.push(await reader.post(`/form/email/${mail().mailId}`, { 'place-0': '1', version }));
      pages.push(await reader.post('/form/whole', { officer: 'X', 'contacts-right': 'yes', version }));
      pages.push(await reader.post('/form/recommendation/1', { status: 'part-way', version }));
      pages.push(
        await reader.post('/form/recommendation/1/details', { ...planDetails, status: 'part-way', version }),
      );
    }
    pages.push(await reader.get('/form/recommendation/1'));
    pages.push(await reader.get('/form/recommendation/1/details'));
    pages.push(await reader.get('/form/check'));
    return pages.map(({ html }) => html).join('\n');
  }

  it('is not shown what the lead wrote by email (F31)', async () => {
    await replyByEmail();
    expect((await everythingShownTo(stranger)).includes(emailedWords)).toBe(false);
  });

  it('is not shown an emailed answer even if this browser began that answer (F31)', async () => {
    await answer(stranger, 1, { status: 'part-way', details: planDetails });
    await answerWhole(stranger);
    await replyByEmail();
    expect((await everythingShownTo(stranger)).includes(emailedWords)).toBe(false);
  });

  it('is not shown what was typed in a round that the next round took over (F31)', async () => {
    const lead = createFormReader(running.endpoint);
    await lead.post(link);
    await answer(lead, 1, { status: 'done-checked', details: doneDetails });
    running.setClock('2016-05-18T10:00:00Z');
    const later = createFormReader(running.endpoint);
    await later.post(await running.link({ round: 'three-month-update' }));
    expect((await later.get('/form/recommendation/1')).path).toBe(
      '/form/code?to=%2Fform%2Frecommendation%2F1',
    );
    expect((await everythingShownTo(later)).includes(donePractice)).toBe(false);
  });

  it('is not shown a return that came another way (F31)', async () => {
    const planned = await planRecordedReturn(running.service, {
      followUp: essexId,
      milestone: 'six-week-response',
      how: 'letter',
      receivedOn: londonDate(running.service.clock.now()),
      says: new Map([[1, 'done-not-checked']]),
    });
    await makeChange(running.service, { change: planned, by: 'p-nair' });
    expect((await stranger.get('/form/copy')).path).toBe('/form/code?to=%2Fform%2Fcopy');
  });

  it('is not shown the names of files that came another way (F31)', async () => {
    await running.service.drafts.addAttachment(essexId, {
      id: 'file-1',
      name: 'Plan after the death of a child.docx',
      bytes: 5,
      contentType: 'text/plain',
      round: 'six-week-response',
      addedAt: running.service.clock.now(),
      addedBy: 'lead',
    });
    await answer(stranger, 1, { status: 'part-way', details: planDetails });
    expect((await everythingShownTo(stranger)).includes('Plan after the death')).toBe(false);
  });

  it('does not stop the chasing (F31)', async () => {
    await running.runner.invoke('sweep');
    await running.inbox();
    // A wait lasts five working days. The next reminder is due sooner.
    running.setClock('2016-04-26T09:00:00Z');
    const page = await stranger.post('/form/sent-another-way', { way: 'letter', details: 'Posted' });
    expect(page.text).toContain('our reminders go on until we find it');
    running.setClock('2016-04-29T09:00:00Z');
    await running.runner.invoke('sweep');
    expect((await running.inbox()).map(({ subject }) => subject)).toContain(
      'Essex 2016 six-week response: can we help?',
    );
  });

  it('loses neither the words that the lead emailed nor those the lead typed', async () => {
    await answer(stranger, 1, { status: 'part-way', details: planDetails });
    const opened = await stranger.get('/form/recommendation/1/details');
    await replyByEmail();
    const asked = await stranger.post(
      '/form/recommendation/1/details',
      { ...planDetails, 'plan-what': 'Typed just now.' },
      opened,
    );
    expect([asked.html.includes('Typed just now.'), asked.html.includes(emailedWords)]).toEqual([
      true,
      false,
    ]);
    await enterCode(running, { reader: stranger });
    const page = await stranger.get('/form/recommendation/1/details');
    expect(page.text).toContain(emailedWords);
    expect(page.text).toContain(planDetails['plan-what']);
  });
});
