import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { readToken, formatToken, TOKEN_CHARACTERS } from '../domain/link.ts';
import type { Tokens } from '../ports/tokens.ts';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function createTokens(): Tokens {
  const hashToken = (mangled: string): string | undefined => {
    const token = readToken(mangled);
    return token === undefined ? undefined : sha256(token);
  };
  return {
    newToken: () => {
      const token = formatToken(randomBytes(TOKEN_CHARACTERS));
      return { token, tokenHash: sha256(token.replaceAll('-', '')) };
    },
    hashToken,
    hashCode: (code, sessionHash) => sha256(`${sessionHash}/${code}`),
    newId: () => randomUUID(),
    newCode: () => String(randomInt(1_000_000)).padStart(6, '0'),
  };
}
