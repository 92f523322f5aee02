import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDate, londonDate } from '../../shared/domain/dates.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

/** Lists each day of a rung, the day before it and the day after it. */
const ladderDays = [
  ...['2016-03-08', '2016-03-09', '2016-03-10', '2016-03-21', '2016-03-22', '2016-03-23', '2016-04-11'],
  ...['2016-04-12', '2016-04-13', '2016-04-19', '2016-04-21', '2016-04-22', '2016-04-25', '2016-04-28'],
  ...['2016-04-29', '2016-05-03', '2016-05-04', '2016-05-05'],
];

describe('the schedules on the local clock, with no function called by hand (F16)', () => {
  let running: RunningTestService;

  beforeAll(async () => {
    running = await startTestService({ asOf: '2016-03-22T09:59:00Z', timers: true });
    await publishLoamshire(running.service);
  });
  afterAll(() => running.stop());

  const subjectsTo = async (address: string): Promise<string[]> =>
    (await running.inbox()).filter(({ to }) => to === address).map(({ subject }) => subject);

  it('ask the lead when the clock reaches 10am on the day of the rung', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-22T10:00:00Z'));
    await expect
      .poll(() => subjectsTo(loamshire.lead), { timeout: 30_000 })
      .toEqual(['[SIMULATED] By 19 April: Loamshire 2016 six-week response']);
  });

  it('write to the owner and the programme head when the clock reaches 9am on Monday', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-06-20T08:00:00Z'));
    await expect.poll(() => subjectsTo(loamshire.owner), { timeout: 30_000 }).not.toEqual([]);
    await expect.poll(() => subjectsTo(loamshire.head), { timeout: 30_000 }).not.toEqual([]);
  });
});

describe('a force that never answers (F16)', () => {
  let running: RunningTestService;

  beforeAll(async () => {
    running = await startTestService();
    await publishLoamshire(running.service);
  });
  afterAll(() => running.stop());

  it('is asked, nudged and chased on the days of the ladder, then passed to its owner', async () => {
    await running.sweepOn(ladderDays);
    const inbox = await running.inbox();
    const toLead = inbox.filter((email) => email.to === loamshire.lead);
    expect(
      toLead.map((email) => [
        formatDate(londonDate(email.sentAt)),
        email.subject.replace('[SIMULATED] ', ''),
      ]),
    ).toEqual([
      ['9 March 2016', 'Loamshire 2016 child protection report: your dates'],
      ['22 March 2016', 'By 19 April: Loamshire 2016 six-week response'],
      ['12 April 2016', expect.stringContaining('By 19 April:')],
      ['22 April 2016', 'Loamshire 2016 six-week response: can we help?'],
      ['29 April 2016', 'Loamshire 2016 six-week response: still needed'],
    ]);
    const count = (address: string) => inbox.filter((email) => email.to === address).length;
    expect([loamshire.liaison, loamshire.deputy, loamshire.signOff].map(count)).toEqual([5, 2, 1]);
    expect(inbox).toHaveLength(13);
  });

  it('is in one Monday digest that tells the owner to ring', async () => {
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-05-09T08:00:00Z'));
    await running.runner.invoke('send-digest');
    await running.runner.invoke('send-digest');
    await running.runner.drain();
    const digests = (await running.inbox()).filter((email) => email.to === loamshire.owner);
    expect(digests).toHaveLength(1);
    expect(digests[0]?.text).toContain('Loamshire');
  });

  it('is covered by an assurance mail that says no due email was missed', async () => {
    const mails = (await running.inbox()).filter((email) => email.to === loamshire.head);
    expect(mails.map((email) => email.text).join('\n')).toMatch(/0 gaps/u);
  });

  it('leaves no address and no token in the log (F19)', async () => {
    await running.sweepOn(['2016-05-18']);
    expect(running.log.length).toBeGreaterThan(5);
    for (const line of running.log) expect(line).not.toMatch(/@|\/f\/|[0-9a-z]{4}(-[0-9a-z]{4}){6}/u);
  });
});
