import { describe, expect, it } from 'vitest';
import { findNameProblem, tidyName } from '../../../shared/domain/people/person-name.ts';

describe('a name that goes into an email', () => {
  it.each([
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
  ])('is accepted unchanged: %s', (name) => {
    expect([findNameProblem(name), tidyName(name)]).toEqual([undefined, name]);
  });

  it.each([
    ['two lines', 'Khan\nYour account is locked'],
    ['a carriage return', 'Khan\rBcc: x'],
    ['a line separator', 'Khan\u2028Pay here'],
    ['a NUL', 'Khan\0'],
    ['an escape', 'Khan\u001b]52;c;x'],
    ['a C1 control', 'Khan\u009b31m'],
    ['a web address', 'see https://evil.example/x'],
    ['a web address without a scheme', 'Khan evil.example'],
    ['a short web address', 'bit.ly/x'],
    ['a web address in capitals', 'EVIL.COM'],
    ['a web address with a full-width full stop', 'evil．example'],
    ['a web address with an ideographic full stop', 'evil。example'],
    ['a web address hidden by a zero-width space', 'evil\u200b.\u200bexample'],
    ['a web address with a combining accent', 'evilx\u0301.example'],
    ['a web address with a symbol', 'evil\u2764.example'],
    ['a web address with a hyphen before the dot', 'evil-.example'],
    ['an IP address', '192.168.10.20'],
    ['the path of a file share', '\\\\server\\share'],
    ['an email address', 'khan@essex.police.example'],
    ['an email address with a full-width at sign', 'khan＠essex'],
  ])('is refused if it contains %s (F32)', (_, name) => {
    expect(findNameProblem(name)).toBe('not-a-name');
  });

  it('is refused if it is empty or longer than 100 characters (F32)', () => {
    expect(findNameProblem('x'.repeat(100))).toBeUndefined();
    expect(findNameProblem('x'.repeat(101))).toBe('too-long');
    expect(findNameProblem(' \u200b\u00a0 ')).toBe('missing');
  });

  it('loses its invisible characters and keeps the rest', () => {
    expect(tidyName('\u202aSuperintendent\u00a0 Khan\u202c ')).toBe('Superintendent Khan');
  });
});
