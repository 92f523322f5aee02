import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revisit, revisitJson } from '../support/command-line.ts';
import { loamshire, publishLoamshire } from '../support/loamshire.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

let running: RunningTestService;
let restore: () => Promise<void>;
beforeAll(async () => {
  running = await startTestService();
  await publishLoamshire(running.service);
  await running.sweepOn(['2016-03-22']);
  standAt('2016-03-23T10:00:00Z');
  restore = await running.markPoint();
});
beforeEach(() => restore());
afterAll(() => running.stop());

const standAt = (moment: string): void => {
  running.stack.clock.setAsOf(Temporal.Instant.from(moment));
};
const run = async (line: string): Promise<string> => {
  const { exitCode, out, err } = await revisit(line, running.stack);
  expect([exitCode, err], line).toEqual([0, '']);
  return out;
};
const load = () => running.service.followUps.load(loamshire.followUpId);

describe('a change of one follow-up', () => {
  it('is shown but not made without --yes if an email moves', async () => {
    const { exitCode, err } = await revisit('extend loamshire --to 2016-05-03 --reason Lead', running.stack);
    expect(exitCode).toBe(2);
    expect(err).toContain('Tue 12 Apr  Mon 25 Apr');
    expect((await load()).followUp.revisions).toEqual([]);
  });

  it('is shown but not made with --diff, even with --yes', async () => {
    const shown = await run('pause loamshire --reason "Major incident" --diff --yes');
    expect(shown).toContain('Nothing was written.');
    expect((await load()).followUp.pauses).toEqual([]);
  });

  it('keeps the original date, the reason and the name of the admin', async () => {
    await run('extend loamshire --to "3 May 2016" --reason "New lead" --yes');
    expect((await load()).followUp.revisions).toMatchObject([
      { milestone: 'six-week-response', reason: 'New lead', recordedBy: 'test-admin' },
    ]);
    expect((await run('explain loamshire --milestone six-week')).replaceAll(/\s+/gu, ' ')).toContain(
      '3 May 2016, originally 19 April 2016',
    );
  });

  it('takes effect once if it is made twice', async () => {
    await run('pause loamshire --reason Incident --yes');
    expect(await run('pause loamshire --reason Incident')).toContain('Nothing had to change');
    expect((await load()).followUp.pauses).toHaveLength(1);
  });

  it('moves the dates by the days of a pause when the clocks run again', async () => {
    await run('pause loamshire --from 2016-03-23 --reason Incident --yes');
    standAt('2016-04-02T10:00:00Z');
    await run('resume loamshire --yes');
    const document = await revisitJson('explain loamshire --milestone revisit', running.stack);
    expect(document).toMatchObject({ milestones: [{ originalDueOn: '2016-09-08', dueOn: '2016-09-18' }] });
  });

  it('is refused if the round is answered or the new day has passed', async () => {
    const past = await revisit('extend loamshire --to 2016-03-01 --reason x', running.stack);
    expect([past.exitCode, past.err]).toEqual([
      2,
      'revisit: --to: 1 March 2016 is in the past. Give today or a later day.\n',
    ]);
    await run('returns record loamshire --how letter --received-on 2016-03-23 --yes');
    const answered = await revisit(
      'extend loamshire --milestone six-week --to 2016-05-03 --reason x',
      running.stack,
    );
    expect(answered.exitCode).toBe(3);
  });
});

describe('a suspension of all clocks', () => {
  it('holds every email, and ends on a given day', async () => {
    const before = (await running.inbox()).length;
    await run('suspend --reason Coronavirus --yes');
    await running.sweepOn(['2016-04-12', '2016-04-22']);
    const sent = (await running.inbox()).slice(before);
    // Whoever was told a date hears once that the clocks are stopped.
    expect(sent.filter(({ subject }) => !subject.includes('Changed: '))).toEqual([]);
    expect(new Set(sent.map(({ to }) => to)).size).toBe(sent.length);
    expect(await run('suspend --lift --yes')).toContain('All clocks run again from 22 April 2016.');
  });
});

describe('revisit more-time', () => {
  const askForMoreTime = async (): Promise<void> => {
    const { followUp } = await load();
    const askedAt = Temporal.Instant.from('2016-03-23T10:00:00Z');
    const until = Temporal.PlainDate.from('2016-05-06');
    const moreTime = { askedAt, by: 'lead', until, reason: 'New team' };
    await running.service.followUps.change({
      before: followUp,
      rounds: [{ id: 'six-week-response', savedAnswers: [], returns: [], moreTime, version: 0 }],
      audit: { at: askedAt, by: 'lead', action: 'more-time-asked', summary: 'Asked for more time.' },
    });
  };

  it('grants the day that the force asked for, and sends one email to the person who asked', async () => {
    await askForMoreTime();
    await run('more-time grant loamshire --yes');
    await running.sweepAt('2016-03-23T10:15:00Z');
    await running.sweepAt('2016-03-23T10:30:00Z');
    const told = (await running.inbox()).filter(({ subject }) => subject.includes('you have until 6 May'));
    expect(told.map(({ to }) => to)).toEqual([loamshire.lead]);
  });

  it('refuses more time and leaves the date as it is', async () => {
    await askForMoreTime();
    await run('more-time refuse loamshire --yes');
    const { followUp, rounds } = await load();
    expect([followUp.revisions, rounds[0]?.moreTime?.answer?.granted]).toEqual([[], false]);
  });

  it('is refused, with the right command to use, if nobody asked', async () => {
    const { exitCode, err } = await revisit('more-time grant loamshire', running.stack);
    expect(exitCode).toBe(4);
    expect(err.replaceAll(/\s+/gu, ' ')).toContain('revisit extend loamshire-ncpi-2016-03-08 --to');
  });
});

describe('revisit explain, about emails to one person,', () => {
  it('names the proof that their mail system accepted the email', async () => {
    const said = (await run('explain loamshire --contact lead --on 2016-03-22')).replaceAll(/\s+/gu, ' ');
    expect(said).toContain('accepted by Loamshire’s mail system at 10am on 22 March 2016');
    expect(said).toContain(`Proof: notice ${loamshire.followUpId}/six-week-response/2016-04-19/request/lead`);
  });

  it('says that no email was owed on a day, and which one will leave later', async () => {
    expect(await run('explain loamshire --contact lead --on 2016-03-23')).toContain('No email was sent.');
    expect(await run('explain loamshire --contact lead --on 2016-04-12')).toContain('(nudge) leaves');
  });
});

describe('an answer or call from a force', () => {
  it('can be recorded from a letter, judged, questioned and accepted', async () => {
    await run(
      'returns record loamshire --how letter --received-on 2016-03-23 --from lead --says 1=done-checked --says "2=part way" --yes',
    );
    expect(await run('judge loamshire 1 differs --note "No audit seen"')).toMatch(
      /done and checked[^]*open: differs/u,
    );
    await run('returns ask-again loamshire --about 1 --note "Which cases?" --yes');
    const { rounds } = await load();
    expect(rounds[0]?.askedAgain).toMatchObject({ recommendations: [1] });
    expect(rounds[0]?.askedAgain?.answerBy.toString()).toBe('2016-04-08');
    await run('returns accept loamshire --yes');
    expect((await load()).rounds[0]?.acceptedAt).toBeDefined();
  });

  it('belongs to the person who holds the role on that day', async () => {
    await run('contact move loamshire lead --on 2016-03-23 --yes');
    await run(
      'contact add loamshire --role lead --name "Superintendent New" --email new@loamshire.example --yes',
    );
    await run('call log loamshire --with lead --note "Took over today"');
    expect(await running.service.followUps.calls(loamshire.followUpId)).toMatchObject([
      { contactId: 'lead-1' },
    ]);
    expect(await run('explain loamshire --contact lead --on 2016-03-22')).toContain('accepted by');
  });

  it('can be recorded as a telephone call with a note', async () => {
    await run('call log loamshire --with lead --note "Will send on Monday"');
    expect(await running.service.followUps.calls(loamshire.followUpId)).toMatchObject([
      { contactId: 'lead', staffId: 'p-nair', theyRang: false, note: 'Will send on Monday' },
    ]);
  });
});
