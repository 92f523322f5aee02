import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Draft } from '../../../shared/domain/form/form.ts';
import { eraseContact, planErasure } from '../../../shared/use-cases/privacy/erase-contact.ts';
import { liftLegalHold, placeLegalHold } from '../../../shared/use-cases/privacy/hold-legally.ts';
import { buildUnreadMail, type IncomingMail } from '../../../shared/domain/replies/incoming-mail.ts';
import { corpusReceivedAt } from '../replies/corpus.ts';
import { createEssexInbox, essexId, putRawMail, type EssexInbox } from '../replies/essex-inbox.ts';
import { leadReply, receiveFrom } from '../replies/essex-mails.ts';

let inbox: EssexInbox;
beforeAll(async () => {
  inbox = await createEssexInbox();
});
afterAll(() => inbox.stop());
beforeEach(() => inbox.reset());

const lead = { body: 'essex', contact: 'lead@essex.police.example' };

async function erase(): Promise<void> {
  const erasure = await planErasure(inbox.service, lead);
  await eraseContact(inbox.service, { erasure, by: 'p-nair' });
}

/** Returns everything in the table, as text. */
async function everythingStored(): Promise<string> {
  return JSON.stringify([...(await inbox.stored()).values()]);
}

/** Keeps an email that Revisit could not read. */
async function keepUnread(
  minute: number,
  change: { envelopeFrom?: string; sender?: IncomingMail['sender'] } = {},
): Promise<IncomingMail> {
  const [raw, receipt] = leadReply('Rec 2: done and checked', { minute });
  await putRawMail(inbox.stack, { key: receipt.rawKey, raw });
  const mail = await inbox.service.inbox.add({ ...buildUnreadMail(receipt), ...change });
  return change.sender === undefined ? mail : inbox.service.inbox.change(mail);
}

describe('erasing a person', () => {
  test('removes mail from them that was not read', async () => {
    const mail = await keepUnread(1, { envelopeFrom: 'Lead@essex.police.example' });
    await erase();
    expect(await inbox.service.inbox.find(mail.id)).toMatchObject({ place: 'discarded', envelopeFrom: '' });
    await expect(inbox.service.rawMail.read(mail.rawKey)).rejects.toMatchObject({ code: 'not-found' });
    expect(await everythingStored()).not.toMatch(/(?<!\.)lead@essex/iu);
  });

  test('removes their address from the envelope of other people’s mail, which stays', async () => {
    const mail = await keepUnread(2, { sender: { name: 'Someone', address: 'someone@elsewhere.example' } });
    await erase();
    const left = await inbox.service.inbox.find(mail.id);
    expect(left).toMatchObject({ envelopeFrom: '', sender: { address: 'someone@elsewhere.example' } });
    expect(left?.erasedAt).toBeUndefined();
    expect((await inbox.service.rawMail.read(mail.rawKey)).byteLength).toBeGreaterThan(0);
  });

  test('removes their mail and their name, and keeps the record of what happened', async () => {
    const held = await receiveFrom(inbox, 'owner-question');
    const put = await receiveFrom(inbox, 'answer-no-date');
    const before = await inbox.service.followUps.audit(essexId);
    await erase();
    for (const { id, rawKey } of [held, put]) {
      const mail = await inbox.service.inbox.find(id);
      expect(mail).toMatchObject({ id, envelopeFrom: '' });
      expect(mail?.sender).toBeUndefined();
      expect(mail?.erasedAt).toBeDefined();
      await expect(inbox.service.rawMail.read(rawKey)).rejects.toMatchObject({ code: 'not-found' });
    }
    const contacts = await inbox.service.people.contacts('essex');
    expect(contacts.find(({ id }) => id === 'lead')).toMatchObject({
      name: 'Erased',
      email: 'lead@erased.invalid',
    });
    expect(await inbox.service.inbox.fromSender('lead@essex.police.example')).toEqual([]);
    const after = await inbox.service.followUps.audit(essexId);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.at(-1)?.summary).toBe('Erased what lead had saved but not sent (answers: 1, files: 0).');
  });

  test('removes the answers they emailed, the files and what they typed, and counts none as saved', async () => {
    await inbox.receive(...leadReply('Rec 2: Part way. We expect to finish in October 2016.'));
    const withPlan = await receiveFrom(inbox, 'answer-with-plan');
    const typed: Draft = {
      round: 'six-week-response',
      number: 4,
      answer: { status: 'not-started', words: { obstacles: 'No analyst.' }, evidence: [] },
      complete: true,
      version: 0,
      savedAt: corpusReceivedAt,
      savedBy: 'lead',
      savedIn: 'a-browser',
    };
    const { rounds } = await inbox.service.formReading.followUp(essexId);
    const [round] = rounds.filter(({ id }) => id === 'six-week-response');
    if (round === undefined) throw new Error('The round is not on record.');
    await inbox.service.drafts.save({
      followUpId: essexId,
      draft: typed,
      round: { ...round, savedAnswers: [2, 4] },
    });
    const { attachments } = await inbox.service.formReading.followUp(essexId);
    expect(attachments).toHaveLength(1);
    await erase();
    const record = await inbox.service.formReading.followUp(essexId);
    expect(record.drafts).toEqual([]);
    expect(record.emails).toEqual([]);
    expect(record.attachments).toEqual([]);
    expect(record.rounds.flatMap(({ savedAnswers }) => savedAnswers)).toEqual([]);
    await expect(
      inbox.service.attachments.read(`${essexId}/six-week-response/${withPlan.id}-1`),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('keeps what a colleague typed, and removes only the words that the person emailed', async () => {
    const typed: Draft = {
      round: 'six-week-response',
      number: 2,
      answer: { status: 'not-started', words: {}, evidence: [] },
      complete: false,
      version: 0,
      savedAt: corpusReceivedAt,
      savedBy: 'deputy',
      savedIn: 'a-browser',
    };
    const round = { id: 'six-week-response' as const, savedAnswers: [], returns: [], version: 0 };
    await inbox.service.drafts.save({ followUpId: essexId, draft: typed, round });
    await inbox.receive(...leadReply('Rec 2: done and checked'));
    await erase();
    const [draft] = (await inbox.service.formReading.followUp(essexId)).drafts;
    expect(draft?.answer).toEqual(typed.answer);
    expect(draft?.emailed).toBeUndefined();
  });

  test('removes their name from a return that was sent, and no answer of the force', async () => {
    const { followUp } = await inbox.service.followUps.load(essexId);
    await inbox.service.followUps.change({
      before: followUp,
      returned: {
        followUpId: essexId,
        round: 'six-week-response',
        version: 1,
        reference: 'ESSEX-2016-A1',
        receivedAt: corpusReceivedAt,
        how: 'form',
        contactId: 'lead',
        approvedBy: { name: 'David Shaw', rank: 'Chief Superintendent', on: '2016-04-11' },
        answers: {
          2: { status: 'part-way', words: { practice: 'Ask Chief Superintendent Shaw.' }, evidence: [] },
        },
        whole: { officer: 'Ch Supt Shaw', officers: { 3: 'DCI Khan' }, anythingElse: 'Nothing.' },
      },
      audit: { at: corpusReceivedAt, by: 'lead', action: 'return', summary: 'A return came.' },
    });
    await erase();
    expect(await inbox.service.followUps.returns(essexId)).toMatchObject([
      {
        reference: 'ESSEX-2016-A1',
        contactId: 'lead',
        approvedBy: { name: 'Erased', rank: 'Chief Superintendent' },
        answers: { 2: { status: 'part-way', words: { practice: 'Ask [erased].' } } },
        whole: { officer: 'Erased', officers: { 3: 'DCI Khan' }, anythingElse: 'Nothing.' },
      },
    ]);
  });

  test('removes what they said about a round, and their name from what others said', async () => {
    const { followUp } = await inbox.service.followUps.load(essexId);
    const said = { saidAt: corpusReceivedAt, by: 'lead' };
    const approvedBy = { name: 'David Shaw', rank: 'Chief Superintendent', on: '2016-04-11' };
    await inbox.service.followUps.change({
      before: followUp,
      rounds: [
        {
          id: 'six-week-response',
          savedAnswers: [],
          returns: [],
          version: 0,
          sentAnotherWay: { ...said, how: 'letter: by David Shaw’s driver' },
          notRightPerson: { ...said, who: 'Supt Khan' },
          unconfirmed: { ...said, by: 'deputy', approvedBy, seen: '2.1-0.0-a.0' },
          moreTime: {
            askedAt: corpusReceivedAt,
            by: 'deputy',
            until: followUp.publishedOn,
            reason: 'Chief Superintendent Shaw is ill.',
          },
          handoversAsked: [{ id: 'h1', askedAt: corpusReceivedAt, toName: 'David Shaw' }],
        },
      ],
      audit: { at: corpusReceivedAt, by: 'lead', action: 'said', summary: 'Said something.' },
    });
    await erase();
    const [round] = (await inbox.service.followUps.load(essexId)).rounds;
    expect(round?.sentAnotherWay).toMatchObject({ by: 'lead', how: 'letter: [erased]' });
    expect(round?.notRightPerson).toEqual(said);
    expect(round?.unconfirmed).toBeUndefined();
    expect(round?.moreTime?.reason).toBe('[erased] is ill.');
    expect(round?.handoversAsked?.[0]?.toName).toBe('Erased');
    expect(await everythingStored()).not.toContain('driver');
  });

  test('removes them from a colleague’s absence, and leaves nothing about them in the table', async () => {
    await receiveFrom(inbox, 'answer-gmail');
    await receiveFrom(inbox, 'owner-question');
    await receiveFrom(inbox, 'not-me-moved');
    await erase();
    const stored = await everythingStored();
    expect(stored).not.toMatch(/(?<!\.)lead@essex|Superintendent Shaw|David|risk assessment/iu);
    const deputy = { body: 'essex', contact: 'anne.price@essex.police.example' };
    await inbox.reset();
    await receiveFrom(inbox, 'away-exchange');
    expect(await everythingStored()).toContain('Anne Price');
    const erasure = await planErasure(inbox.service, deputy);
    await eraseContact(inbox.service, { erasure, by: 'p-nair' });
    expect(await everythingStored()).not.toMatch(/Anne|Price/u);
  });
});

describe('a legal hold', () => {
  test('keeps mail from a contact that was not read', async () => {
    await keepUnread(1);
    expect(await placeLegalHold(inbox.service, hold)).toMatchObject({ mails: 1 });
  });

  const hold = { body: 'essex', reason: 'inquiry 12', by: 'p-nair' };

  /** Plays the lifecycle rule of the bucket on the last day of the retention. */
  async function endRetention(rawKey: string): Promise<void> {
    const bucket = inbox.stack.resources.buckets['raw-mail'];
    await inbox.stack.clients.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: rawKey }));
  }

  test('refuses an erasure', async () => {
    const { rawKey } = await receiveFrom(inbox, 'owner-question');
    await placeLegalHold(inbox.service, hold);
    await expect(planErasure(inbox.service, lead)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await inbox.service.rawMail.read(rawKey)).byteLength).toBeGreaterThan(0);
  });

  test('keeps present and later mail beyond the end of its retention, until the hold is lifted', async () => {
    const before = await receiveFrom(inbox, 'owner-question');
    expect(await placeLegalHold(inbox.service, hold)).toMatchObject({ mails: 1 });
    const during = await receiveFrom(inbox, 'owner-more-time');
    for (const { rawKey } of [before, during]) {
      await endRetention(rawKey);
      expect((await inbox.service.rawMail.read(rawKey)).byteLength).toBeGreaterThan(0);
    }
    expect(await liftLegalHold(inbox.service, { body: 'essex' })).toMatchObject({ mails: 2 });
    for (const { rawKey } of [before, during]) {
      await expect(inbox.service.rawMail.read(rawKey)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('when lifted, deletes no mail still within its retention and no mail of others', async () => {
    const theirs = await receiveFrom(inbox, 'owner-question');
    const stranger = await receiveFrom(inbox, 'stranger-without-token');
    await placeLegalHold(inbox.service, hold);
    await endRetention(stranger.rawKey);
    await expect(inbox.service.rawMail.read(stranger.rawKey)).rejects.toMatchObject({ code: 'not-found' });
    await liftLegalHold(inbox.service, { body: 'essex' });
    expect((await inbox.service.rawMail.read(theirs.rawKey)).byteLength).toBeGreaterThan(0);
  });

  test('when lifted, lets an erasure delete the kept copy too', async () => {
    const { rawKey } = await receiveFrom(inbox, 'owner-question');
    await inbox.service.rawMail.hold(rawKey);
    await erase();
    await expect(inbox.service.rawMail.read(rawKey)).rejects.toMatchObject({ code: 'not-found' });
  });
});
