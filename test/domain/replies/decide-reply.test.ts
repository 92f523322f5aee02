import { describe, expect, test } from 'vitest';
import { decideReply, type ReplyScene } from '../../../shared/domain/replies/decide-reply.ts';
import { proveSilence } from '../../../shared/domain/replies/silence.ts';
import type { ToldReply } from '../../../shared/domain/replies/told-reply.ts';
import { aContact } from '../../builders/follow-up.ts';

const answer: ToldReply = {
  kind: 'answer',
  answers: { answers: [{ number: 2, words: 'part way' }], rest: '' },
  because: 'test',
};

/** An answer of the lead's that nothing speaks against. */
function scene(given: Partial<ReplyScene> = {}): ReplyScene {
  return {
    told: answer,
    doubt: undefined,
    match: {
      kind: 'found',
      subject: { followUpId: 'essex-ncpi-2016-03-08', contactId: 'lead' },
      ground: 'reply-token',
    },
    sender: aContact(),
    round: { id: 'six-week-response', isOpen: true },
    followUpIsOpen: true,
    isDuplicate: false,
    sentToday: 1,
    ...given,
  };
}

const report: ToldReply = {
  kind: 'delivery-report',
  reports: [{ outcome: 'no-such-address', reason: '5.1.1' }],
  because: 'test',
};

function aProof() {
  const proof = proveSilence({ ground: 'test', leftOver: [] });
  if (proof === undefined) throw new Error('Nothing was left over.');
  return proof;
}

describe('what becomes of a mail', () => {
  test('an answer of a proven contact goes into the draft', () => {
    expect(decideReply(scene())).toMatchObject({ do: 'put-into-draft', round: 'six-week-response' });
  });

  test.each<[string, Partial<ReplyScene>]>([
    ['virus', { doubt: 'virus' }],
    ['spam', { doubt: 'spam' }],
    ['forged', { doubt: 'forged' }],
    ['not-scanned', { doubt: 'not-scanned' }],
    ['sender-not-proven', { doubt: 'sender-not-proven' }],
    ['several-senders', { doubt: 'several-senders' }],
    ['no-sender', { doubt: 'no-sender' }],
    ['too-many', { sentToday: 21 }],
    ['nobody-found', { match: { kind: 'nobody' } }],
    ['several-follow-ups', { match: { kind: 'several', candidates: ['a', 'b'], ground: 'thread' } }],
    ['unknown-sender', { sender: undefined }],
    ['not-from-the-force', { sender: aContact({ role: 'local-policing-body' }) }],
    ['follow-up-ended', { followUpIsOpen: false }],
    ['no-round', { round: undefined }],
    ['round-closed', { round: { id: 'six-week-response', isOpen: false } }],
    ['names-somebody-else', { told: { kind: 'not-me', instead: undefined, automatic: false, because: '' } }],
    ['more-time', { told: { kind: 'for-owner', wants: 'more-time', because: '' } }],
    ['inside-quote', { told: { kind: 'unclear', why: 'inside-quote', because: '' } }],
    ['unmatched-report', { told: report, match: { kind: 'nobody' } }],
  ])('one is held because: %s', (reason, given) => {
    expect(decideReply(scene(given))).toEqual({ do: 'hold', reason });
  });

  test('the same mail again is not read again', () => {
    expect(decideReply(scene({ isDuplicate: true }))).toEqual({ do: 'nothing', reason: 'duplicate' });
  });

  test('twenty mails of one sender in a day are read', () => {
    expect(decideReply(scene({ sentToday: 20 })).do).toBe('put-into-draft');
  });

  test('a delivery report needs no proven sender, but the proof that it is about an email of ours (F29)', () => {
    const ours = { told: report, reported: { outcome: 'no-such-address', reason: '5.1.1' } } as const;
    expect(decideReply(scene({ ...ours, doubt: 'sender-not-proven' })).do).toBe('record-delivery');
    expect(decideReply(scene({ ...ours, doubt: 'forged' }))).toEqual({ do: 'hold', reason: 'forged' });
    // The token in the address, the thread and the sender prove nothing.
    for (const ground of ['reply-token', 'thread', 'sender'] as const) {
      const subject = { followUpId: 'x', contactId: 'lead' };
      const found = scene({ told: report, match: { kind: 'found', subject, ground } });
      expect(decideReply(found)).toEqual({ do: 'hold', reason: 'unmatched-report' });
    }
  });

  test('an absence is recorded only of a contact who is proven', () => {
    const away: ToldReply = { kind: 'out-of-office', absence: {}, proof: aProof(), because: 'test' };
    expect(decideReply(scene({ told: away })).do).toBe('record-absence');
    expect(decideReply(scene({ told: away, sender: undefined })).do).toBe('hold');
    expect(decideReply(scene({ told: away, doubt: 'sender-not-proven' })).do).toBe('hold');
  });

  test.each(['automatic', 'read-receipt', 'calendar-answer', 'empty', 'thanks'] as const)(
    'nothing follows from %s, whoever sent it',
    (kind) => {
      const given = {
        told: { kind, proof: aProof(), because: 'test' },
        sender: undefined,
        match: { kind: 'nobody' },
      } as const;
      expect(decideReply(scene(given))).toMatchObject({ do: 'nothing', reason: 'nothing-to-do' });
    },
  );
});
