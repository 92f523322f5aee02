import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revisit } from '../../support/command-line.ts';
import { enterCode } from '../../support/enter-code.ts';
import { answer, answerWhole, doneDetails } from '../../support/form-answers.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

/** Returns 5,000 words about a recommendation. With the spaces they make less than 40,000 characters. */
function fiveThousandWords(number: number): string {
  return Array.from({ length: 5_000 }, (_, index) => `w${number}${index}`).join(' ');
}

describe('answers of five thousand words', () => {
  let running: FormTestService;
  let lead: FormReader;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    lead = createFormReader(running.endpoint);
    await lead.post(await running.link());
    await enterCode(running, { reader: lead });
  });
  afterAll(() => running.stop());

  it('can be typed, checked, sent and read, although together they are larger than an item may be', async () => {
    const { asked } = await currentForm();
    for (const number of asked) {
      const obstacles = fiveThousandWords(number);
      const details = { ...doneDetails, practice: obstacles, obstacles };
      await answer(lead, number, { status: 'done-checked', details });
    }
    await answerWhole(lead);
    const check = await lead.get('/form/check');
    for (const number of asked) expect(check.html).toContain(fiveThousandWords(number));
    const page = await lead.get('/form/approve');
    const sent = await lead.post(
      '/form/approve',
      { approver: 'me', rank: 'Chief Superintendent', name: 'Shaw' },
      page,
    );
    expect(sent.path).toBe('/form/sent');
    const [returned] = await running.service.followUps.returns(essexId);
    expect(Buffer.byteLength(JSON.stringify(returned))).toBeGreaterThan(300_000);
    const { out } = await revisit('returns essex --json', running.stack);
    for (const number of asked) expect(out).toContain(fiveThousandWords(number));
  });

  it('are refused one by one if they are longer, and nothing typed is lost', async () => {
    const tooLong = 'x'.repeat(40_001);
    const page = await lead.get('/form/recommendation/1/details');
    const refused = await lead.post(
      '/form/recommendation/1/details',
      { ...doneDetails, practice: tooLong },
      page,
    );
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('40,000 characters or fewer'),
    ]);
    expect(refused.html).toContain(tooLong);
  });

  async function currentForm(): Promise<{ asked: number[] }> {
    const { recommendations } = await running.service.formReading.followUp(essexId);
    return { asked: recommendations.map(({ number }) => number) };
  }
});
