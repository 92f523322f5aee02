/**
 * Matches an email address that our mail service takes. The local part has dots only between other characters, and a
 * label of the domain begins and ends with a letter or a digit. Quoted local parts and addresses without a top-level
 * domain are not for us.
 *
 * Source: RFC 5321, section 4.1.2 (Dot-string and sub-domain) and section 4.5.3.1 (64 characters, 254 for the address).
 */
export const EMAIL_ADDRESS =
  /^(?=.{1,64}@)(?=.{1,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

/** Tells whether a text is an email address. Every door asks it: the form, the command line, files and replies. */
export function isEmailAddress(text: string): boolean {
  return EMAIL_ADDRESS.test(text);
}
