import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { textWidth } from '../../../cli/terminal/text-width.ts';

test('a text is as wide as the library says', () => {
  const characters = Array.from({ length: 0x22_00 }, (_, code) => String.fromCodePoint(code));
  const wrong = characters.filter((character) =>
    ['', 'a', 'é'].some(
      (before) => textWidth(`${before}${character}`) !== stringWidth(`${before}${character}`),
    ),
  );
  expect(wrong).toEqual([]);
  expect(textWidth('\u001B[1mEssex\u001B[22m – “due”')).toBe(stringWidth('Essex – “due”'));
});
