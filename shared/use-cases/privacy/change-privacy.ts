import { retentionKinds, type PrivacySettings } from '../../domain/privacy/retention.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Settings } from '../../ports/settings.ts';

/**
 * Records what the privacy notice says and how long Revisit keeps personal data.
 *
 * @returns false if everything was so already.
 * @throws ServiceError `race` if somebody else changed the settings since they were read.
 */
export async function changePrivacy(
  { settings, clock }: { readonly settings: Settings; readonly clock: Clock },
  { before, after, by }: { before: PrivacySettings; after: PrivacySettings; by: string },
): Promise<boolean> {
  const moved = retentionKinds
    .filter((kind) => before.months[kind] !== after.months[kind])
    .map((kind) => `${kind} ${before.months[kind]} to ${after.months[kind]} months`);
  const named = (['controller', 'contact'] as const)
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${after[name] ?? ''}`);
  if (moved.length === 0 && named.length === 0) return false;
  const summary = `Changed the privacy settings (${[...named, ...moved].join('; ')}).`;
  await settings.changePrivacy({
    before,
    after,
    audit: { at: clock.now(), by, action: 'privacy-set', summary },
  });
  return true;
}
