import { ServiceError } from '../errors.ts';
import type { Mailer } from '../ports/mailer.ts';

/**
 * Creates a mailer that writes only to allowed recipients, except in production. A copy of real data in a test stage
 * must never mail real people.
 *
 * `allowed` is the text of the setting, separated by commas. It can contain addresses, `@domain` for everyone in a
 * domain and `*` for everyone.
 *
 * @throws ServiceError `fenced` before anything is sent, if the recipient is not allowed.
 */
export function createFencedMailer(mailer: Mailer, fence: { stage: string; allowed: string }): Mailer {
  if (fence.stage === 'production') return mailer;
  const entries = fence.allowed
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
  return {
    send: async (email) => {
      if (!isAllowed(email.to.address, entries)) {
        throw new ServiceError(
          'fenced',
          `Stage ${fence.stage} may not mail the recipient of ${email.mailId}. Only production mails everyone. Other stages mail the addresses in REVISIT_ALLOWED_RECIPIENTS.`,
        );
      }
      return mailer.send(email);
    },
  };
}

function isAllowed(address: string, entries: readonly string[]): boolean {
  const lower = address.toLowerCase();
  const domain = lower.slice(lower.lastIndexOf('@'));
  return entries.some((entry) => entry === '*' || entry === lower || entry === domain);
}
