import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerForm } from '../../../local/demo/answer-form.ts';
import { codeMailedTo } from '../../support/enter-code.ts';
import { essexId, publishEssex, startFormService, type FormTestService } from '../../support/form-service.ts';

describe('the lead of the demo', () => {
  let running: FormTestService;

  beforeAll(async () => {
    running = await startFormService();
    running.setClock('2016-04-12T10:00:00Z');
    await publishEssex(running.service);
  });
  afterAll(() => running.stop());

  it('fills in the whole form, enters the code and gets a reference', async () => {
    const { reference } = await answerForm(`${running.endpoint}${await running.link()}`, {
      readCode: () => codeMailedTo(running, 'lead@'),
    });
    expect(reference).toBe('ESSEX-2016-A1');
    const [returned] = await running.service.followUps.returns(essexId);
    expect(Object.keys(returned?.answers ?? {})).toHaveLength(5);
  });
});
