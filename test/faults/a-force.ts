import { Temporal } from 'temporal-polyfill';
import type { FollowUp } from '../../shared/domain/follow-up.ts';
import type { StaffMember } from '../../shared/domain/staff-member.ts';
import type { Role } from '../../shared/domain/programme.ts';
import type { Service } from '../../shared/wiring.ts';
import { anOpenFollowUp, aRecommendation, aStoredContact } from '../builders/stored.ts';

export const audit = {
  at: Temporal.Instant.from('2016-03-08T09:30:00Z'),
  by: 'test',
  action: 'publish',
  summary: 'Published.',
};

/** The morning on which Revisit asks for the six-week response to a report of 8 March 2016. */
export const MORNING = '2016-03-22T10:01:00Z';

export const OWNER_ADDRESS = 'p.nair@inspectorate.example';

export const aProgrammeHead: StaffMember = {
  id: 'r-okafor',
  name: 'Rose Okafor',
  email: 'r.okafor@inspectorate.example',
  telephone: '020 7946 0124',
  role: 'programme-head',
};

export function addressOf(role: Role, forceId = 'loamshire'): string {
  return `${role}@${forceId}.example`;
}

/** Creates an armed table with one owner and no force. */
export async function anInspectorate({
  settings,
  people,
}: Pick<Service, 'settings' | 'people'>): Promise<void> {
  await settings.arm({ at: Temporal.Instant.from('2010-01-01T00:00:00Z') });
  await people.putStaffMember({
    id: 'p-nair',
    name: 'Priya Nair',
    email: OWNER_ADDRESS,
    telephone: '020 7946 0123',
    role: 'owner',
  });
}

/**
 * Creates a force as `aForceToAsk` does, but with several reports of the same day. Its one lead owes the six-week
 * response for each.
 */
export async function aBodyWithReports(
  service: Pick<Service, 'people' | 'followUps'>,
  reports: number,
): Promise<FollowUp[]> {
  const first = await aBodyToAsk(service);
  const others = Array.from({ length: reports - 1 }, (_, each) =>
    anOpenFollowUp({
      id: `${first.id}-${each + 2}`,
      forceId: first.forceId,
      reportTitle: `Report ${each + 2}`,
      simulated: true,
    }),
  );
  await Promise.all(
    others.map((followUp) =>
      service.followUps.add({ followUp, recommendations: [aRecommendation()], audit }),
    ),
  );
  return [first, ...others];
}

/**
 * Creates a force with a report published on 8 March 2016. Call it on the morning when its six-week response is asked
 * for.
 */
export async function aBodyToAsk(
  { people, followUps }: Pick<Service, 'people' | 'followUps'>,
  { forceId = 'loamshire', contacts = ['lead'] }: { forceId?: string; contacts?: readonly Role[] } = {},
): Promise<FollowUp> {
  await people.putBody(
    { id: forceId, names: [{ name: `${forceId} Police` }], nation: 'England', simulated: true },
    { replace: false },
  );
  for (const role of contacts) {
    const contact = aStoredContact({ id: role, forceId, role, name: role, email: addressOf(role, forceId) });
    await people.putContact(contact, { isNew: true, audit });
  }
  const followUp = anOpenFollowUp({ forceId, simulated: true });
  await followUps.add({ followUp, recommendations: [aRecommendation()], audit });
  return followUp;
}
