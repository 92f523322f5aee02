import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { roundSchema } from '../../shared/contracts/stored.ts';
import { MAX_RECOMMENDATIONS } from '../../shared/domain/follow-up.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';
import { revisit } from '../support/command-line.ts';
import { anOpenFollowUp, aRecommendation } from '../builders/stored.ts';
import { aBodyToAsk, anInspectorate, audit } from './a-force.ts';
import { createSendPath } from './send-path.ts';

describe('the limit of items in one DynamoDB transaction', () => {
  let stack: TestStack;
  let service: ReturnType<typeof createSendPath>['service'];

  beforeEach(async () => {
    stack = await createTestStack();
    service = createSendPath({
      environment: stack.environment,
      queueUrls: stack.resources.queueUrls,
    }).service;
    await anInspectorate(service);
  });
  afterEach(() => stack.stop());

  const file = async (name: string, lines: readonly string[]): Promise<string> => {
    const path = join(stack.directory, name);
    await writeFile(path, `${lines.join('\n')}\n`);
    return path;
  };
  const recommendations = (first: number, count: number): string[] => [
    'number,title',
    ...Array.from({ length: count }, (_, each) => `${first + each},Recommendation ${first + each}`),
  ];

  it('does not stop an import of 120 forces, and a second import changes nothing (F34)', async () => {
    const bodies = Array.from({ length: 120 }, (_, each) => `force-${each},Force ${each} Police,England`);
    const path = await file('forces.csv', ['id,name,nation', ...bodies]);
    const first = await revisit(`force import ${path}`, stack);
    expect([first.exitCode, first.err]).toEqual([0, '']);
    expect(await service.people.bodies()).toHaveLength(120);
    expect((await revisit(`force import ${path}`, stack)).out).toContain('120');
  });

  it('leaves room for a change of every recommendation in the largest report allowed (F34)', async () => {
    const { forceId } = await aBodyToAsk(service);
    const path = await file('most.csv', recommendations(1, MAX_RECOMMENDATIONS));
    const imported = await revisit(`recommendations import ${forceId} ${path}`, stack);
    expect([imported.exitCode, imported.err]).toEqual([0, '']);
    const [followUp] = await service.followUps.ofBody(forceId);
    if (followUp === undefined) throw new Error('There is no follow-up.');
    const record = await service.followUps.load(followUp.id);
    expect(record.recommendations).toHaveLength(MAX_RECOMMENDATIONS);
    await service.followUps.change({
      before: followUp,
      recommendations: record.recommendations,
      rounds: [roundSchema.parse({ id: 'six-week-response', savedAnswers: [], returns: [], version: 0 })],
      call: { at: audit.at, theyRang: false, note: 'Rang.', recordedBy: 'test' },
      audit,
    });
  });

  it('makes an import of more recommendations fail with their number, in one file or in two (F34)', async () => {
    const { forceId } = await aBodyToAsk(service);
    const many = await file('many.csv', recommendations(1, MAX_RECOMMENDATIONS + 1));
    const whole = await revisit(`recommendations import ${forceId} ${many}`, stack);
    expect([whole.exitCode, whole.err]).toEqual([2, expect.stringContaining('has 91 recommendations')]);
    const others = await file('others.csv', recommendations(50, MAX_RECOMMENDATIONS));
    const second = await revisit(`recommendations import ${forceId} ${others}`, stack);
    expect([second.exitCode, second.err.replaceAll(/\s+/gu, ' ')]).toEqual([
      2,
      expect.stringContaining('would have 91 recommendations'),
    ]);
  });

  it('makes the table report a defect when code tries to store more than that at once (F34)', async () => {
    const { forceId } = await aBodyToAsk(service);
    const followUp = anOpenFollowUp({ id: 'loamshire-ncpi-2017-03-08', forceId });
    const tooMany = Array.from({ length: 120 }, (_, each) => aRecommendation({ number: each + 1 }));
    await expect(service.followUps.add({ followUp, recommendations: tooMany, audit })).rejects.toMatchObject({
      code: 'defect',
    });
  });
});
