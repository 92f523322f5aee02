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

  it.each<[what: string, reason: string, Partial<ReplyScene>]>([
    ['a scan found a virus', 'virus', { doubt: 'virus' }],
    ['a scan judged it to be spam', 'spam', { doubt: 'spam' }],
    ['its sender address is forged', 'forged', { doubt: 'forged' }],
    ['it was not scanned', 'not-scanned', { doubt: 'not-scanned' }],
    ['its sender address is not proven', 'sender-not-proven', { doubt: 'sender-not-proven' }],
    ['it names several senders', 'several-senders', { doubt: 'several-senders' }],
    ['it names no sender', 'no-sender', { doubt: 'no-sender' }],
    ['it is the 21st from this sender today', 'too-many', { sentToday: 21 }],
    ['it belongs to no follow-up that we know', 'nobody-found', { match: { kind: 'nobody' } }],
    [
      'it could belong to several follow-ups',
      'several-follow-ups',
      { match: { kind: 'several', candidates: ['a', 'b'], ground: 'thread' } },
    ],
    ['its sender is no contact', 'unknown-sender', { sender: undefined }],
    [
      'its sender belongs to the local policing body',
      'not-from-the-force',
      { sender: aContact({ role: 'local-policing-body' }) },
    ],
    ['its follow-up has ended', 'follow-up-ended', { followUpIsOpen: false }],
    ['its follow-up has no round', 'no-round', { round: undefined }],
    ['its round is closed', 'round-closed', { round: { id: 'six-week-response', isOpen: false } }],
    [
      'it says that someone else answers',
      'names-somebody-else',
      { told: { kind: 'not-me', instead: undefined, automatic: false, because: '' } },
    ],
    ['it asks for more time', 'more-time', { told: { kind: 'for-owner', wants: 'more-time', because: '' } }],
    [
      'its own words stand inside a quotation',
      'inside-quote',
      { told: { kind: 'unclear', why: 'inside-quote', because: '' } },
    ],
    [
      'it is a delivery report about no email of ours',
      'unmatched-report',
      { told: report, match: { kind: 'nobody' } },
    ],
  ])('holds the email for a human if %s (reason "%s")', (_what, reason, given) => {
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
