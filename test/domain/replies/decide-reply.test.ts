import { describe, expect, it } from 'vitest';
import { decideReply, type ReplyScene } from '../../../shared/domain/replies/decide-reply.ts';
import { proveNoAction } from '../../../shared/domain/replies/silence.ts';
import type { ClassifiedReply } from '../../../shared/domain/replies/classified-reply.ts';
import { aContact } from '../../builders/follow-up.ts';

const answer: ClassifiedReply = {
  kind: 'answer',
  answers: { answers: [{ number: 2, words: 'part way' }], rest: '' },
  because: 'test',
};

/** Returns an answer from the lead that raises no doubt. */
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

const report: ClassifiedReply = {
  kind: 'delivery-report',
  reports: [{ outcome: 'no-such-address', reason: '5.1.1' }],
  because: 'test',
};

function aProof() {
  const proof = proveNoAction({ ground: 'test', leftOver: [] });
  if (proof === undefined) throw new Error('Nothing was left over.');
  return proof;
}

describe('the decision about an incoming email', () => {
  it('puts the answer of a contact with a proven address into the draft', () => {
    expect(decideReply(scene())).toMatchObject({ do: 'put-into-draft', round: 'six-week-response' });
  });

  it.each<[string, Partial<ReplyScene>]>([
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
  ])('holds the email for a human with the reason "%s"', (reason, given) => {
    expect(decideReply(scene(given))).toEqual({ do: 'hold', reason });
  });

  it('ignores an email that arrives a second time', () => {
    expect(decideReply(scene({ isDuplicate: true }))).toEqual({ do: 'nothing', reason: 'duplicate' });
  });

  it('still reads the twentieth email from one sender in a day', () => {
    expect(decideReply(scene({ sentToday: 20 })).do).toBe('put-into-draft');
  });

  it('records a delivery report only if it is proven to be about one of our emails (F29)', () => {
    const ours = { told: report, reported: { outcome: 'no-such-address', reason: '5.1.1' } } as const;
    expect(decideReply(scene({ ...ours, doubt: 'sender-not-proven' })).do).toBe('record-delivery');
    expect(decideReply(scene({ ...ours, doubt: 'forged' }))).toEqual({ do: 'hold', reason: 'forged' });
    // A token in the address, a thread or a sender does not prove that the report is about our email.
    for (const ground of ['reply-token', 'thread', 'sender'] as const) {
      const subject = { followUpId: 'x', contactId: 'lead' };
      const found = scene({ told: report, match: { kind: 'found', subject, ground } });
      expect(decideReply(found)).toEqual({ do: 'hold', reason: 'unmatched-report' });
    }
  });

  it('records an absence only if the sender is proven to be a contact', () => {
    const away: ClassifiedReply = { kind: 'out-of-office', absence: {}, proof: aProof(), because: 'test' };
    expect(decideReply(scene({ told: away })).do).toBe('record-absence');
    expect(decideReply(scene({ told: away, sender: undefined })).do).toBe('hold');
    expect(decideReply(scene({ told: away, doubt: 'sender-not-proven' })).do).toBe('hold');
  });

  it.each(['automatic', 'read-receipt', 'calendar-answer', 'empty', 'thanks'] as const)(
    'does nothing about an email of the kind "%s", even from a stranger',
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
