import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { inWords, londonDate } from '../../shared/domain/dates.ts';
import { anOpenFollowUp, aRecommendation, aStoredContact } from '../builders/stored.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const audit = {
  at: Temporal.Instant.from('2016-03-08T09:30:00Z'),
  by: 'test',
  action: 'publish',
  summary: 'Published.',
};

/** F16: everything here starts from the schedule and ends in the inbox; no function is called by hand. */
describe('a silent force, from the schedule to the inbox (F16)', () => {
  let running: RunningTestService;

  beforeAll(async () => {
    running = await startTestService();
    const { people, followUps } = running.service;
    await people.putForce(
      { id: 'loamshire', names: [{ name: 'Loamshire Police' }], nation: 'England', simulated: true },
      { replace: false },
    );
    await people.putStaffMember({
      id: 'p-nair',
      name: 'Priya Nair',
      email: 'p.nair@inspectorate.example',
      telephone: '020 7946 0123',
      role: 'owner',
    });
    for (const [role, name] of [
      ['lead', 'Chief Superintendent Shaw'],
      ['deputy', 'Superintendent Okoro'],
      ['sign-off', 'Assistant Chief Constable Wynn'],
      ['liaison', 'Inspection liaison'],
    ] as const) {
      const contact = aStoredContact({
        id: role,
        forceId: 'loamshire',
        role,
        name,
        email: `${role}@loamshire.example`,
      });
      await people.putContact(contact, { isNew: true, audit });
    }
    await followUps.add({
      followUp: anOpenFollowUp({ forceId: 'loamshire', simulated: true }),
      recommendations: [aRecommendation(), aRecommendation({ number: 2, title: 'Second' })],
      audit,
    });
  });
  afterAll(() => running.stop());

  it('is asked, nudged and chased on the days of the ladder, and handed to its owner', async () => {
    await running.sweepEachDay('2016-03-08', '2016-05-05');
    const inbox = await running.inbox();
    const toLead = inbox.filter((email) => email.to === 'lead@loamshire.example');
    expect(
      toLead.map((email) => [inWords(londonDate(email.sentAt)), email.subject.replace('[SIMULATED] ', '')]),
    ).toEqual([
      ['9 March 2016', 'Loamshire child protection report: your dates'],
      ['22 March 2016', 'By 19 April: Loamshire six-week response'],
      ['12 April 2016', expect.stringContaining('By 19 April:')],
      ['22 April 2016', 'Loamshire six-week response: can we help?'],
      ['29 April 2016', 'Loamshire six-week response: still needed'],
    ]);
    const to = (role: string) => inbox.filter((email) => email.to === `${role}@loamshire.example`).length;
    expect({ liaison: to('liaison'), deputy: to('deputy'), signOff: to('sign-off') }).toEqual({
      liaison: 5,
      deputy: 2,
      signOff: 1,
    });
    expect(inbox).toHaveLength(13);
  });

  it('tells the owner on Monday to ring', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-05-09T08:00:00Z'));
    await running.runner.invoke('send-digest');
    await running.runner.invoke('send-digest');
    await running.runner.drain();
    const digests = (await running.inbox()).filter((email) => email.to === 'p.nair@inspectorate.example');
    expect(digests).toHaveLength(1);
    expect(digests[0]?.text).toContain('Loamshire');
  });

  it('logged no address and no token (F19)', () => {
    expect(running.log.length).toBeGreaterThan(20);
    for (const line of running.log) expect(line).not.toMatch(/@|\/f\/|[0-9a-z]{4}(-[0-9a-z]{4}){6}/u);
  });
});
