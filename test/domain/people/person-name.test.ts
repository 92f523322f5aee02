import { describe, expect, test } from 'vitest';
import { nameProblem, tidyName } from '../../../shared/domain/people/person-name.ts';

describe('a name that goes into an email', () => {
  test.each([
    'Superintendent Khan',
    'Siân Ŵyn-O’Neill',
    'J. Smith',
    'A. J. Smith',
    'Dr. Ph.D. Jones',
    'Det. Supt. Okoro (Public Protection)',
    'Head of Crime / Public Protection',
    'PC 1234 Price',
    'Ch. Insp. Lee, Essex & Kent',
    'Müller-Łukasz',
    '小林 さくら',
  ])('is taken as it is: %s', (name) => {
    expect([nameProblem(name), tidyName(name)]).toEqual([undefined, name]);
  });

  test.each([
    ['two lines', 'Khan\nYour account is locked'],
    ['a carriage return', 'Khan\rBcc: x'],
    ['a line separator', 'Khan\u2028Pay here'],
    ['a NUL', 'Khan\0'],
    ['an escape', 'Khan\u001b]52;c;x'],
    ['a C1 control', 'Khan\u009b31m'],
    ['a web address', 'see https://evil.example/x'],
    ['a web address without a scheme', 'Khan evil.example'],
    ['a short one', 'bit.ly/x'],
    ['an address in capitals', 'EVIL.COM'],
    ['one with a full-width full stop', 'evil．example'],
    ['one with an ideographic full stop', 'evil。example'],
    ['one hidden by a zero-width space', 'evil\u200b.\u200bexample'],
    ['one with an accent of its own', 'evilx\u0301.example'],
    ['one of a picture', 'evil\u2764.example'],
    ['one that ends in a hyphen', 'evil-.example'],
    ['a number', '192.168.10.20'],
    ['a file share', '\\\\server\\share'],
    ['an email address', 'khan@essex.police.example'],
    ['one with a full-width at sign', 'khan＠essex'],
  ])('is refused with %s (F32)', (_, name) => {
    expect(nameProblem(name)).toBe('not-a-name');
  });

  test('is bounded (F32)', () => {
    expect(nameProblem('x'.repeat(100))).toBeUndefined();
    expect(nameProblem('x'.repeat(101))).toBe('too-long');
    expect(nameProblem(' \u200b\u00a0 ')).toBe('missing');
  });

  test('loses the marks that nobody sees, and keeps what is read', () => {
    expect(tidyName('\u202aSuperintendent\u00a0 Khan\u202c ')).toBe('Superintendent Khan');
  });
});
