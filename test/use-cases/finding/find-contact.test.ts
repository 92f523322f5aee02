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
    aContact({
      id: 'liaison',
      role: 'liaison',
      name: 'Ms Old',
      email: 'old@essex.example',
      to: '2016-03-20',
    }),
    aContact({ id: 'liaison-1', role: 'liaison', name: 'Ms New', email: 'new@essex.example' }),
  ];
  for (const contact of contacts) await running.service.people.putContact(contact, { isNew: true, audit });
});
afterAll(() => running.stop());

test.each([
  ['lead', 'an id that is also the role of somebody else', 'lead'],
  ['shaw', 'an id that is also the name of somebody else', 'shaw'],
  ['deputy', 'a role', 'lead'],
  ['liaison', 'a role, when the contact with that id has left it', 'liaison-1'],
])('finds the contact "%s" by %s', async (written, _, id) => {
  const { people } = running.service;
  expect((await findContact({ people }, { forceId: 'essex', written, on: day('2016-03-22') })).id).toBe(id);
});

test('Without a day, a word that is an id and a role means the id', async () => {
  const { people } = running.service;
  expect((await findContact({ people }, { forceId: 'essex', written: 'liaison' })).id).toBe('liaison');
});

test('Removing a contact twice does not remove their successor', async () => {
  const command = 'contact remove essex liaison --yes';
  expect((await revisit(command, running.stack)).exitCode).toBe(0);
  await revisit(command, running.stack);
  const kept = await running.service.people.contacts('essex');
  expect(kept.map(({ id }) => id)).toContain('liaison-1');
});
