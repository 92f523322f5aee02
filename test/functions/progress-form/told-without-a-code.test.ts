import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revisit } from '../../support/command-line.ts';
import { enterCode } from '../../support/enter-code.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

const byLetter = { way: 'letter', details: '8 April, to Priya Nair' } as const;

describe('a reader who has only the link', () => {
  let running: FormTestService;
  let reader: FormReader;

  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-03-22T10:00:00Z');
    await publishEssex(running.service);
    await running.runner.invoke('sweep');
    await running.inbox();
    running.setClock('2016-04-12T10:00:00Z');
    reader = createFormReader(running.endpoint);
    await reader.post(await running.link());
    restore = await running.markPoint([reader]);
  });
  beforeEach(() => restore());
  afterAll(() => running.stop());

  async function roundNow() {
    const { rounds } = await running.service.followUps.load(essexId);
    return rounds.find(({ id }) => id === 'six-week-response');
  }

  async function toOwner(): Promise<readonly { subject: string; text: string }[]> {
    const inbox = await running.inbox();
    return inbox
      .filter(({ to }) => to.startsWith('p.nair@'))
      .map(({ subject, text }) => ({ subject, text: text.replace(/\s+/gu, ' ') }));
  }

  it('can say that the return went another way: the owner hears it at once, and the emails go on', async () => {
    const said = await reader.post('/form/sent-another-way', byLetter);
    expect(said.text).toContain('our reminders go on until we find it');
    expect((await roundNow())?.sentAnotherWay).toMatchObject({ by: 'lead', unproved: true });
    const [alert, ...others] = await toOwner();
    expect([alert?.subject, others]).toEqual(['Essex 2016: six-week response sent another way?', []]);
    expect(alert?.text).toContain('No code was entered, so the reminders go on.');
    expect(alert?.text).not.toContain('8 April');
    running.setClock('2016-04-22T09:00:00Z');
    await running.runner.invoke('sweep');
    const chasers = (await running.inbox()).filter(({ subject }) => subject.includes('can we help'));
    expect(chasers.map(({ to }) => to)).toContain('lead@essex.police.example');
  });

  it('can say so, and the owner still has to ring, because anybody with the link may have said it', async () => {
    await reader.post('/form/sent-another-way', byLetter);
    running.setClock('2016-05-06T09:00:00Z');
    const desk = (await revisit('', running.stack)).out.replace(/\s+/gu, ' ');
    expect(desk).toContain('someone said without a code that it was');
    expect(desk).toContain('Ring them: six-week response');
  });

  it('can say it once in a round, and with a code again, which stops the emails for five working days', async () => {
    await reader.post('/form/sent-another-way', byLetter);
    const again = await reader.post('/form/sent-another-way', { ...byLetter, details: 'Other words' });
    expect(again.status).toBe(200);
    expect((await roundNow())?.sentAnotherWay?.how).toBe('letter: 8 April, to Priya Nair');
    expect(await toOwner()).toHaveLength(1);
    expect((await reader.get('/form/sent-another-way')).html).not.toContain('8 April, to');
    await enterCode(running, { reader });
    expect((await reader.get('/form/sent-another-way')).html).toContain('8 April, to Priya Nair');
    const proved = await reader.post('/form/sent-another-way', byLetter);
    expect(proved.text).toContain('For up to five working days we will not remind you about this');
    expect((await roundNow())?.sentAnotherWay?.unproved).toBeUndefined();
    const chasers = async () =>
      (await running.inbox()).filter(({ subject }) => subject.includes('can we help'));
    for (const [day, emails] of [
      ['2016-04-19', 0],
      ['2016-04-22', 3],
    ] as const) {
      running.setClock(`${day}T09:00:00Z`);
      await running.runner.invoke('sweep');
      expect([day, (await chasers()).length]).toEqual([day, emails]);
    }
    expect((await chasers())[0]?.text).toContain('We have not found it yet.');
  });

  it('can say that they are not the right person: the owner hears it, and nothing else changes', async () => {
    const list = await reader.get('/form');
    expect(list.text).toContain('Tell us that you are not the right person');
    const said = await reader.post('/form/not-me', { who: 'Supt Khan, 020 7946 0199' });
    expect(said.text).toContain('we will find the right person');
    const [alert, ...others] = await toOwner();
    expect([alert?.subject, others]).toEqual(['Essex 2016: are we asking the wrong person?', []]);
    expect(alert?.text).not.toContain('Khan');
    const desk = (await revisit('', running.stack)).out.replace(/\s+/gu, ' ');
    expect(desk).toMatch(/not the right person, they say; ask Supt.*Khan, 020 7946 0199/u);
    await reader.post('/form/not-me', { who: 'Somebody else' });
    expect((await roundNow())?.notRightPerson?.who).toBe('Supt Khan, 020 7946 0199');
    expect(await toOwner()).toHaveLength(1);
    const contacts = await running.service.people.contacts('essex');
    expect(contacts.find(({ id }) => id === 'lead')?.to).toBeUndefined();
    await revisit('call log essex --note "They will tell us who answers"', running.stack);
    expect((await revisit('', running.stack)).out).not.toContain('not the right person');
  });

  it('appears in one email to the lead on the next day, with what else others did', async () => {
    await reader.post('/form/sent-another-way', byLetter);
    running.setClock('2016-04-12T15:00:00Z');
    await reader.post('/form/not-me', { who: 'Supt Khan' });
    await running.inbox();
    running.setClock('2016-04-13T08:30:00Z');
    await running.runner.invoke('sweep');
    await running.inbox();
    running.setClock('2016-04-13T12:00:00Z');
    await running.runner.invoke('sweep');
    const tells = async () =>
      (await running.inbox()).filter(
        ({ to, text }) => to.startsWith('lead@') && text.includes('Others used the form'),
      );
    const told = await tells();
    expect(told).toHaveLength(1);
    const text = told[0]?.text.replace(/\s+/gu, ' ') ?? '';
    expect(text).toContain('At 11am on 12 April 2016, someone with the link of');
    expect(text).toContain('told us that it was sent another way');
    expect(text).toContain('told us that we ask the wrong person');
    expect(text).not.toContain('Khan');
    running.setClock('2016-04-14T08:30:00Z');
    await running.runner.invoke('sweep');
    expect(await tells()).toHaveLength(1);
  });

  it('gets back what they typed if it is too long', async () => {
    const long = await reader.post('/form/not-me', { who: 'x'.repeat(201) });
    expect([long.status, long.html.includes('x'.repeat(201))]).toEqual([400, true]);
    expect((await roundNow())?.notRightPerson).toBeUndefined();
  });
});
