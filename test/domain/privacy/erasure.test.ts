import { describe, expect, test } from 'vitest';
import { erasePerson, isTheirName, type ErasedPerson } from '../../../shared/domain/privacy/erasure.ts';

const siobhan: ErasedPerson = {
  contactIds: new Set(['lead']),
  names: ['Siobhán Shaw'],
  emails: ['siobhan.shaw@essex.police.example'],
  mailIds: new Set(),
};

describe('erasing a person from words', () => {
  test.each([
    ['as it is typed', 'Ask Siobhán Shaw today.', 'Ask [erased] today.'],
    ['with a named character', 'Ask Siobh&aacute;n Shaw today.', 'Ask [erased] today.'],
    ['with a named character without its semicolon', 'Ask Siobh&aacuten Shaw today.', 'Ask [erased] today.'],
    ['with decimal numbers', 'Ask &#83;iobh&#225;n &#83;haw today.', 'Ask [erased] today.'],
    ['with hexadecimal numbers', 'Ask Siobh&#xE1;n &#x53;haw today.', 'Ask [erased] today.'],
    ['with a hard space', 'Ask Siobhán&nbsp;Shaw today.', 'Ask [erased] today.'],
    ['with an accent of its own', 'Ask Siobha&#x301;n Shaw today.', 'Ask [erased] today.'],
    ['across two lines', 'Ask Siobhán\nShaw today.', 'Ask [erased] today.'],
    ['encoded twice', 'Ask Siobh&amp;aacute;n Shaw today.', 'Ask [erased] today.'],
    ['in an address', 'To siobhan.shaw&#64;essex&period;police.example.', 'To [erased].'],
    ['before a tag', '<b>Siobh&aacute;n Shaw</b>', '<b>[erased]</b>'],
    ['between quotation marks', '&quot;Siobhán Shaw&quot; &amp; others', '&quot;[erased]&quot; &amp; others'],
  ])('finds a name %s', (_, words, left) => {
    expect(erasePerson(words, siobhan)).toBe(left);
  });

  test('leaves all other characters as they are', () => {
    const words = 'R&amp;D; &unknown; &#0; &; fish & chips, Siobh&aacute;nShaw, e\u0301, a  b';
    expect(erasePerson(words, siobhan)).toBe(words);
  });

  test('knows a name that is written with entities', () => {
    const shaw: ErasedPerson = { ...siobhan, names: ['Ch Supt Sháw'] };
    expect(isTheirName('DCI Sh&aacute;w', shaw)).toBe(true);
    expect(isTheirName('DCI Sha\u0301w', shaw)).toBe(true);
    expect(isTheirName('DCI Khan', shaw)).toBe(false);
  });
});
