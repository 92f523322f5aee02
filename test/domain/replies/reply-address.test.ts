import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTokens } from '../../../shared/adapters/random-tokens.ts';
import { replyAddress, replyTokenIn } from '../../../shared/domain/replies/reply-address.ts';

const tokens = createTokens();
const { token, tokenHash } = tokens.newToken();
const address = replyAddress(token, 'reply.inspectorate.example');

function hashIn(mangled: string): string | undefined {
  return tokens.hashOf(replyTokenIn(mangled) ?? '');
}

describe('the reply token in an address (F10)', () => {
  test.each([
    ['as it was sent', address],
    ['in capitals', address.toUpperCase()],
    ['in angle brackets with a full stop behind', `<${address}>.`],
    ['without its hyphens', address.replaceAll('-', '')],
    ['folded', address.replace('-', '-\r\n ')],
    ['folded by quoted-printable', address.replace('-', '-=\r\n')],
    ['with the plus percent-encoded', address.replace('+', '%2B')],
    ['with the plus quoted-printable', address.replace('+', '=2B')],
    ['with spaces around the plus', address.replace('+', ' + ')],
    ['with an o for a nought and an l for a one', address.replaceAll('0', 'o').replaceAll('1', 'l')],
  ])('is found %s', (_, mangled) => {
    expect(hashIn(mangled)).toBe(tokenHash);
  });

  test('is found however its case, its hyphens and what surrounds it are mixed', () => {
    const mangling = fc.record({
      upper: fc.array(fc.boolean(), { minLength: address.length, maxLength: address.length }),
      hyphens: fc.boolean(),
      before: fc.constantFrom('', '<', ' ', '"', '('),
      after: fc.constantFrom('', '>', '.', ',', ';', ' ', '>.', '\r\n'),
    });
    fc.assert(
      fc.property(mangling, ({ upper, hyphens, before, after }) => {
        const cased = Array.from(address, (character, index) =>
          upper[index] === true ? character.toUpperCase() : character,
        ).join('');
        const mangled = `${before}${hyphens ? cased : cased.replaceAll('-', '')}${after}`;
        expect(hashIn(mangled)).toBe(tokenHash);
      }),
    );
  });

  test.each([
    '',
    'follow-up@inspectorate.example',
    'reply@reply.inspectorate.example',
    'replying+x@y.example',
  ])('is not found in "%s"', (other) => {
    expect(hashIn(other)).toBeUndefined();
  });

  test('is not found when a character of it is lost', () => {
    expect(hashIn(address.replace(token, token.slice(1)))).toBeUndefined();
  });
});
