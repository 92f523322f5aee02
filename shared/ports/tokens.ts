/** Tokens from the system's random generator. */
export interface Tokens {
  /** A fresh token of 140 bits, as shown to its holder, and the hash under which it is stored. */
  newToken(): { token: string; tokenHash: string };
  /** The hash of a token in whatever form it arrived; undefined where it cannot be one. */
  hashOf(mangled: string): string | undefined;
  /** The hash of a code, worth nothing for another browser than the one that asked for it. */
  hashOfCode(code: string, sessionHash: string): string;
  /** A fresh id for a mail, a claimant or an audit entry: `[0-9a-f-]{36}`. */
  newId(): string;
  /** Six digits, from the same generator. */
  newCode(): string;
}
