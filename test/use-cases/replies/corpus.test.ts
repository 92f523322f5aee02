import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SAVED_IN_EMAIL } from '../../../shared/domain/form/form.ts';
import {
  corpusReceivedAt,
  expectationOf,
  loadCorpus,
  outcomeOf,
  readRaw,
  receiptOf,
  tellCase,
  type CorpusCase,
} from './corpus.ts';
import { isNightly } from '../../support/nightly.ts';
import { createEssexInbox, essexId, type EssexInbox } from './essex-inbox.ts';

const corpus = await loadCorpus();

/** The first mail of each outcome. `npm run corpus` sends every mail through the service. */
function throughTheService(): CorpusCase[] {
  const seen = new Set<string>();
  return corpus.filter(({ expected: { kind, reason } }) => {
    if (reason === 'duplicate') return false;
    const isFirst = !seen.has(`${kind} ${reason}`);
    seen.add(`${kind} ${reason}`);
    return isNightly || isFirst;
  });
}

describe('the rules for incoming mail, without the service (F15: nothing is misread)', () => {
  test('are tried with mail of every kind', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(80);
    expect(new Set(corpus.map(({ expected }) => expected.kind)).size).toBe(11);
  });

  test.each(corpus)('sort $file as $expected.kind', async (one) => {
    const told = await tellCase(one);
    expect(outcomeOf(told), told.told.because).toEqual(expectationOf(one));
  });
});

describe('the service for incoming mail (F15: nothing is lost or misread)', () => {
  let inbox: EssexInbox;
  beforeAll(async () => {
    inbox = await createEssexInbox();
  });
  afterAll(() => inbox.stop());
  beforeEach(() => inbox.reset());

  test.each(throughTheService())(
    'gives $file the place $expected.place with the reason $expected.reason',
    async (given) => {
      const one = { ...given, expected: { ...given.expected, ...given.compared } };
      const mail = await inbox.receive(await readRaw(one), receiptOf(one));
      expect({ place: mail.place, reason: mail.reason, kind: mail.kind }).toEqual({
        place: one.expected.place,
        reason: one.expected.reason,
        kind: one.expected.kind,
      });
      if (one.expected.ground !== undefined) expect(mail.ground).toBe(one.expected.ground);
      if (one.expected.files !== undefined) {
        const fates = (mail.files ?? []).map(({ name, fate }) => [name, fate]);
        expect(Object.fromEntries(fates)).toEqual(one.expected.files);
      }
      const held = await inbox.service.inbox.holdingPen();
      expect(held.map(({ id }) => id)).toEqual(mail.place === 'holding-pen' ? [mail.id] : []);
      const record = await inbox.service.formReading.followUp(essexId);
      const isPut = one.expected.reason === 'put-into-draft';
      const emailed = record.drafts.map(({ number, emailed: words }) => [
        String(number),
        words?.map((word) => word.words).join('\n\n'),
      ]);
      expect(Object.fromEntries(emailed)).toEqual(isPut ? (one.expected.answers ?? {}) : {});
      expect(record.drafts.every(({ savedIn }) => savedIn === SAVED_IN_EMAIL)).toBe(true);
      const pieces = record.emails.flatMap((email) => email.pieces.map(({ words }) => words));
      expect(squeezed(pieces.join('\n\n'))).toBe(squeezed(isPut ? (one.expected.rest ?? '') : ''));
      expect(record.wholes).toEqual([]);
      expect(record.rounds.flatMap(({ returns }) => returns)).toEqual([]);
      const sent = await inbox.sent();
      // An email that waits for a person is acknowledged if somebody in role wrote it.
      const waits = record.rounds.some(({ mails = [] }) => mails.some(({ state }) => state === 'held'));
      expect(waits && one.expected.place !== 'holding-pen').toBe(false);
      const isAcknowledged = isPut || waits || mail.reason === 'more-time-asked';
      // The owner hears which files were refused.
      const isRefused = isPut && (mail.files ?? []).some(({ fate }) => fate !== 'kept');
      expect(sent.length).toBe((isAcknowledged ? 1 : 0) + (isRefused ? 1 : 0));
    },
  );

  test('takes a mail once when it comes twice', async () => {
    const [first, second] = corpus.filter(({ file }) => file.startsWith('answer-sent-twice'));
    if (first === undefined || second === undefined)
      throw new Error('The corpus lacks the mail that was sent twice.');
    const both = await Promise.all([readRaw(first), readRaw(second)]);
    const kept = await inbox.receive(both[0], receiptOf(first));
    expect(kept.reason).toBe('put-into-draft');
    const again = await inbox.receive(both[1], {
      ...receiptOf(second),
      id: 'zz-another-receipt',
      receivedAt: corpusReceivedAt.add({ seconds: 40 }),
    });
    expect(again).toMatchObject({ place: 'taken', reason: 'duplicate' });
    expect((await inbox.sent()).length).toBe(1);
  });
});

/** Returns a text with one blank line between its paragraphs. */
function squeezed(text: string): string {
  return text.replace(/\n(?:[ \t]*\n)+/gu, '\n\n');
}
