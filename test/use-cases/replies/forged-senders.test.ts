import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCorpus, readRaw, receiptOf } from './corpus.ts';
import { createEssexInbox, essexId, type EssexInbox } from './essex-inbox.ts';
import { LEAD } from './written-mail.ts';

const corpus = await loadCorpus();
const named = (...starts: string[]) =>
  corpus.filter(({ file }) => starts.some((start) => file.startsWith(start)));

describe('an email whose sender is forged or unknown (F15)', () => {
  let inbox: EssexInbox;
  beforeAll(async () => {
    inbox = await createEssexInbox();
  });
  afterAll(() => inbox.stop());
  beforeEach(() => inbox.reset());

  it.each(named('forged-', 'stranger-with', 'stranger-personal', 'former-lead'))(
    'changes no form and gets no email: $file',
    async (one) => {
      const mail = await inbox.receive(await readRaw(one), receiptOf(one));
      expect({ place: mail.place, reason: mail.reason }).toEqual({
        place: one.expected.place,
        reason: one.expected.reason,
      });
      const { drafts, wholes } = await inbox.service.formReading.followUp(essexId);
      expect([drafts, wholes]).toEqual([[], []]);
      expect(await inbox.sent()).toEqual([]);
    },
  );

  it.each(named('answer-reply-to', 'answer-sender-is'))(
    'is answered at the address on record, whatever its other headers say: $file',
    async (one) => {
      await inbox.receive(await readRaw(one), receiptOf(one));
      expect((await inbox.sent()).map(({ to }) => to)).toEqual([LEAD]);
    },
  );

  it.each(named('answer-reply-to', 'answer-sender-is'))(
    'is held if DMARC fails, whoever it names: $file',
    async (one) => {
      const receipt = receiptOf({ ...one, verdicts: { dmarc: 'FAIL' } });
      const mail = await inbox.receive(await readRaw(one), receipt);
      expect(mail).toMatchObject({ place: 'holding-pen', reason: 'forged' });
      expect(await inbox.sent()).toEqual([]);
    },
  );
});
