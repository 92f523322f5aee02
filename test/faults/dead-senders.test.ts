import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticeId, noticeStatus } from '../../shared/domain/notice.ts';
import { resendNotice } from '../../shared/use-cases/sending/resend-notice.ts';
import {
  addressOf,
  aBodyToAsk,
  anInspectorate,
  aProgrammeHead,
  audit,
  MORNING,
  OWNER_ADDRESS,
} from './a-force.ts';
import { createFaultyStack, sweepAt, type FaultyStack } from './faulty-stack.ts';
import type { Fault } from './fault-proxy.ts';
import type { SendPath } from './send-path.ts';

const FOLLOW_UP = 'loamshire-ncpi-2016-03-08';

describe('an email whose sender died', () => {
  let faulty: FaultyStack;
  let path: SendPath;

  beforeEach(async () => {
    faulty = await createFaultyStack();
    path = faulty.functions();
    await anInspectorate(path.service);
  });
  afterEach(() => faulty.stop());

  const sweep = (time: string) => sweepAt(`2016-03-22T${time}:00Z`, { faulty, take: path.take });
  /** Sets what SES does with the first email. The others are sent as usual. */
  const firstEmail = (fault: Fault): void => {
    const faults = [fault];
    faulty.interfere({ before: ({ action }) => (action === 'SendRawEmail' ? faults.shift() : undefined) });
  };
  const mailsTo = async (address: string) =>
    (await faulty.stack.sesDoor.mails()).filter(({ destinations }) => destinations.includes(address)).length;
  const shown = async () =>
    (await path.service.ledger.problems()).map((notice) => [
      noticeId(notice.key),
      noticeStatus(notice.facts),
    ]);
  const request = `${FOLLOW_UP}/six-week-response/2016-04-19/request/lead`;

  it('is marked unknown when its claim has run out, and is sent again only if a human asks (F3)', async () => {
    await aBodyToAsk(path.service);
    firstEmail({ kind: 'lose-request' });
    await sweep('10:01');
    await sweep('10:31');
    expect(await shown()).toEqual([]);
    await sweep('10:34');
    expect(await shown()).toEqual([[request, 'unknown']]);
    await sweep('11:30');
    await sweep('16:30');
    expect(await mailsTo(addressOf('lead'))).toBe(0);
    await resendNotice(path.service, { id: request, by: 'p-nair' });
    await sweep('16:31');
    await sweep('16:59');
    expect(await mailsTo(addressOf('lead'))).toBe(1);
  });

  it('gets its status from the events of SES, and never leaves again (F3)', async () => {
    await aBodyToAsk(path.service);
    firstEmail({ kind: 'lose-answer' });
    for (const time of ['10:01', '10:34', '11:30']) await sweep(time);
    const { notices } = await path.service.followUps.load(FOLLOW_UP);
    expect(notices.map(({ facts }) => noticeStatus(facts))).toEqual(['skipped', 'delivered']);
    expect(await mailsTo(addressOf('lead'))).toBe(1);
  });

  it('gets its status from SES even when Revisit already counts it as unknown (F3)', async () => {
    await aBodyToAsk(path.service);
    // SES only ever reports that it took the email.
    faulty.stack.sesDoor.setBehaviour(addressOf('lead'), 'accept-only');
    firstEmail({ kind: 'lose-answer' });
    faulty.at(MORNING);
    await path.take('sweep');
    await path.take('outgoing');
    await faulty.mailEventsPublished();
    faulty.at('2016-03-22T10:40:00Z');
    await path.take('sweep');
    expect(await shown()).toEqual([[request, 'unknown']]);
    await path.take('mail-events');
    expect(await shown()).toEqual([]);
    expect(await mailsTo(addressOf('lead'))).toBe(1);
  });

  it('is shown to a human even if its follow-up was withdrawn meanwhile (F3)', async () => {
    const followUp = await aBodyToAsk(path.service);
    firstEmail({ kind: 'lose-request' });
    await sweep('10:01');
    await path.service.followUps.change({
      before: followUp,
      after: { ...followUp, state: 'withdrawn' },
      audit,
    });
    await sweep('10:16');
    await sweep('10:46');
    expect(await shown()).toEqual([[request, 'unknown']]);
  });

  it("is shown to a human even if it was an owner's digest (F3)", async () => {
    await aBodyToAsk(path.service, { contacts: [] });
    await path.service.people.putStaffMember(aProgrammeHead);
    firstEmail({ kind: 'lose-request' });
    faulty.at('2016-03-21T09:00:00Z');
    await path.take('send-digest');
    faulty.at('2016-03-22T09:00:00Z');
    await path.take('send-digest');
    expect(await shown()).toEqual([['week-of-p-nair/week/2016-03-21/digest/p-nair', 'unknown']]);
    expect(await mailsTo(OWNER_ADDRESS)).toBe(0);
  });
});
