import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOpenFollowUp } from '../../builders/stored.ts';
import { answer, answerWhole, planDetails } from '../../support/form-answers.ts';
import { createFormReader, type FormReader } from '../../support/form-reader.ts';
import {
  essexAreas,
  essexId,
  publishEssex,
  startFormService,
  type FormTestService,
} from '../../support/form-service.ts';

const otherId = 'essex-ncpi-2016-03-09';

describe('a lead with two reports open in two tabs of one browser', () => {
  let running: FormTestService;
  let links: { essex: string; other: string };

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
    await running.service.followUps.add({
      followUp: { ...anOpenFollowUp({ forceId: 'essex' }), id: otherId },
      recommendations: essexAreas(),
      audit: { at: running.service.clock.now(), by: 'test', action: 'publish', summary: 'Published.' },
    });
    links = { essex: await running.link(), other: await running.link({ followUpId: otherId }) };
  });
  afterAll(() => running.stop());

  async function lead(): Promise<FormReader> {
    const reader = createFormReader(running.endpoint);
    await reader.post(links.essex);
    return reader;
  }

  async function draftsOf(followUpId: string): Promise<number> {
    const { drafts, wholes } = await running.service.formReading.followUp(followUpId);
    return drafts.length + wholes.length;
  }

  it('never has words saved under the other report, and gets them back', async () => {
    const reader = await lead();
    const first = await reader.post('/form/recommendation/1', {
      status: 'part-way',
      ...(await reader.get('/form/recommendation/1')).hidden,
    });
    const whole = await reader.get('/form/whole');
    const saved = await draftsOf(essexId);
    await reader.post(links.other);
    await answer(reader, 1, { status: 'part-way' });
    const before = await draftsOf(otherId);
    for (const [path, fields, from] of [
      ['/form/recommendation/1/details', { ...planDetails, 'plan-owner': 'Okoro' }, first],
      ['/form/whole', { officer: 'Okoro', 'anything-else': 'Ask Essex.' }, whole],
    ] as const) {
      const refused = await reader.post(path, fields, from);
      expect([path, refused.status, refused.text.includes('another form open')]).toEqual([path, 409, true]);
      for (const typed of Object.values(fields).filter((text) => /[A-Z]/u.test(text))) {
        expect([typed, refused.text.includes(typed)]).toEqual([typed, true]);
      }
    }
    expect([await draftsOf(essexId), await draftsOf(otherId)]).toEqual([saved, before]);
  });

  it('can go on in the first form after opening its link again', async () => {
    const reader = await lead();
    const page = await reader.get('/form/whole');
    await reader.post(links.other);
    expect((await reader.post('/form/whole', { officer: 'Okoro' }, page)).status).toBe(409);
    await reader.post(links.essex);
    expect((await answerWhole(reader)).path).not.toBe('/form/whole');
  });
});
