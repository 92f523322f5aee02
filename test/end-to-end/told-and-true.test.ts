import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { revisit } from '../support/command-line.ts';
import { startTestService, type ReceivedEmail, type RunningTestService } from '../support/running-service.ts';

/** From the schedule in to the inbox out: whoever was told something hears when it no longer holds. */
describe('people who were told a date', () => {
  let running: RunningTestService;
  let restore: () => Promise<void>;
  let before: number;

  beforeAll(async () => {
    running = await startTestService();
    await publishLoamshire(running.service);
    await running.sweepOn(['2016-03-09', '2016-03-22']);
    before = (await running.inbox()).length;
    restore = await running.markPoint();
  });
  afterEach(() => restore());
  afterAll(() => running.stop());

  const run = async (line: string): Promise<void> => {
    const { exitCode, err } = await revisit(`${line} --yes`, running.stack);
    expect([line, exitCode, err]).toEqual([line, 0, '']);
  };
  const newMails = async (): Promise<readonly ReceivedEmail[]> => (await running.inbox()).slice(before);
  const textTo = async (address: string): Promise<string> =>
    ((await newMails()).findLast(({ to }) => to.includes(address))?.text ?? '').replace(/\s+/gu, ' ');
  const announce = async (): Promise<void> => {
    await running.sweepAt('2016-08-08T10:00:00Z');
    await run('visit book loamshire --first 2016-09-05 --last 2016-09-07');
    await run('visit announce loamshire');
    await running.sweepAt('2016-08-08T13:00:00Z');
  };

  it('of a visit that is cancelled hear at the next sending hour that it no longer holds (F21)', async () => {
    await announce();
    expect(await textTo(loamshire.lead)).toContain('We will revisit');
    await run('visit cancel loamshire --reason "Staff"');
    await running.sweepAt('2016-08-09T10:00:00Z');
    const text = await textTo(loamshire.lead);
    expect(text).toContain(
      'On 8 August 2016 we wrote that we would revisit Loamshire Police from 5 to 7 September 2016. That no longer holds. We are sorry for the trouble. We will write again when new days are fixed.',
    );
    const count = (await newMails()).length;
    await running.sweepOn(['2016-08-10']);
    expect((await newMails()).filter(({ subject }) => subject.includes('Changed:'))).not.toEqual([]);
    expect((await newMails()).slice(count).filter(({ subject }) => subject.includes('Changed:'))).toEqual([]);
  });

  it('of a visit that moves hear no day that is not announced (F21)', async () => {
    await announce();
    await run('visit move loamshire --first 2016-09-06 --last 2016-09-08 --reason "Staff"');
    await running.sweepAt('2016-08-09T10:00:00Z');
    const text = await textTo(loamshire.lead);
    expect(text).toContain('That no longer holds.');
    expect(text).not.toMatch(/6 (?:to|September)|8 September 2016/u);
    await run('visit announce loamshire');
    await running.sweepAt('2016-08-10T10:00:00Z');
    expect(await textTo(loamshire.lead)).toContain('from 6 to 8 September 2016');
  });

  it('of a visit for tomorrow are rung, because no email reaches them in time (F21)', async () => {
    await announce();
    await running.sweepAt('2016-09-02T16:00:00Z');
    await run('visit cancel loamshire --reason "Staff"');
    await running.sweepAt('2016-09-02T18:00:00Z');
    expect((await newMails()).some(({ subject }) => subject.includes('please ring'))).toBe(true);
    const desk = (await revisit('', running.stack)).out.replace(/\s+/gu, ' ');
    expect(desk).toMatch(/holds an old/u);
    await run('told loamshire lead');
    expect((await revisit('show loamshire', running.stack)).out).not.toMatch(/Chief Superintendent.*holds:/u);
  });

  it('of a round hear of an extension, each person who was told the old date (F21)', async () => {
    await run('extend loamshire --milestone six-week-response --to 2016-05-10 --reason "They asked"');
    await running.sweepAt('2016-03-23T10:00:00Z');
    const mails = (await newMails()).filter(({ subject }) => subject.includes('Changed:'));
    expect(mails.length).toBeGreaterThan(0);
    for (const { text } of mails) {
      expect(text.replace(/\s+/gu, ' ')).toContain(
        'we gave you 19 April 2016 as the date for the six-week response. The date is now 10 May 2016.',
      );
    }
  });

  it('need do nothing more after a withdrawal, and hear so (F21)', async () => {
    await run('withdraw loamshire --reason "Published in error"');
    await running.sweepAt('2016-03-23T10:00:00Z');
    const text = await textTo(loamshire.lead);
    expect((await newMails()).at(-1)?.subject).toContain('Closed: Loamshire 2016');
    expect(text).toContain('You no longer need to send the six-week response.');
    expect(text).toContain('You do not need to do anything.');
    const count = (await newMails()).length;
    await running.sweepOn(['2016-04-12', '2016-04-26']);
    expect((await newMails()).length).toBe(count);
  });

  it('hear when the clocks stop, and when they start again (F21)', async () => {
    await run('pause loamshire --from 2016-03-24 --reason "Major incident"');
    await running.sweepAt('2016-03-24T10:00:00Z');
    expect(await textTo(loamshire.lead)).toContain(
      'The clock is stopped. You do not need to send it for now.',
    );
    await running.sweepAt('2016-04-06T10:00:00Z');
    await run('resume loamshire --on 2016-04-07');
    await running.sweepAt('2016-04-07T10:00:00Z');
    expect(await textTo(loamshire.lead)).toMatch(
      /The date is now \d+ May 2016|The date is now \d+ April 2016/u,
    );
  });

  it('read one date only, when the clocks start again so late that a request gives them more days (F21)', async () => {
    await running.sweepAt('2016-04-11T10:00:00Z');
    await run('pause loamshire --from 2016-04-11 --reason "Inquest"');
    await running.sweepTo('2016-05-02');
    await run('resume loamshire --on 2016-05-04');
    await running.sweepAt('2016-05-04T10:00:00Z');
    const text = await textTo(loamshire.lead);
    expect(text).toContain('by 18 May 2016');
    expect(text).toContain('The date is now 18 May 2016.');
    expect(text).not.toContain('12 May 2016');
    const count = (await newMails()).length;
    await running.sweepAt('2016-05-05T10:00:00Z');
    expect((await newMails()).slice(count)).toEqual([]);
  });

  it('are not written to for a late bank holiday if the next request says the new date in time (F21)', async () => {
    await run('calendar add 2016-06-08 --title "A day of mourning"');
    await running.sweepOn(['2016-03-23', '2016-03-24']);
    expect((await newMails()).filter(({ subject }) => subject.includes('Changed:'))).toEqual([]);
    await running.sweepOn(['2016-05-18']);
    const request = await textTo(loamshire.lead);
    expect(request).toMatch(
      /On 9 March 2016 we gave you 8 June 2016 as the date for the three-month update. The date is now \d+ June 2016\./u,
    );
  });

  it('no longer answer for the body hear that they need not send it (F21)', async () => {
    await run('contact move loamshire lead --on 2016-03-23');
    await running.sweepAt('2016-03-23T10:00:00Z');
    expect(await textTo(loamshire.lead)).toContain('You no longer need to send the six-week response.');
  });
});
