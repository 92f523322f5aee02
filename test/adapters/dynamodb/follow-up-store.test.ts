import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFollowUpStore } from '../../../shared/adapters/dynamodb/follow-up-store.ts';
import { createDynamoDbClient, Table } from '../../../shared/adapters/dynamodb/table.ts';
import { ServiceError } from '../../../shared/errors.ts';
import type { FollowUps } from '../../../shared/ports/follow-ups.ts';
import { anOpenFollowUp, aRecommendation } from '../../builders/stored.ts';
import { createTestWords } from '../../support/test-words.ts';
import { createTestStack, type TestStack } from '../../support/emulators.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const audit = { at: at('2016-03-08T09:30:00Z'), by: 'test', action: 'publish', summary: 'Published.' };
const kindOf = (error: unknown): string => (error instanceof ServiceError ? error.kind : String(error));

describe('the follow-up store', () => {
  let stack: TestStack;
  let followUps: FollowUps;
  let table: Table;
  let id: string;
  let serial = 0;

  beforeAll(async () => {
    stack = await createTestStack();
    Object.assign(process.env, stack.environment);
    table = new Table(stack.resources.table, createDynamoDbClient());
    followUps = createFollowUpStore(table, createTestWords(stack));
  });
  afterAll(() => stack.stop());

  beforeEach(async () => {
    serial += 1;
    id = `essex-ncpi-${serial}`;
    await followUps.add({
      followUp: anOpenFollowUp({ id, forceId: `force-${serial}` }),
      recommendations: [aRecommendation(), aRecommendation({ number: 2, title: 'Two' })],
      audit,
    });
  });

  const due = async (now: string): Promise<boolean> => {
    for await (const found of followUps.dueForAttention(at(now))) if (found === id) return true;
    return false;
  };
  const raiseTo = async (to: string): Promise<boolean> => {
    const { followUp, attentionVersion } = await followUps.load(id);
    return followUps.raiseAttention({
      followUpId: id,
      version: followUp.version,
      attentionVersion,
      to: at(to),
    });
  };

  it('returns a stored follow-up with its dates and recommendations parsed', async () => {
    const record = await followUps.load(id);
    expect(record.followUp.publishedOn.toString()).toBe('2016-03-08');
    expect(record.recommendations.map((recommendation) => recommendation.number)).toEqual([1, 2]);
    expect((await followUps.ofBody(`force-${serial}`)).map((followUp) => followUp.id)).toEqual([id]);
  });

  it('writes a change and its audit record together, or neither', async () => {
    const { followUp } = await followUps.load(id);
    await followUps.change({ before: followUp, after: { ...followUp, lateReason: 'Storm' }, audit });
    const stale = followUps.change({ before: followUp, after: { ...followUp, lateReason: 'Flood' }, audit });
    await expect(stale.catch(kindOf)).resolves.toBe('race');
    expect((await followUps.load(id)).followUp.lateReason).toBe('Storm');
    expect(await followUps.audit(id)).toHaveLength(2);
  });

  it('refuses to add a follow-up twice', async () => {
    const { followUp } = await followUps.load(id);
    const again = followUps.add({ followUp, recommendations: [], audit });
    await expect(again.catch(kindOf)).resolves.toBe('recorded-already');
  });

  it('finds each follow-up whose next look is due, and none whose next look is in the future', async () => {
    expect(await due('2016-03-08T09:29:59Z')).toBe(false);
    expect(await due('2016-03-08T09:30:00Z')).toBe(true);
    expect(await raiseTo('2016-03-22T10:00:00Z')).toBe(true);
    expect(await due('2016-03-22T09:59:59Z')).toBe(false);
    expect(await due('2016-05-01T00:00:00Z')).toBe(true);
  });

  it('keeps the time of the next look if the follow-up changed since the decision', async () => {
    const { followUp, attentionVersion } = await followUps.load(id);
    await followUps.change({ before: followUp, audit });
    const raise = {
      followUpId: id,
      version: followUp.version,
      attentionVersion,
      to: at('2017-01-01T00:00:00Z'),
    };
    expect(await followUps.raiseAttention(raise)).toBe(false);
    expect(await due('2016-03-08T09:30:00Z')).toBe(true);
  });

  it('keeps the time of the next look if a mail event came since the decision', async () => {
    const { followUp, attentionVersion } = await followUps.load(id);
    await followUps.askForAttention(id, at('2016-03-08T09:30:00Z'));
    const raise = {
      followUpId: id,
      version: followUp.version,
      attentionVersion,
      to: at('2017-01-01T00:00:00Z'),
    };
    expect(await followUps.raiseAttention(raise)).toBe(false);
    expect(await due('2016-03-08T09:30:00Z')).toBe(true);
  });

  it('finds a follow-up at the next sweep after a mail event, in one request', async () => {
    await raiseTo('2016-06-01T00:00:00Z');
    expect(await due('2016-04-01T00:00:00Z')).toBe(false);
    await followUps.askForAttention(id, at('2016-04-01T00:00:00Z'));
    expect(await due('2016-04-01T00:00:00Z')).toBe(true);
    await followUps.askForAttention('essex-ncpi-2099-01-01', at('2016-04-01T00:00:00Z'));
  });

  it('never finds a follow-up again if no more email can be owed', async () => {
    const { followUp, attentionVersion } = await followUps.load(id);
    await followUps.raiseAttention({
      followUpId: id,
      version: followUp.version,
      attentionVersion,
      to: undefined,
    });
    expect(await due('2030-01-01T00:00:00Z')).toBe(false);
  });

  it('names the attribute that it cannot read in a stored item, but not its content', async () => {
    const broken = {
      pk: `FOLLOWUP#${id}`,
      sk: 'REC#03',
      number: 3,
      title: 'secret words',
      addressee: 'Nobody at all',
    };
    await table.put({ Item: broken });
    const message = await followUps.load(id).catch((error: unknown) => String(error));
    expect(message).toContain('addressee');
    expect(message).not.toContain('secret words');
  });
});
