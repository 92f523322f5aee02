import { Temporal } from 'temporal-polyfill';
import type { Service } from '../../shared/wiring.ts';
import { anOpenFollowUp, aRecommendation, aStoredContact } from '../builders/stored.ts';

export const loamshire = {
  followUpId: 'loamshire-ncpi-2016-03-08',
  lead: 'lead@loamshire.example',
  deputy: 'deputy@loamshire.example',
  signOff: 'sign-off@loamshire.example',
  liaison: 'liaison@loamshire.example',
  owner: 'p.nair@inspectorate.example',
  head: 'r.okafor@inspectorate.example',
};

const audit = {
  at: Temporal.Instant.from('2016-03-08T09:30:00Z'),
  by: 'test',
  action: 'publish',
  summary: 'Published.',
};

/** Creates an invented force with all its people. Its report was published on 8 March 2016 with two recommendations. */
export async function publishLoamshire({ people, followUps }: Service): Promise<void> {
  await people.putBody(
    { id: 'loamshire', names: [{ name: 'Loamshire Police' }], nation: 'England', simulated: true },
    { replace: false },
  );
  await people.putStaffMember({
    id: 'p-nair',
    name: 'Priya Nair',
    email: loamshire.owner,
    telephone: '020 7946 0123',
    role: 'owner',
  });
  await people.putStaffMember({
    id: 'r-okafor',
    name: 'Rose Okafor',
    email: loamshire.head,
    telephone: '020 7946 0124',
    role: 'programme-head',
  });
  for (const [role, name, email] of [
    ['lead', 'Chief Superintendent Shaw', loamshire.lead],
    ['deputy', 'Superintendent Okoro', loamshire.deputy],
    ['sign-off', 'Assistant Chief Constable Wynn', loamshire.signOff],
    ['liaison', 'Inspection liaison', loamshire.liaison],
  ] as const) {
    const contact = aStoredContact({ id: role, forceId: 'loamshire', role, name, email });
    await people.putContact(contact, { isNew: true, audit });
  }
  await followUps.add({
    followUp: anOpenFollowUp({ forceId: 'loamshire', simulated: true }),
    recommendations: [aRecommendation(), aRecommendation({ number: 2, title: 'Second' })],
    audit,
  });
}
