import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noticeStatus } from '../../shared/domain/notice.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

describe('the events that SES reports about an email', () => {
  let running: RunningTestService;

  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startTestService();
    await publishLoamshire(running.service);
    restore = await running.markPoint();
  });
  beforeEach(async () => {
    for (const address of [loamshire.lead, loamshire.deputy, loamshire.liaison]) {
      running.stack.sesDoor.setBehaviour(address, 'deliver');
    }
    await restore();
  });
  afterAll(() => running.stop());

  const statusOf = async (rung: string, contactId: string) => {
    const { notices } = await running.service.followUps.load(loamshire.followUpId);
    const notice = notices.find(({ key }) => key.rung === rung && key.contactId === contactId);
    return notice === undefined ? 'none' : noticeStatus(notice.facts);
  };
  const subjectsTo = async (address: string) =>
    (await running.inbox()).filter((email) => email.to === address).map((email) => email.subject);

  it("make the deputy the next recipient and tell the owner at once when the lead's address bounces", async () => {
    running.stack.sesDoor.setBehaviour(loamshire.lead, 'bounce');
    await running.sweepAt('2016-03-22T10:00:00Z');
    expect(await statusOf('request', 'lead')).toBe('permanentBounce');
    await running.sweepAt('2016-03-22T10:15:00Z');
    expect(await subjectsTo(loamshire.deputy)).toEqual([
      '[SIMULATED] By 19 April: Loamshire 2016 six-week response',
    ]);
    expect(await subjectsTo(loamshire.owner)).toHaveLength(1);
    await running.sweepOn(['2016-03-23', '2016-04-12', '2016-04-22']);
    expect(await subjectsTo(loamshire.lead)).toHaveLength(1);
    // The deputy was asked too, so the deputy is also reminded.
    expect((await subjectsTo(loamshire.deputy)).at(-1)).toContain('can we help?');
  });

  it('tell the owner at once, and only once, when nobody at the force can be reached', async () => {
    for (const address of [loamshire.lead, loamshire.deputy, loamshire.liaison]) {
      running.stack.sesDoor.setBehaviour(address, 'bounce');
    }
    await running.sweepAt('2016-03-22T10:00:00Z');
    await running.sweepAt('2016-03-22T10:15:00Z');
    await running.sweepAt('2016-03-22T10:30:00Z');
    await running.sweepAt('2016-03-22T11:15:00Z');
    const told = await subjectsTo(loamshire.owner);
    expect(told.length).toBeGreaterThanOrEqual(1);
    const before = told.length;
    await running.sweepOn(['2016-03-23', '2016-03-24', '2016-03-31']);
    expect(await subjectsTo(loamshire.owner)).toHaveLength(before);
  });

  it('stop all email to an address that complained, and tell the owner', async () => {
    running.stack.sesDoor.setBehaviour(loamshire.lead, 'complaint');
    await running.sweepAt('2016-03-22T10:00:00Z');
    expect(await statusOf('request', 'lead')).toBe('complained');
    await running.sweepOn(['2016-03-23', '2016-04-12', '2016-04-22', '2016-04-29']);
    expect(await subjectsTo(loamshire.lead)).toHaveLength(1);
    expect(await subjectsTo(loamshire.owner)).toHaveLength(1);
  });

  it.each(['not-spam', 'auth-failure'] as const)(
    'do not stop email to a lead when the feedback type is %s, which is not a complaint (F14)',
    async (feedback) => {
      running.stack.sesDoor.setBehaviour(loamshire.lead, feedback);
      await running.sweepAt('2016-03-22T10:00:00Z');
      expect(await statusOf('request', 'lead')).toBe('delivered');
      const contacts = await running.service.people.contacts('loamshire');
      expect(contacts.filter(({ unreachable }) => unreachable !== undefined)).toEqual([]);
      await running.sweepOn(['2016-03-23', '2016-04-12']);
      expect(await subjectsTo(loamshire.lead)).toHaveLength(2);
      expect(await subjectsTo(loamshire.owner)).toEqual([]);
    },
  );

  it.each([
    ['suppressed', 'suppressed'],
    ['reject', 'rejected'],
    ['rendering-failure', 'failed'],
    ['unverified', 'failed'],
    ['delay', 'delayed'],
    ['bounce-soft', 'transientBounce'],
    ['accept-only', 'accepted'],
  ] as const)(
    'never show an email as accepted by the recipient when SES reports it as %s (F14)',
    async (behaviour, status) => {
      running.stack.sesDoor.setBehaviour(loamshire.lead, behaviour);
      await running.sweepAt('2016-03-22T10:00:00Z');
      expect(await statusOf('request', 'lead')).toBe(status);
    },
  );

  it('do not let a lead be chased when no mail system accepted the request', async () => {
    running.stack.sesDoor.setBehaviour(loamshire.lead, 'accept-only');
    await running.sweepOn(['2016-03-22', '2016-04-12', '2016-04-22', '2016-04-29']);
    expect(await subjectsTo(loamshire.lead)).toEqual([
      '[SIMULATED] By 19 April: Loamshire 2016 six-week response',
    ]);
  });

  it('count an out-of-office that SES reports as a bounce as proof that the email arrived (F7)', async () => {
    running.stack.sesDoor.setBehaviour(loamshire.lead, 'out-of-office');
    await running.sweepAt('2016-03-22T10:00:00Z');
    expect(await statusOf('request', 'lead')).toBe('delivered');
  });
});
