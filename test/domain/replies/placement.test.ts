import { describe, expect, it } from 'vitest';
import { answersInReply } from '../../../shared/domain/replies/answers-in-reply.ts';

const asked = [1, 2, 3, 4, 5].map((number) => ({ number, title: `Second ${number}` }));
const context = { asked, ourNames: [] };

describe('the words of a reply', () => {
  it('go under the listed line of our email that they stand below, however short its title is (F15)', () => {
    const passages = [
      { words: 'Done.', below: '1. Second 1' },
      { words: 'Not started.', below: '4. Second 4' },
    ];
    expect(answersInReply(passages, context).answers).toEqual([
      { number: 1, words: 'Done.' },
      { number: 4, words: 'Not started.' },
    ]);
  });

  it('do not stay under a recommendation below another line of our email (F15)', () => {
    const passages = [
      { words: 'Done.', below: '1. Second 1' },
      { words: 'The board has seen the audit.', below: 'Need more time, or already sent it another way?' },
    ];
    expect(answersInReply(passages, context)).toEqual({
      answers: [{ number: 1, words: 'Done.' }],
      rest: 'The board has seen the audit.',
    });
  });

  it('go under no recommendation if they go on about another one (F15)', () => {
    const words = 'Rec 3: part way, for 4 and 5 no change.';
    expect(answersInReply([{ words }], context)).toEqual({
      answers: [],
      rest: 'part way, for 4 and 5 no change.',
    });
  });

  it('are parted where a later sentence names another recommendation (F15)', () => {
    expect(answersInReply([{ words: 'Rec 1 done. Rec 2 part way.' }], context).answers).toEqual([
      { number: 1, words: 'Rec 1 done.' },
      { number: 2, words: 'Rec 2 part way.' },
    ]);
  });
});
