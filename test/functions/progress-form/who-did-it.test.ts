import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, planDetails } from '../../support/form-answers.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

describe('emails and pages about what somebody did', () => {
  let running: FormTestService;
  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-03-22T10:00:00Z');
    await publishEssex(running.service);
    await running.runner.invoke('sweep');
    await running.inbox();
    restore = await running.markPoint([]);
  });
  afterEach(() => restore());
  afterAll(() => running.stop());

  async function provenReader(contactId: string): Promise<FormReader> {
    const reader = createFormReader(running.endpoint);
    await reader.post(await running.link({ contactId }));
    await enterCode(running, { reader, address: `${contactId}@` });
    return reader;
  }

  it('name the liaison, and not the lead, if the liaison passed the form on', async () => {
    const liaison = await provenReader('liaison');
    await liaison.post('/form/pass-on', { name: 'Superintendent Khan', email: 'khan@essex.police.example' });
    const mails = await running.inbox();
    const sentTo = (address: string): string =>
      mails.findLast(({ to }) => to.includes(address))?.text.replace(/\s+/gu, ' ') ?? '';
    expect(sentTo('khan@')).toMatch(
      /\(inspection liaison officer\) has passed Essex Police's six-week response to you/u,
    );
    expect(sentTo('lead@')).toMatch(
      /\(inspection liaison officer\) passed Essex Police's six-week response/u,
    );
    expect(sentTo('liaison@')).toContain("You passed Essex Police's six-week response");
  });

  it('tell an officer who approves that the receipt goes to whoever asked', async () => {
    const lead = await provenReader('lead');
    for (const number of [1, 2, 3, 4, 5]) {
      await answer(lead, number, { status: 'not-started', details: planDetails });
    }
    await answerWhole(lead);
    const page = await lead.get('/form/approve');
    await lead.post(
      '/form/approve',
      {
        approver: 'ask',
        'asked-name': 'Wynn',
        'asked-rank': 'Assistant Chief Constable',
        'asked-email': 'wynn@essex.police.example',
      },
      page,
    );
    const asked = (await running.inbox()).findLast(({ to }) => to.includes('wynn@'));
    const officer = createFormReader(running.endpoint);
    await officer.post(/\/f\/[0-9a-z-]+/u.exec(asked?.text ?? '')?.[0] ?? '');
    await enterCode(running, { reader: officer, address: 'wynn@' });
    const { rounds } = await running.service.followUps.load('essex-ncpi-2016-03-08');
    expect(rounds[0]?.approvalAsked?.officer).toBe('Assistant Chief Constable Wynn');
    const approving = await officer.get('/form/approve');
    const sent = await officer.post(
      '/form/approve',
      { approver: 'me', rank: 'Assistant Chief Constable', name: 'Wynn' },
      approving,
    );
    expect(sent.text).toMatch(/We are emailing (?!you)\S+.* a receipt/u);
  });
});
