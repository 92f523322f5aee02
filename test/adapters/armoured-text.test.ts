import { describe, expect, it } from 'vitest';
import { readArmour } from '../../shared/adapters/mail/armoured-text.ts';

const file = ['begin 644 plan.txt', ";86-T:6]N('!L86X@9F]R('1H92!F;W)C90``", '`', 'end'];

describe('a text with files and seals in it', () => {
  it('gives the file and the words around it', () => {
    const { text, files } = readArmour(['Our plan follows.', '', ...file, 'Done.'].join('\n'));
    expect(text).toBe('Our plan follows.\n\nDone.');
    expect(
      files.map(({ name, content }) => [name, Buffer.from(content).toString().replaceAll('\0', '')]),
    ).toEqual([['plan.txt', 'action plan for the force']]);
  });

  it('keeps words that only look like a file', () => {
    const words = 'begin 100 visits\nWe began them in March.\nend';
    expect(readArmour(words)).toEqual({ text: words, files: [], isEncrypted: false, isUndecodable: false });
  });

  it('gives the words of a signed message, and says if something is encrypted', () => {
    const signed = [
      '-----BEGIN PGP SIGNED MESSAGE-----',
      'Hash: SHA256',
      '',
      '- -- All done.',
      '-----BEGIN PGP SIGNATURE-----',
      'abc',
      '-----END PGP SIGNATURE-----',
    ];
    expect(readArmour(signed.join('\r\n'))).toMatchObject({ text: '-- All done.', isEncrypted: false });
    const sealed = '-----BEGIN PGP MESSAGE-----\nabc\n-----END PGP MESSAGE-----';
    expect(readArmour(sealed)).toMatchObject({ text: '', isEncrypted: true });
  });

  it.each(['begin 644 x', '-----BEGIN PGP MESSAGE-----', '-----BEGIN PGP SIGNED MESSAGE-----'])(
    'ends with a million lines that begin a block and never end it: %s',
    (line) => {
      const text = `${line}\n`.repeat(1_000_000);
      expect(readArmour(text).files).toEqual([]);
    },
  );
});
