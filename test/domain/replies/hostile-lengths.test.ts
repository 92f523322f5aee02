import { expect, test } from 'vitest';
import { findOwnSentences } from '../../../shared/domain/replies/boilerplate.ts';
import { saysAddressIsGone } from '../../../shared/domain/replies/permanence.ts';
import { numbersMentioned } from '../../../shared/domain/replies/heading.ts';
import { wordsOfReply } from '../../../shared/domain/replies/words-of-reply.ts';

// A pattern whose cost grows with the square of the text would not end within the time of a test.
const long = 'a'.repeat(290_000);

test('the heading of a quotation is looked for in a line of 290,000 characters', () => {
  const { passages } = wordsOfReply(`${long}\n\n> x\n> y`, {
    name: 'A',
    address: 'lead@essex.police.example',
  });
  expect(passages[0]?.words).toBe(long);
});

test('the diagnosis of a mail server may be 290,000 characters long', () => {
  expect(saysAddressIsGone({ status: '5.1.1', text: long })).toBe(true);
});

test.each(['a', ';', '1', '1(', '@'])("a program's sentence may be 290,000 characters long: %s", (unit) => {
  const sentence = unit.repeat(290_000 / unit.length);
  expect(findOwnSentences(sentence, { kinds: ['acknowledgement'], echoes: [] })).toBeTypeOf('object');
});

test('clauses are looked for below 290,000 blank lines', () => {
  expect(numbersMentioned(`Done.${'\n'.repeat(290_000)}For 4 no change`)).toEqual([4]);
});
