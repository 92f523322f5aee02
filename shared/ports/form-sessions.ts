import type { FormSession } from '../domain/form/form.ts';

/** Browsers that opened a link. The hash of the token in their cookie is the key. */
export interface FormSessions {
  add(session: FormSession): Promise<void>;
  /** Lets this browser show what other browsers saved, from now on. */
  verify(tokenHash: string): Promise<void>;
  /** Forgets the browser. */
  end(tokenHash: string): Promise<void>;
}
