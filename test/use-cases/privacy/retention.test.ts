import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyRetention, type RetentionReport } from '../../../shared/use-cases/privacy/apply-retention.ts';
import { planPause } from '../../../shared/use-cases/clocks/pause-follow-up.ts';
import { makeChange, type PlannedChange } from '../../../shared/use-cases/planning/plan-change.ts';
import { planWithdrawal } from '../../../shared/use-cases/publication/withdraw-follow-up.ts';
import { liftLegalHold, placeLegalHold } from '../../../shared/use-cases/privacy/hold-legally.ts';
import { wire } from '../../../shared/wiring.ts';
import { createLineLog } from '../../../shared/adapters/observability.ts';
import { createEssexInbox, essexId, type EssexInbox } from '../replies/essex-inbox.ts';
import { leadReply, receiveFrom } from '../replies/essex-mails.ts';

const nothing: RetentionReport = { fenced: false, mails: 0, texts: 0, answers: 0, people: 0, files: 0 };
/** The request went to the lead in March 2016, and the lead answered on 12 April. */
const nextNight = '2016-04-13T02:00:00Z';
const afterThirteenMonths = '2017-05-20T02:00:00Z';
const afterTwentyFiveMonths = '2018-05-20T02:00:00Z';

describe('the nightly run that erases old data', () => {
  let inbox: EssexInbox;
  beforeAll(async () => {
    inbox = await createEssexInbox();
  });
  afterAll(() => inbox.stop());
  beforeEach(() => inbox.reset());

  const runAt = (instant: string): Promise<RetentionReport> =>
    inbox.at(instant, () => applyRetention(inbox.service, { unusedMinutes: 0 }));

  const make = async (change: PlannedChange): Promise<void> => {
    await makeChange(inbox.service, { change, by: 'p-nair' });
  };
  const withdraw = async (): Promise<void> => {
    await make(await planWithdrawal(inbox.service, { followUp: essexId, reason: 'Recorded twice' }));
  };

  it('erases nothing that is in use', async () => {
    await inbox.receive(...leadReply('Rec 2: Part way. We expect to finish in October 2016.'));
    await receiveFrom(inbox, 'answer-with-plan');
    expect(await runAt(nextNight)).toEqual(nothing);
    const record = await inbox.service.formReading.followUp(essexId);
    expect([record.attachments.length, record.drafts.length > 0]).toEqual([1, true]);
  });

  it('erases a file that somebody took off, with all its versions, unless a return lists it', async () => {
    const { id } = await receiveFrom(inbox, 'answer-with-plan');
    const key = `${essexId}/six-week-response/${id}-1`;
    const removed = { round: 'six-week-response' as const, id: `${id}-1` };
    await inbox.service.drafts.removeAttachment(essexId, removed);
    await inbox.service.attachments.put(key, { contentType: 'text/plain', content: Buffer.from('again') });
    expect(await runAt(nextNight)).toEqual({ ...nothing, files: 1 });
    expect(await inbox.service.attachments.list(essexId)).toEqual([]);

    await inbox.service.attachments.put(key, { contentType: 'text/plain', content: Buffer.from('sent') });
    const { followUp } = await inbox.service.followUps.load(essexId);
    await inbox.service.followUps.change({
      before: followUp,
      returned: {
        followUpId: essexId,
        round: 'six-week-response',
        version: 1,
        reference: 'ESSEX-2016-A1',
        receivedAt: inbox.service.clock.now(),
        how: 'form',
        answers: {},
        whole: { attachments: [{ id: `${id}-1`, name: 'plan.pdf', bytes: 4 }] },
      },
      audit: { at: inbox.service.clock.now(), by: 'lead', action: 'return', summary: 'A return came.' },
    });
    expect(await runAt(nextNight)).toEqual(nothing);
    expect(await inbox.service.attachments.list(essexId)).toHaveLength(1);
  });

  it('erases the words of a long answer that nobody needs any more', async () => {
    await inbox.receive(
      ...leadReply(`Rec 2: ${'We reviewed our cases and wrote down what we learned. '.repeat(1_000)}`),
    );
    await inbox.receive(
      ...leadReply(`Rec 2: ${'We trained our officers and asked them what changed. '.repeat(1_000)}`, {
        minute: 1,
      }),
    );
    const stored = await inbox.service.attachments.list(essexId);
    expect(stored.map(({ key }) => key.split('/')[0])).toContain('words');
    expect(await runAt(nextNight)).toMatchObject({ answers: 0 });
    const { drafts } = await inbox.service.formReading.followUp(essexId);
    expect(drafts[0]?.emailed).toHaveLength(2);
    await withdraw();
    await runAt(afterThirteenMonths);
    expect(await inbox.service.attachments.list(essexId)).toEqual([]);
  });

  it('never erases answers while the form can still take them, however long the clocks are stopped (F45)', async () => {
    await inbox.receive(...leadReply('Rec 2: done and checked'));
    await receiveFrom(inbox, 'answer-with-plan');
    const from = Temporal.PlainDate.from('2016-04-13');
    await make(await planPause(inbox.service, { followUp: essexId, from, reason: 'Inquiry' }));
    expect(await runAt(afterThirteenMonths)).toMatchObject({ answers: 0, files: 0 });
    expect(await runAt(afterTwentyFiveMonths)).toMatchObject({ answers: 0, files: 0 });
    const { drafts, attachments } = await inbox.service.formReading.followUp(essexId);
    expect([drafts.length > 0, attachments.length]).toEqual([true, 1]);
  });

  it('keeps what nobody sent for its whole period after a withdrawal (F45)', async () => {
    await inbox.receive(...leadReply('Rec 2: done and checked'));
    await inbox.at(afterThirteenMonths, () => withdraw());
    expect(await runAt('2018-05-20T02:00:00Z')).toMatchObject({ answers: 0 });
    expect(await runAt('2018-05-21T02:00:00Z')).toMatchObject({ answers: 1 });
  });

  it('erases answers that nobody sent, then mail, then people who left, each after its own period', async () => {
    const mail = await inbox.receive(...leadReply('Rec 2: done and checked'));
    await withdraw();
    expect(await runAt(afterThirteenMonths)).toEqual({ ...nothing, answers: 1 });
    const record = await inbox.service.formReading.followUp(essexId);
    expect([record.drafts, record.rounds[0]?.savedAnswers]).toEqual([[], []]);
    expect((await inbox.service.followUps.audit(essexId)).at(-1)?.summary).toContain('for 12 months');

    expect(await runAt(afterTwentyFiveMonths)).toEqual({ ...nothing, mails: 1, texts: 2, people: 1 });
    expect(await inbox.service.inbox.find(mail.id)).toMatchObject({ envelopeFrom: '' });
    await expect(inbox.service.rawMail.read(mail.rawKey)).rejects.toMatchObject({ code: 'not-found' });
    const contacts = await inbox.service.people.contacts('essex');
    expect(contacts.filter(({ name }) => name === 'Erased').map(({ id }) => id)).toEqual(['former']);
    expect(await runAt(afterTwentyFiveMonths)).toEqual(nothing);
  });

  it('erases nothing of a body under a legal hold (F45)', async () => {
    const mail = await inbox.receive(...leadReply('Rec 2: done and checked'));
    await placeLegalHold(inbox.service, { body: 'essex', reason: 'Inquiry 12', by: 'p-nair' });
    expect(await runAt(afterTwentyFiveMonths)).toEqual(nothing);
    expect(await inbox.service.rawMail.read(mail.rawKey)).not.toHaveLength(0);
    await liftLegalHold(inbox.service, { body: 'essex' });
    await withdraw();
    expect(await runAt(afterTwentyFiveMonths)).toMatchObject({ mails: 1, answers: 1, people: 1 });
  });

  it('keeps a file that came after the moment of a restore, because the restored table does not know it (F45)', async () => {
    const { id } = await receiveFrom(inbox, 'answer-with-plan');
    await inbox.service.drafts.removeAttachment(essexId, { round: 'six-week-response', id: `${id}-1` });
    const sentSince = inbox.service.clock.now();
    await inbox.at(nextNight, async () => {
      await inbox.service.settings.arm({ at: inbox.service.clock.now().add({ hours: 1 }), sentSince });
    });
    expect(await runAt(nextNight)).toEqual(nothing);
  });

  it('erases nothing through a table that nobody armed, because the live table needs the files (F45)', async () => {
    const { id } = await receiveFrom(inbox, 'answer-with-plan');
    await inbox.service.drafts.removeAttachment(essexId, { round: 'six-week-response', id: `${id}-1` });
    const copy = wire(
      { ...inbox.stack.environment, REVISIT_STACK_ID: 'a-copy' },
      { functionName: 'test', log: createLineLog(() => undefined) },
    );
    expect(await applyRetention(copy, { unusedMinutes: 0 })).toEqual({ ...nothing, fenced: true });
    expect(await inbox.service.attachments.list(essexId)).toHaveLength(1);
  });
});
