import type { FormSession } from '../domain/form/form.ts';

/** Browsers that opened a link, found by the hash of the token in their cookie. */
export interface FormSessions {
  add(session: FormSession): Promise<void>;
  /** From now on it may show what other browsers saved. */
  verify(tokenHash: string): Promise<void>;
  /** The browser is forgotten. */
  end(tokenHash: string): Promise<void>;
}
