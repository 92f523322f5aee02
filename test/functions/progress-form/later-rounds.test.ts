import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../builders/follow-up.ts';
import { enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, doneDetails, planDetails, send } from '../../support/form-answers.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

describe('a return that was sent', () => {
  let running: FormTestService;
  let lead: FormReader;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-18T10:00:00Z');
    await publishEssex(running.service);
    lead = createFormReader(running.endpoint);
    await lead.post(await running.link());
    await enterCode(running, { reader: lead });
    await answer(lead, 1, { status: 'done-checked', details: doneDetails });
    await answer(lead, 2, { status: 'not-started', details: planDetails });
    await answer(lead, 3, { status: 'part-way', details: planDetails });
    await answerWhole(lead, { officer: 'Detective Superintendent Lee' });
    await send(lead);
  });
  afterAll(() => running.stop());

  it('is flagged for the owner and not for the force', async () => {
    const { rounds } = await running.service.followUps.load(essexId);
    expect(rounds[0]?.returns[0]).toMatchObject({ answered: 3, asked: 5, flags: [] });
    expect((await lead.get('/form/sent')).text).not.toMatch(/flag|identical/iu);
  });

  it('can be changed until the round closes, which stores a new version, keeps the old one and emails another receipt', async () => {
    running.setClock('2016-04-26T15:00:00Z');
    await answer(lead, 2, {
      status: 'done-not-checked',
      details: { practice: 'New practice.', 'check-month': '6', 'check-year': '2016' },
    });
    expect((await lead.get('/form')).text).toContain('changes that you have not sent');
    expect((await send(lead)).text).toContain('ESSEX-2016-A2');
    const returns = await running.service.followUps.returns(essexId);
    expect(returns.map(({ reference }) => reference)).toEqual(['ESSEX-2016-A1', 'ESSEX-2016-A2']);
    expect(returns[0]?.answers['2']).toMatchObject({ status: 'not-started' });
    const { rounds } = await running.service.followUps.load(essexId);
    expect(rounds[0]?.returns[1]?.flags).toEqual(['done-without-check:2']);
    const receipts = (await running.inbox()).filter(({ subject }) => subject.startsWith('Received'));
    expect(receipts).toHaveLength(2);
  });

  it('closes five working days later, and the form says so', async () => {
    running.setClock('2016-05-05T15:00:00Z');
    const again = createFormReader(running.endpoint);
    const list = await again.post(await running.link());
    await enterCode(running, { reader: again });
    expect(list.text).toContain('It can no longer be changed');
    expect((await again.get('/form/approve')).path).toBe('/form');
  });

  it('opens again for the recommendations that the owner asks about', async () => {
    const record = await running.service.followUps.load(essexId);
    const [round] = record.rounds;
    if (round === undefined) throw new Error('There is no round.');
    await running.service.followUps.change({
      before: record.followUp,
      rounds: [
        {
          ...round,
          askedAgain: {
            askedAt: at('2016-05-05T16:00'),
            recommendations: [2],
            note: 'When exactly did this change?',
            answerBy: at('2016-05-19').toZonedDateTimeISO('Europe/London').toPlainDate(),
          },
        },
      ],
      audit: { at: at('2016-05-05T16:00'), by: 'p-nair', action: 'ask-again', summary: 'Asked again.' },
    });
    running.setClock('2016-05-06T09:00:00Z');
    const again = createFormReader(running.endpoint);
    const list = await again.post(await running.link());
    expect(list.text).toContain('We have a question on recommendation 2');
    expect(list.text).toContain('When exactly did this change?');
  });

  it('lets the next round be answered with one click on "nothing has changed", and asks nothing twice', async () => {
    running.setClock('2016-05-19T10:00:00Z');
    const later = createFormReader(running.endpoint);
    await later.post(await running.link({ round: 'three-month-update' }));
    const first = await later.get('/form/recommendation/1');
    expect(first.text).toContain('Nothing has changed since 26 April 2016');
    expect(first.text).not.toContain('A supervisor reviews');
    expect(first.text).toContain('you need a code');
    const next = await later.post('/form/recommendation/1', { status: 'unchanged' }, first);
    expect(next.path).toBe('/form/recommendation/2');
    await later.post('/form/code/send');
    const mails = (await running.inbox()).filter(({ subject }) => subject.includes('code'));
    await later.post('/form/code', { code: /^\d{6}$/mu.exec(mails.at(-1)?.text ?? '')?.[0] ?? '' });
    const page = await later.get('/form/recommendation/2');
    expect(page.text).toContain('New practice.');
    const details = await later.post('/form/recommendation/2', { status: 'done-not-checked' }, page);
    expect(details.html).toContain('New practice.</textarea>');
    await later.post(
      details.path,
      { practice: 'New practice.', 'check-month': '7', 'check-year': '2016' },
      details,
    );
    await answer(later, 3, {
      status: 'not-started',
      details: { 'finish-month': '7', 'finish-year': '2016', likelihood: 'could-slip' },
    });
    const whole = await later.get('/form/whole');
    expect(whole.html).toContain('value="Detective Superintendent Lee"');
    await answerWhole(later);
    expect((await send(later)).text).toContain('ESSEX-2016-B1');
    const returned = (await running.service.followUps.returns(essexId)).find(
      ({ reference }) => reference === 'ESSEX-2016-B1',
    );
    expect(returned?.answers['1']).toMatchObject({
      status: 'done-checked',
      unchangedSince: 'ESSEX-2016-A2',
      words: { 'audit-cases': '20' },
    });
    const { rounds } = await running.service.followUps.load(essexId);
    const round = rounds.find(({ id }) => id === 'three-month-update');
    expect(round?.returns[0]?.flags).toEqual(['moved-back:3', 'done-without-check:2']);
    // Recommendation 5 is due within six months, so this round does not ask about it.
    expect(round?.returns[0]?.asked).toBe(4);
  });
});
