import { organisationFields, type Organisation } from '../../domain/organisation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Settings } from '../../ports/settings.ts';

/**
 * Records how emails and pages name the organisation, and how people check an email.
 *
 * @returns false if everything was so already.
 * @throws ServiceError `race` if somebody else changed the settings since they were read.
 */
export async function changeOrganisation(
  { settings, clock }: { readonly settings: Settings; readonly clock: Clock },
  { before, after, by }: { before: Organisation; after: Organisation; by: string },
): Promise<boolean> {
  const changed = organisationFields.filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return false;
  const named = changed.map((field) => `${field}: ${after[field] ?? 'none'}`).join('; ');
  await settings.changeOrganisation({
    before,
    after,
    audit: {
      at: clock.now(),
      by,
      action: 'organisation-set',
      summary: `Changed the settings of the organisation (${named}).`,
    },
  });
  return true;
}
