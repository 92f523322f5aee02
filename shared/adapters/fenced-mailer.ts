import { ServiceError } from '../errors.ts';
import type { Mailer } from '../ports/mailer.ts';

/**
 * A mailer that outside production writes to allow-listed recipients only: a copy of real data in a test stage must
 * never mail real people.
 *
 * `allowed` is the setting as it stands, comma-separated: an address, `@domain` for everybody in it, `*` for anybody.
 *
 * @throws ServiceError `fenced` before anything is sent.
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
          `Stage ${fence.stage} may not mail the recipient of ${email.mailId}: only production mails everybody, other stages the addresses in REVISIT_ALLOWED_RECIPIENTS.`,
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
