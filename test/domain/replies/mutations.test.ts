import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMailReader } from '../../../shared/adapters/mail/postal-mime-reader.ts';
import { decideReply, type ReplyDecision } from '../../../shared/domain/replies/decide-reply.ts';
import { quotesOurEmail } from '../../../shared/domain/replies/quoted-text.ts';
import type { ReceivedMessage } from '../../../shared/domain/replies/received-message.ts';
import type { Receipt } from '../../../shared/domain/replies/receipt.ts';
import { findSenderDoubt } from '../../../shared/domain/replies/sender.ts';
import type { ClassifiedReply } from '../../../shared/domain/replies/classified-reply.ts';
import { aContact } from '../../builders/follow-up.ts';
import {
  loadCorpus,
  outcomeOf,
  readRaw,
  receiptOf,
  tellCase,
  type CorpusCase,
} from '../../use-cases/replies/corpus.ts';

const everyCase = (await loadCorpus()).filter(({ fillerMegabytes }) => fillerMegabytes === undefined);
const mails = await Promise.all(
  everyCase.map(async (one) => ({ one, raw: Buffer.from(await readRaw(one)) })),
);
const anyMail = fc.constantFrom(...mails.filter(({ raw }) => raw.length < 20_000));

/** Damage that a gateway, a disk or an attacker can do to an email. */
const damage = fc.oneof(
  fc.record({ do: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ do: fc.constant('repeat' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ do: fc.constant('write' as const), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 60 }) }),
  fc.record({ do: fc.constant('end' as const), at: fc.nat() }),
);

function damaged(
  raw: Buffer,
  each: readonly (typeof damage extends fc.Arbitrary<infer D> ? D : never)[],
): Buffer {
  return each.reduce((mail, one) => {
    const at = mail.length === 0 ? 0 : one.at % mail.length;
    switch (one.do) {
      case 'cut':
        return Buffer.concat([mail.subarray(0, at), mail.subarray(at + one.length)]);
      case 'repeat':
        return Buffer.concat([mail.subarray(0, at + one.length), mail.subarray(at)]);
      case 'write':
        return Buffer.concat([mail.subarray(0, at), one.bytes, mail.subarray(at)]);
      case 'end':
        return mail.subarray(0, at);
    }
  }, raw);
}

const lead = aContact({ id: 'lead', email: 'lead@essex.police.example' });

function decide(told: ClassifiedReply, message: ReceivedMessage, receipt: Receipt): ReplyDecision {
  const isLead = message.from[0]?.address === lead.email;
  return decideReply({
    told,
    doubt: findSenderDoubt(message, receipt),
    match: {
      kind: 'found',
      subject: { followUpId: 'essex-ncpi-2016-03-08', contactId: 'lead' },
      ground: 'reply-token',
    },
    sender: isLead ? lead : undefined,
    round: { id: 'six-week-response', isOpen: true },
    followUpIsOpen: true,
    isDuplicate: false,
    sentToday: 1,
  });
}

async function outcome(one: CorpusCase, raw: Buffer) {
  const told = await tellCase(one, raw);
  return { ...told, decision: decide(told.told, told.message, receiptOf(one)) };
}

describe('a sample email that was damaged on its way (F15)', () => {
  it('never crashes the reader and is never dropped', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyMail,
        fc.array(damage, { minLength: 1, maxLength: 6 }),
        async ({ one, raw }, each) => {
          const { decision, told } = await outcome(one, damaged(raw, each));
          if (decision.do === 'nothing') {
            expect(['automatic', 'read-receipt', 'calendar-answer', 'empty', 'thanks']).toContain(told.kind);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('puts only its own words into the draft, never words of our email', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyMail,
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        async ({ one, raw }, each) => {
          const { decision, message } = await outcome(one, damaged(raw, each));
          if (decision.do !== 'put-into-draft') return;
          const { answers, rest } = decision.answers;
          for (const words of [...answers.map((answer) => answer.words), rest]) {
            expect(quotesOurEmail(words)).toBe(false);
            for (const line of words.split('\n')) expect(message.text).toContain(line.trimEnd());
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is never an answer if a header says that a program sent it', async () => {
    const headers = fc.constantFrom(
      'Auto-Submitted: auto-replied',
      'Auto-Submitted: auto-generated',
      'X-Autoreply: yes',
      'Precedence: auto_reply',
      'X-Auto-Response-Suppress: All',
    );
    await fc.assert(
      fc.asyncProperty(anyMail, headers, async ({ one, raw }, header) => {
        const { told } = await outcome(one, Buffer.concat([Buffer.from(`${header}\r\n`), raw]));
        expect(told.kind).not.toBe('answer');
      }),
      { numRuns: 200 },
    );
  });

  it('is held if its sender is forged, or it is spam or infected', async () => {
    const verdicts = fc.constantFrom({ dmarc: 'FAIL' }, { spam: 'FAIL' }, { virus: 'FAIL' } as const);
    await fc.assert(
      fc.asyncProperty(anyMail, verdicts, async ({ one, raw }, verdict) => {
        const receipt = receiptOf(one);
        const { told, message } = await tellCase(one, raw);
        const decision = decide(told, message, { ...receipt, verdicts: { ...receipt.verdicts, ...verdict } });
        expect(decision.do).toBe('hold');
      }),
      { numRuns: 200 },
    );
  });
});

describe('a sample email with header changes that mail servers make', () => {
  const harmless = fc.record({
    names: fc.constantFrom('as they are', 'upper', 'lower'),
    added: fc.array(fc.constantFrom('X-Virus-Scanned: yes', 'X-Spam-Score: 0.1', 'Received: from a by b'), {
      maxLength: 3,
    }),
  });

  it('is read exactly like the original', async () => {
    await fc.assert(
      fc.asyncProperty(anyMail, harmless, async ({ one, raw }, change) => {
        const end = raw.indexOf('\r\n\r\n');
        if (end === -1) return;
        const head = raw.subarray(0, end).toString('latin1');
        const renamed = head.replace(/^[!-9;-~]+(?=:)/gmu, (name) =>
          change.names === 'upper'
            ? name.toUpperCase()
            : change.names === 'lower'
              ? name.toLowerCase()
              : name,
        );
        const changed = Buffer.concat([
          Buffer.from([...change.added, renamed].join('\r\n'), 'latin1'),
          raw.subarray(end),
        ]);
        expect(outcomeOf(await tellCase(one, changed))).toEqual(outcomeOf(await tellCase(one, raw)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the mail reader', () => {
  it('reads any bytes without a crash', async () => {
    const reader = createMailReader();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        expect((await reader.read(bytes)).text).toBeTypeOf('string');
      }),
      { numRuns: 200 },
    );
  });
});
