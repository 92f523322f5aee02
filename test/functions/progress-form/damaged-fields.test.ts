import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, planDetails } from '../../support/form-answers.ts';
import { createFormReader, type Fields, type FormReader } from '../../support/form-reader.ts';
import { publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

const DAMAGED = ['', '-1', '99999999999', '7', '__proto__', 'é'.repeat(3000)];

const WORDS = 'Every strategy meeting is now minuted within a day.';

const statusFields: Fields = { status: 'part-way' };

const approval: Fields = { approver: 'me', rank: 'Chief Superintendent', name: 'Shaw' };

describe('a hidden field that somebody changed or a gateway damaged', () => {
  let running: FormTestService;
  let lead: FormReader;
  let goBack: () => Promise<void>;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    lead = createFormReader(running.endpoint);
    await lead.post(await running.link());
    await enterCode(running, { reader: lead });
    await answer(lead, 1, { status: 'part-way', details: planDetails });
    await answerWhole(lead);
    await running.runner.drain();
    goBack = await running.markPoint([lead]);
  });
  afterAll(() => running.stop());

  it.each<[string, Fields, string]>([
    ['/form/recommendation/1', statusFields, ''],
    ['/form/recommendation/2', statusFields, ''],
    ['/form/recommendation/1/details', { ...planDetails, 'plan-what': WORDS }, WORDS],
    ['/form/whole', { officer: 'Shaw', 'contacts-right': 'yes', 'anything-else': WORDS }, WORDS],
    ['/form/approve', approval, ''],
  ])('never loses what was typed on %s, and leads on', async (path, typed, words) => {
    const page = await lead.get(path);
    const names = Object.keys(page.hidden);
    expect(names).toContain('about');
    for (const name of [...names, 'next', 'code', 'to']) {
      for (const value of DAMAGED) {
        const sent = await lead.post(path, { ...page.hidden, ...typed, [name]: value });
        const at = `${name}=${value.slice(0, 20)}: ${sent.status} ${sent.title}`;
        expect([200, 400, 409], at).toContain(sent.status);
        expect(sent.text, at).not.toContain('problem with the service');
        expect(sent.html, at).toMatch(/<button|href="\/form|follow the link in our email/u);
        const saved = await running.service.formReading.followUp('essex-ncpi-2016-03-08');
        const kept = [sent.html, JSON.stringify(saved.drafts), JSON.stringify(saved.wholes)];
        expect(
          kept.some((text) => text.includes(words)),
          at,
        ).toBe(true);
        await goBack();
      }
    }
  });
});
