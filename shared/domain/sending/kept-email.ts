import type { Instant } from '../dates.ts';

/**
 * The exact text of an email that we sent, as Revisit keeps it. It proves what was said, and replies are compared with
 * it. It holds no live link, reply token or code.
 */
export interface KeptEmail {
  readonly mailId: string;
  /** The follow-up that the email is about. Of several, the one that its replies belong to. */
  readonly followUpId: string;
  readonly at: Instant;
  /** The contact or member of staff, or the officer who was asked to approve. */
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

/** A link to a form, with the characters that mail programs may have put into it. */
const LINK = /https?:\/\/[^\s<>"']*\/f\/[0-9a-z]{4}(?:-[0-9a-z]{4}){6}[^\s<>"']*/giu;

/** A token without an address around it, such as the one of a reply address. */
const TOKEN = /[0-9a-z]{4}(?:-[0-9a-z]{4}){6}/giu;

/**
 * Returns the email to keep, with a mark in place of each link, token and code. `code` is the code in the email, if it
 * has one.
 */
export function keepEmail(
  email: Omit<KeptEmail, 'text' | 'subject'> & { subject: string; text: string },
  { code }: { code?: string } = {},
): KeptEmail {
  const hide = (text: string): string => {
    const hidden = hideTokens(text);
    return code === undefined ? hidden : hidden.replaceAll(code, '[code]');
  };
  return { ...email, subject: hide(email.subject), text: hide(email.text) };
}

/** Returns a text with a mark in place of each of our links and tokens. A text that quotes our email may hold them. */
export function hideTokens(text: string): string {
  return text.replace(LINK, '[link]').replace(TOKEN, '[token]');
}
