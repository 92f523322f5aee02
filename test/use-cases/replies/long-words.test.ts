import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_ANSWER } from '../../../shared/domain/returns/answer-problems.ts';
import { createEssexInbox, essexId, type EssexInbox } from './essex-inbox.ts';
import { leadReply } from './essex-mails.ts';

/** Returns 57 kB of sentences. The number makes each reply different. */
function longReply(number: number): string {
  const sentence = `Unit ${number} reviewed its cases with the partners and wrote down what it learned. `;
  return sentence
    .repeat(Math.ceil(57_000 / sentence.length))
    .slice(0, 57_000)
    .trim();
}

describe('long replies to one request', () => {
  let inbox: EssexInbox;
  beforeAll(async () => {
    inbox = await createEssexInbox();
  });
  beforeEach(() => inbox.reset());
  afterAll(() => inbox.stop());

  it('are all kept in the draft, although together they are larger than an item may be', async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7];
    for (const number of numbers) {
      const mail = await inbox.receive(...leadReply(longReply(number), { minute: number }));
      expect(mail.reason).toBe('put-into-draft');
    }
    const { emails } = await inbox.service.formReading.followUp(essexId);
    expect(emails.flatMap(({ pieces }) => pieces.map(({ words }) => words))).toEqual(numbers.map(longReply));
    const largest = Math.max(
      ...[...(await inbox.stored()).values()].map((item) => Buffer.byteLength(JSON.stringify(item))),
    );
    expect(largest).toBeLessThan(100_000);
  });

  it('stay beside the answer if they do not fit into it', async () => {
    await inbox.receive(...leadReply(`Rec 2: ${longReply(1)}`));
    const { drafts } = await inbox.service.formReading.followUp(essexId);
    expect(longReply(1).length).toBeGreaterThan(LONGEST_ANSWER);
    expect(drafts.map(({ answer, emailed }) => [answer.words, emailed?.length])).toEqual([[{}, 1]]);
  });
});
