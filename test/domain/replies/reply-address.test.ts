import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokens } from '../../../shared/adapters/random-tokens.ts';
import { replyAddress, findReplyToken } from '../../../shared/domain/replies/reply-address.ts';

const tokens = createTokens();
const { token, tokenHash } = tokens.newToken();
const address = replyAddress(token, 'reply.inspectorate.example');

function hashIn(mangled: string): string | undefined {
  return tokens.hashToken(findReplyToken(mangled) ?? '');
}

describe('the reply token in an address (F10)', () => {
  it.each([
    ['as it was sent', address],
    ['in capitals', address.toUpperCase()],
    ['in angle brackets with a full stop behind', `<${address}>.`],
    ['without its hyphens', address.replaceAll('-', '')],
    ['folded over two lines', address.replace('-', '-\r\n ')],
    ['folded by quoted-printable', address.replace('-', '-=\r\n')],
    ['with the plus percent-encoded', address.replace('+', '%2B')],
    ['with the plus quoted-printable', address.replace('+', '=2B')],
    ['with spaces around the plus', address.replace('+', ' + ')],
    ['with the letters o and l in place of 0 and 1', address.replaceAll('0', 'o').replaceAll('1', 'l')],
  ])('is found %s', (_, mangled) => {
    expect(hashIn(mangled)).toBe(tokenHash);
  });

  it('is found with any mix of capitals, hyphens and surrounding characters', () => {
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

  it.each(['', 'follow-up@inspectorate.example', 'reply@reply.inspectorate.example', 'replying+x@y.example'])(
    'is not found in "%s"',
    (other) => {
      expect(hashIn(other)).toBeUndefined();
    },
  );

  it('is not found if one of its characters is lost', () => {
    expect(hashIn(address.replace(token, token.slice(1)))).toBeUndefined();
  });
});
