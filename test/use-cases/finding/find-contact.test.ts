import { afterAll, beforeAll, expect, test } from 'vitest';
import { findContact } from '../../../shared/use-cases/finding/find-contact.ts';
import { aContact, day } from '../../builders/follow-up.ts';
import { revisit } from '../../support/command-line.ts';
import { startTestService, type RunningTestService } from '../../support/running-service.ts';

let running: RunningTestService;
beforeAll(async () => {
  running = await startTestService();
  await revisit('force import test/support/few-forces.csv', running.stack);
  const audit = { at: running.service.clock.now(), by: 'test', action: 'test', summary: 'test' };
  const contacts = [
    aContact({ id: 'lead', role: 'deputy', name: 'Superintendent Jones', email: 'jones@essex.example' }),
    aContact({ id: 'shaw', role: 'lead', name: 'Superintendent Shaw', email: 'shaw@essex.example' }),
    aContact({ id: 'other', role: 'sign-off', name: 'Shaw', email: 'other@essex.example' }),
  ];
  for (const contact of contacts) await running.service.people.putContact(contact, { isNew: true, audit });
});
afterAll(() => running.stop());

test.each([
  ['lead', 'an id that is also the role of somebody else', 'lead'],
  ['shaw', 'an id that is also the name of somebody else', 'shaw'],
  ['deputy', 'a role', 'lead'],
])('finds the contact "%s" by %s', async (written, _, id) => {
  const { people } = running.service;
  expect((await findContact({ people }, { forceId: 'essex', written, on: day('2016-03-22') })).id).toBe(id);
});
