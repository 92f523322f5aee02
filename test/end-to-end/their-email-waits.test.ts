import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { discardMail } from '../../shared/use-cases/replies/settle-mail.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { startReplyByMail, type ReplyByMail } from '../support/reply-by-mail.ts';
import { revisit } from '../support/command-line.ts';
import { startTestService, type ReceivedEmail, type RunningTestService } from '../support/running-service.ts';

const lead = { name: 'Chief Superintendent Shaw', address: loamshire.lead };

/** A person at the inspectorate must read what the lead wrote. Nobody may then be told that we have nothing. */
describe('an email from the lead that a person must read', () => {
  let running: RunningTestService;
  let mail: ReplyByMail;
  let restore: () => Promise<void>;

  beforeAll(async () => {
    running = await startTestService();
    await publishLoamshire(running.service);
    mail = await startReplyByMail(running);
    await running.sweepOn(['2016-03-09', '2016-03-22', '2016-04-11']);
    restore = await running.markPoint();
  });
  afterEach(() => restore());
  afterAll(async () => {
    await mail.stop();
    await running.stop();
  });

  const question = 'Is this email genuine? Please can you ring me?';
  const subjects = async (address = loamshire.lead): Promise<string[]> =>
    (await running.inbox()).filter(({ to }) => to.includes(address)).map(({ subject }) => subject);
  const newest = async (): Promise<ReceivedEmail | undefined> =>
    (await running.inbox()).findLast(({ to }) => to.includes(loamshire.lead));

  it('is acknowledged at once, to the recorded address (F41)', async () => {
    await mail.reply(lead, () => question);
    const received = await newest();
    expect(received?.subject).toContain('Received: your email about the Loamshire 2016 six-week response');
    expect(received?.text).toContain('A member of the team will read it by 18 April 2016.');
    expect(received?.text.replace(/\s+/gu, ' ')).toContain(
      'Until then, or until they have, we will not remind you about the six-week response.',
    );
    const desk = (await revisit('', running.stack)).out.replace(/\s+/gu, ' ');
    expect(desk).toContain('their email of 11 April 2016 waiting to be read');
  });

  it('holds the reminders for five working days, and then the lead and the copies hear the truth (F41)', async () => {
    await mail.reply(lead, () => question);
    const before = (await subjects()).length;
    await running.sweepOn(['2016-04-12', '2016-04-13', '2016-04-14', '2016-04-15', '2016-04-18']);
    expect((await subjects()).length).toBe(before);
    await running.sweepOn(['2016-04-20', '2016-04-26', '2016-04-27']);
    const chaser = (await running.inbox()).filter(({ subject }) => subject.includes('can we help'));
    expect(chaser.length).toBeGreaterThan(1);
    for (const { text } of chaser) {
      expect(text).not.toContain('cannot find it');
      expect(text).toMatch(
        /We have (?:your email|the email from Chief Superintendent Shaw)\s+of 11 April 2016/u,
      );
    }
  });

  it('lets the reminders go on once somebody has read it (F41)', async () => {
    await mail.reply(lead, () => question);
    const [held] = await running.service.inbox.holdingPen();
    await discardMail(running.service, { id: held?.id ?? '', reason: 'I rang them.', by: 'priya-nair' });
    await running.sweepOn(['2016-04-12']);
    expect((await subjects()).at(-1)).toContain('By 19 April');
  });

  it('holds the reminders longer if somebody at the inspectorate says so (F41)', async () => {
    const nothing = await revisit(
      'wait loamshire --until 2016-04-22 --reason "Looking" --yes',
      running.stack,
    );
    expect(nothing.err).toContain('Nothing from them waits for an answer.');
    await mail.reply(lead, () => question);
    const longer = await revisit('wait loamshire --until 2016-04-26 --reason "Looking" --yes', running.stack);
    expect([longer.exitCode, longer.err]).toEqual([0, '']);
    const before = (await subjects()).length;
    await running.sweepOn(['2016-04-20', '2016-04-26']);
    expect((await subjects()).length).toBe(before);
    await running.sweepOn(['2016-04-27']);
    expect((await subjects()).length).toBe(before + 1);
  });

  it('is acknowledged once to each person in a round, and a program is never answered (F41)', async () => {
    await mail.reply(lead, () => question);
    const before = (await subjects()).length;
    await mail.reply(lead, () => 'Can we meet next week?');
    await mail.reply(lead, () => 'Your request has been logged as INC0012345.', {
      'Auto-Submitted': 'auto-replied',
    });
    expect((await subjects()).length).toBe(before);
    const { rounds } = await running.service.followUps.load(loamshire.followUpId);
    expect(rounds[0]?.mails?.map(({ state }) => state)).toEqual(['held', 'held']);
  });

  it('is a request for more time if it asks for that until a day (F41)', async () => {
    await mail.reply(lead, () => 'Could we have more time please? We can send it by 10 May 2016.');
    const received = await newest();
    expect(received?.text.replace(/\s+/gu, ' ')).toContain(
      'You ask for more time for the six-week response, until 10 May 2016. A member of the team will answer by 18 April 2016.',
    );
    const { rounds } = await running.service.followUps.load(loamshire.followUpId);
    expect(rounds[0]?.moreTime?.until.toString()).toBe('2016-05-10');
    expect(await running.service.inbox.holdingPen()).toEqual([]);
    const before = (await subjects()).length;
    await running.sweepOn(['2016-04-12', '2016-04-13']);
    expect((await subjects()).length).toBe(before);
    const granted = await revisit('more-time grant loamshire --yes', running.stack);
    expect([granted.exitCode, granted.err]).toEqual([0, '']);
    await running.sweepAt('2016-04-13T14:00:00Z');
    expect((await newest())?.text).toContain('You now have until 10 May 2016.');
  });

  it('with answers is named in every later email until the answers are sent (F41)', async () => {
    await mail.reply(lead, () => '1: All officers were trained in March.\n2: We have begun with this.');
    await running.sweepOn(['2016-04-12', '2016-04-25', '2016-05-03']);
    const later = (await running.inbox()).filter(
      ({ subject }) => subject.includes('answers not sent') || /can we help|still needed/u.test(subject),
    );
    expect(later.length).toBeGreaterThan(2);
    for (const { text } of later) {
      const said = text.replace(/\s+/gu, ' ');
      expect(said).toMatch(
        /of 11 April 2016 is on the form, under recommendations 1 and 2\. It counts once it is sent\./u,
      );
      expect(said).not.toMatch(/cannot find it|no saved answers/u);
    }
  });
});
