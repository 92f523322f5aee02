import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFollowUpStore } from '../../../shared/adapters/dynamodb/follow-up-store.ts';
import { createNoticeLedger } from '../../../shared/adapters/dynamodb/notice-ledger-store.ts';
import { createSentMailStore } from '../../../shared/adapters/dynamodb/sent-mail-store.ts';
import { createDynamoDbClient, Table } from '../../../shared/adapters/dynamodb/table.ts';
import { noticeStatus, type NoticeFactName } from '../../../shared/domain/notice.ts';
import type { FollowUps } from '../../../shared/ports/follow-ups.ts';
import type { NoticeLedger } from '../../../shared/ports/notice-ledger.ts';
import { aClaim, anOpenFollowUp, aRecommendation } from '../../builders/stored.ts';
import { createTestWords } from '../../support/test-words.ts';
import { createTestStack, type TestStack } from '../../support/emulators.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const audit = { at: at('2016-03-08T09:30:00Z'), by: 'test', action: 'publish', summary: 'Published.' };

describe('the notice ledger', () => {
  let stack: TestStack;
  let followUps: FollowUps;
  let ledger: NoticeLedger;
  let aliasOf: (sesMessageId: string) => Promise<string | undefined>;
  let followUpId: string;
  let serial = 0;

  beforeAll(async () => {
    stack = await createTestStack();
    Object.assign(process.env, stack.environment);
    const table = new Table(stack.resources.table, createDynamoDbClient());
    followUps = createFollowUpStore(table, createTestWords(stack));
    ledger = createNoticeLedger(table);
    aliasOf = (id) => createSentMailStore(table).mailIdOf(id);
  });
  afterAll(() => stack.stop());

  beforeEach(async () => {
    serial += 1;
    followUpId = `essex-ncpi-${serial}`;
    await followUps.add({
      followUp: anOpenFollowUp({ id: followUpId }),
      recommendations: [aRecommendation()],
      audit,
    });
  });

  const claimOf = (mailId: string, version = 1) => {
    const claim = aClaim({ mailId });
    return {
      ...claim,
      notices: claim.notices.map((notice) => ({ ...notice, key: { ...notice.key, followUpId } })),
      followUps: [{ id: followUpId, version }],
    };
  };
  const onlyNotice = async () => {
    const { notices } = await followUps.load(followUpId);
    expect(notices).toHaveLength(1);
    const [notice] = notices;
    if (notice === undefined) throw new Error('The ledger has no notice.');
    return notice;
  };

  it('lets exactly one of many senders claim a notice (F4)', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => ledger.claim(claimOf(`m${serial}-${index}`))),
    );
    expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(19);
  });

  it('lets a sender repeat its claim if the answer to the first write was lost', async () => {
    const claim = claimOf(`m${serial}`);
    await ledger.claim(claim);
    expect(await ledger.claim(claim)).toBe('claimed');
  });

  it('refuses a claim if the follow-up changed since the decision (F5)', async () => {
    const { followUp } = await followUps.load(followUpId);
    await followUps.change({ before: followUp, audit: { ...audit, action: 'return-submitted' } });
    expect(await ledger.claim(claimOf(`m${serial}`))).toBe('stale');
    expect((await followUps.load(followUpId)).notices).toEqual([]);
  });

  it('lets another sender claim a notice after the first gives it back', async () => {
    const claim = claimOf(`m${serial}-a`);
    await ledger.claim(claim);
    await ledger.release(claim);
    expect(await ledger.claim(claimOf(`m${serial}-b`))).toBe('claimed');
  });

  it('lets only the sender that made a claim give it back', async () => {
    const claim = claimOf(`m${serial}`);
    await ledger.claim(claim);
    await ledger.release({ ...claim, claimant: 'stranger' });
    expect(noticeStatus((await onlyNotice()).facts)).toBe('claimed');
  });

  it('ends with the same status in any order of events, even if they repeat (F7)', async () => {
    const facts: [NoticeFactName, string][] = [
      ['delivered', '2016-03-22T10:00:05Z'],
      ['accepted', '2016-03-22T10:00:01Z'],
      ['transientBounce', '2016-03-22T10:00:03Z'],
      ['delivered', '2016-03-22T10:00:05Z'],
    ];
    for (const order of [facts, [...facts].reverse()]) {
      const mailId = `m${serial}-${order === facts ? 'a' : 'b'}`;
      const claim = claimOf(mailId);
      const notices = claim.notices.map((notice) => ({
        ...notice,
        key: { ...notice.key, contactId: mailId },
      }));
      await ledger.claim({ ...claim, notices });
      for (const [fact, when] of order) await ledger.record({ mailId, fact, at: at(when) });
    }
    const { notices } = await followUps.load(followUpId);
    expect(notices.map((notice) => noticeStatus(notice.facts))).toEqual(['delivered', 'delivered']);
    expect(notices[0]?.facts).toEqual(notices[1]?.facts);
  });

  it('keeps the reason of the event that decides the status, in any order of events (F7)', async () => {
    const facts = [
      { fact: 'transientBounce', at: at('2016-03-22T10:00:03Z'), reason: 'MailboxFull' },
      { fact: 'permanentBounce', at: at('2016-03-22T10:00:05Z'), reason: 'General' },
      { fact: 'delivered', at: at('2016-03-22T10:00:04Z') },
    ] as const;
    for (const order of [facts, facts.toReversed()]) {
      const mailId = `m${serial}-${order === facts ? 'a' : 'b'}`;
      const claim = claimOf(mailId);
      const notices = claim.notices.map((notice) => ({
        ...notice,
        key: { ...notice.key, contactId: mailId },
      }));
      await ledger.claim({ ...claim, notices });
      for (const fact of order) await ledger.record({ mailId, ...fact });
    }
    const { notices } = await followUps.load(followUpId);
    expect(notices.map((notice) => notice.reason)).toEqual(['General', 'General']);
  });

  it('keeps every event if several arrive at the same moment (F7)', async () => {
    const mailId = `m${serial}`;
    await ledger.claim(claimOf(mailId));
    const facts = ['accepted', 'delayed', 'transientBounce', 'delivered', 'complained'] as const;
    await Promise.all(facts.map((fact) => ledger.record({ mailId, fact, at: at('2016-03-22T10:00:05Z') })));
    expect(Object.keys((await onlyNotice()).facts)).toEqual(expect.arrayContaining([...facts]));
  });

  it('lists a notice as a problem only while it is one', async () => {
    const mailId = `m${serial}`;
    await ledger.claim(claimOf(mailId));
    const notice = await onlyNotice();
    await ledger.recordNotice({ notice, fact: 'unknown', at: at('2016-03-22T10:40:00Z') });
    const idsOfProblems = async () => (await ledger.problems()).map((problem) => problem.key.followUpId);
    expect(await idsOfProblems()).toContain(followUpId);
    await ledger.record({ mailId, fact: 'delivered', at: at('2016-03-22T10:50:00Z') });
    expect(await idsOfProblems()).not.toContain(followUpId);
  });

  it('keeps the id from SES, which links a reply to its email', async () => {
    const mailId = `m${serial}`;
    await ledger.claim(claimOf(mailId));
    await ledger.record({ mailId, fact: 'accepted', at: at('2016-03-22T10:00:01Z'), sesMessageId: 'ses-1' });
    expect((await onlyNotice()).sesMessageId).toBe('ses-1');
    expect(await aliasOf('ses-1')).toBe(mailId);
  });

  it('records what a sender knows without reading it back, and keeps an event that came first (F7)', async () => {
    const mailId = `m${serial}`;
    const claim = claimOf(mailId);
    await ledger.claim(claim);
    await ledger.record({ mailId, fact: 'delivered', at: at('2016-03-22T10:00:02Z') });
    await ledger.accept(claim, { at: at('2016-03-22T10:00:03Z'), sesMessageId: 'ses-2' });
    const notice = await onlyNotice();
    expect([noticeStatus(notice.facts), notice.sesMessageId, await aliasOf('ses-2')]).toEqual([
      'delivered',
      'ses-2',
      mailId,
    ]);
  });

  it('takes an email out of the problems when its sender comes back after all (F1)', async () => {
    const claim = claimOf(`m${serial}`);
    await ledger.claim(claim);
    await ledger.recordNotice({
      notice: await onlyNotice(),
      fact: 'unknown',
      at: at('2016-03-22T10:40:00Z'),
    });
    await ledger.accept(claim, { at: at('2016-03-22T10:41:00Z'), sesMessageId: 'ses-3' });
    const problems = await ledger.problems();
    expect(problems.map(({ key }) => key.followUpId)).not.toContain(followUpId);
  });

  it('ignores an event about an email that was never claimed', async () => {
    expect(await ledger.record({ mailId: 'unheard-of', fact: 'delivered', at: audit.at })).toBeUndefined();
  });

  it('allows a second attempt only after a human asked for it, and only once', async () => {
    await ledger.claim(claimOf(`m${serial}-a`));
    const notice = await onlyNotice();
    const second = { ...notice, key: { ...notice.key, attempt: 2 } };
    const claim = claimOf(`m${serial}-b`);
    const again = { ...claim, notices: [{ key: second.key, rungId: second.rungId }] };
    expect(await ledger.claim(again)).toBe('taken');
    await ledger.recordNotice({ notice: second, fact: 'resendAsked', at: at('2016-03-23T10:00:00Z') });
    expect(await ledger.claim({ ...again, mailId: `m${serial}-c` })).toBe('claimed');
    expect(await ledger.claim({ ...again, mailId: `m${serial}-d`, claimant: 'other' })).toBe('taken');
  });
});
