import { describe, expect, it } from 'vitest';
import { answersInReply } from '../../../shared/domain/replies/answers-in-reply.ts';
import { readHtml } from '../../../shared/adapters/mail/html-words.ts';

const asked = [
  { number: 1, title: 'Recognising the signs of exploitation' },
  { number: 2, title: 'Supervising investigations' },
  { number: 3, title: 'Recording meetings' },
];
const read = (words: string) => answersInReply([{ words }], { asked, ourNames: [] });

describe('a table of recommendation, status and comment in a reply', () => {
  it.each([
    ['tabs', 'Rec\tStatus\tComment\n1\tComplete\tAll were trained.\n2\tIn progress\tBy July 2016.'],
    [
      'bars',
      '| Rec | Status | Comment |\n|---|:--|---|\n| 1 | Complete | All were trained. |\n| 2 | In progress | By July 2016. |',
    ],
    [
      'spaces',
      'Rec    Status        Comment\n1      Complete      All were trained.\n2      In progress   By July 2016.',
    ],
    ['tabs and no heading', '1\tComplete\tAll were trained.\n2\tIn progress\tBy July 2016.'],
    [
      'titles instead of numbers',
      'Recognising the signs of exploitation\tComplete\tAll were trained.\nSupervising investigations\tIn progress\tBy July 2016.',
    ],
    [
      'numbers with titles',
      'Rec 1: Recognising the signs of exploitation\tComplete\tAll were trained.\nRec 2: Supervising investigations\tIn progress\tBy July 2016.',
    ],
  ])('is read row by row if its cells are apart by %s', (_, table) => {
    expect(read(`Please see below.\n\n${table}\n\nThe board has seen this.`)).toEqual({
      answers: [
        { number: 1, words: 'Complete\nAll were trained.' },
        { number: 2, words: 'In progress\nBy July 2016.' },
      ],
      rest: 'The board has seen this.',
    });
  });

  it('keeps the heading of a column that is neither a status nor a comment', () => {
    expect(read('Recommendation\tStatus\tOwner\n3\tNot started\tDCI Khan').answers).toEqual([
      { number: 3, words: 'Not started\nOwner: DCI Khan' },
    ]);
  });

  it('takes the further lines of a cell to the row above', () => {
    expect(
      read('| Rec | Comment |\n| 1 | All were trained |\n|   | in March. |\n| 2 | Not yet. |').answers,
    ).toEqual([
      { number: 1, words: 'All were trained\nin March.' },
      { number: 2, words: 'Not yet.' },
    ]);
  });

  it.each([
    ['counts the actions of a plan', 'No\tAction\tOwner\n1\tTrain the sergeants\tKhan\n2\tBuy a van\tLee'],
    [
      'says how far each action is',
      'No\tAction\tStatus\n1\tTrain the sergeants\tComplete\n2\tBuy a van\tOpen',
    ],
    ['is a list with tabs', '1.\tTrain the sergeants\n2.\tBuy a van'],
    ['names a recommendation twice', 'Rec\tStatus\n1\tComplete\n1\tIn progress'],
    ['gives a number the title of another one', 'Rec 2: Recognising the signs of exploitation\tComplete'],
    ['has a number that nobody asked about', '7\tComplete\tAll.\n8\tIn progress\tNone.'],
  ])('is left for a person to place if it %s', (_, table) => {
    expect(read(table).answers.map(({ number }) => number)).toEqual([]);
    expect(read(table).rest).toBe(table);
  });

  it('is read from HTML with several lines in a cell and without closing tags', () => {
    const { text } = readHtml(
      '<table><tr><th>Rec<th>Status<th>Comment<tr><td>1<td>Complete<td><p>All were</p><p>trained.</p><tr><td><p>2</p><td><p>In progress</p><td>By July 2016.</table><p>Regards',
    );
    expect(text).toBe(
      'Rec\tStatus\tComment\n1\tComplete\tAll were\ntrained.\n2\tIn progress\tBy July 2016.\n\nRegards',
    );
    expect(read(text).answers.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('is not seen in a table that only lays out a page', () => {
    const { text } = readHtml(
      '<table><tr><td></td><td><p>Dear Priya</p><table><tr><td><p>Rec 1: done.</p><p>Rec 2: not yet.</p></td></tr></table></td></tr></table>',
    );
    expect(text).toBe('Dear Priya\n\nRec 1: done.\n\nRec 2: not yet.');
  });

  it('stays quoted in a quotation', () => {
    const { text } = readHtml('<blockquote><table><tr><td>1<td>Done</table></blockquote>');
    expect(text).toBe('> 1\tDone\n>');
  });
});
