/** Tokens from the system's random generator. */
export interface Tokens {
  /** Makes a token of 140 bits. Returns it as its holder sees it, and the hash under which it is stored. */
  newToken(): { token: string; tokenHash: string };
  /**
   * Returns the hash of a token, even if mail software changed its spelling. Returns undefined if it cannot be a token.
   */
  hashToken(mangled: string): string | undefined;
  /** Returns the hash of a code. The hash works only for the browser that asked for the code. */
  hashCode(code: string, sessionHash: string): string;
  /** Makes an id for a mail, a claimant or an audit entry. It matches `[0-9a-f-]{36}`. */
  newId(): string;
  /** Makes a code of six digits from the same generator. */
  newCode(): string;
}
