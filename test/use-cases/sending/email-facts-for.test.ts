import { noOrganisation } from '../../../shared/domain/organisation.ts';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, builtInCalendar, isSendingDay } from '../../../shared/domain/clocks/calendar.ts';
import { isAfter, londonInstant, type Instant } from '../../../shared/domain/dates.ts';
import type { FollowUpRecord } from '../../../shared/domain/follow-up.ts';
import { milestonesOf } from '../../../shared/domain/clocks/milestones.ts';
import {
  decideNotices,
  type DecisionContext,
  type OwedNotice,
} from '../../../shared/domain/sending/decide-notices.ts';
import { recipientId, type Recipient } from '../../../shared/domain/sending/recipient.ts';
import type { Notice } from '../../../shared/domain/notice.ts';
import { collectEmailFacts } from '../../../shared/use-cases/sending/email-facts-for.ts';
import type { OwedNews } from '../../../shared/use-cases/sending/owed-news.ts';
import { composeEmail } from '../../../shared/wording/compose-email.ts';
import {
  aContact,
  aContext,
  aFollowUp,
  anOwner,
  aNotice,
  aRecord,
  aReturn,
  aRound,
  at,
  day,
  essexContacts,
  iso,
} from '../../builders/follow-up.ts';

const link = 'https://follow-up.inspectorate.example/f/7k4m-x2pd-9qwt-h6rv-c3nj-8bfa';

const asksForAnswers = ['request', 'nudge', 'can-we-help', 'still-needed', 'questions'];

function newsOf(
  notice: OwedNotice,
  { record, context }: { record: FollowUpRecord; context: DecisionContext },
): OwedNews {
  return {
    notice,
    record,
    bodyName: 'Essex Police',
    contacts: context.contacts,
    milestones: milestonesOf({ followUp: record.followUp, rounds: [] }, context),
    owner: context.owner,
    programme: context.programme,
    link: asksForAnswers.includes(notice.rungId) ? link : undefined,
  };
}

/** Returns the email that one person would get at a moment. */
function emailTo(
  person: string,
  { records, context }: { records: readonly FollowUpRecord[]; context: DecisionContext },
) {
  const owed = records.flatMap((record) =>
    decideNotices(record, context)
      .owed.filter((notice) => recipientId(notice.recipient) === person)
      .map((notice) => newsOf(notice, { record, context })),
  );
  const [first] = owed;
  if (first === undefined) throw new Error(`Nothing is owed to ${person}.`);
  const { recipient } = first.notice;
  return composeEmail(
    collectEmailFacts({
      owed,
      recipient,
      now: context.now,
      calendar: context.calendar,
      organisation: noOrganisation,
    }),
  );
}

function accepted(notice: OwedNotice, when: Instant): Notice {
  return {
    key: notice.key,
    rungId: notice.rungId,
    facts: { claimed: when, accepted: when, delivered: when },
    answerBy: notice.answerBy,
  };
}

/** Returns every email of a follow-up whose lead never answers, each with its day. */
function everyEmail(record: FollowUpRecord, contacts = essexContacts()) {
  const notices: Notice[] = [];
  const emails: { on: string; to: string; subject: string; text: string }[] = [];
  let on = day('2016-03-08');
  while (!isAfter(on, day('2016-09-09'))) {
    on = addWorkingDays(on, { days: 1, calendar: builtInCalendar });
    if (!isSendingDay(on, builtInCalendar)) continue;
    const context = aContext({ contacts, now: londonInstant(on, { hour: 10, minute: 0 }) });
    const now = { ...record, notices: [...notices] };
    const { owed } = decideNotices(now, context);
    for (const person of new Set(owed.map(({ recipient }) => recipientId(recipient)))) {
      emails.push({ on: on.toString(), to: person, ...emailTo(person, { records: [now], context }) });
    }
    notices.push(...owed.map((notice) => accepted(notice, context.now)));
  }
  return emails;
}

describe('the emails about Essex, published 8 March 2016, if nobody answers', () => {
  const emails = everyEmail(aRecord());

  it('reach the lead on the days and under the subjects of the ladder', () => {
    expect(emails.filter(({ to }) => to === 'lead').map(({ on, subject }) => `${on} ${subject}`)).toEqual([
      '2016-03-09 Essex 2016 child protection report: your dates',
      '2016-03-22 By 19 April: Essex 2016 six-week response',
      '2016-04-12 By 19 April: Essex 2016 six-week response, about 10 minutes',
      '2016-04-22 Essex 2016 six-week response: can we help?',
      '2016-04-29 Essex 2016 six-week response: still needed',
      '2016-05-18 By 8 June: Essex 2016 three-month update',
      '2016-06-01 By 8 June: Essex 2016 three-month update, about 10 minutes',
      '2016-06-13 Essex 2016 three-month update: can we help?',
      '2016-06-20 Essex 2016 three-month update: still needed',
      '2016-07-14 By 11 August: Essex 2016 update before our revisit',
      '2016-08-04 By 11 August: Essex 2016 update before our revisit, about 10 minutes',
      '2016-08-16 Essex 2016 update before our revisit: can we help?',
      '2016-08-23 Essex 2016 update before our revisit: still needed',
    ]);
  });

  it('reach the liaison mailbox as a copy, each time', () => {
    const subjects = (to: string) => emails.filter((email) => email.to === to).map(({ subject }) => subject);
    expect(subjects('liaison')).toEqual(subjects('lead').map((subject) => `${subject} (copy)`));
  });

  it('reach the deputy and the sign-off officer only as copies of the chasers', () => {
    const copies = emails.filter(({ to }) => to === 'sign-off' || to === 'deputy');
    expect(copies.map(({ on, to }) => `${on} ${to}`)).toEqual([
      '2016-04-22 deputy',
      '2016-04-29 deputy',
      '2016-04-29 sign-off',
      '2016-06-13 deputy',
      '2016-06-20 deputy',
      '2016-06-20 sign-off',
      '2016-08-16 deputy',
      '2016-08-23 deputy',
      '2016-08-23 sign-off',
    ]);
    for (const { text } of copies) expect(text).toContain('You do not need to do anything');
  });

  it('give the dates that the wording promises, and the day on which the owner rings', () => {
    const textOf = (on: string) => emails.find((email) => email.on === on && email.to === 'lead')?.text ?? '';
    expect(textOf('2016-03-09')).toContain(
      [
        '19 April 2016: six-week response (action plan, and action on immediate recommendations)',
        '8 June 2016: short three-month update',
        '11 August 2016: update before our revisit',
      ].join('\n'),
    );
    expect(textOf('2016-03-09')).toContain('We aim to revisit by 8 September 2016.');
    expect(textOf('2016-03-22')).toContain('the 5 recommendations in the child protection report');
    expect(textOf('2016-04-22')).toContain('If we have not heard by 4 May 2016, I will ring you.');
    expect(textOf('2016-04-29')).toContain('If we have not heard by 4 May 2016, I will ring you.');
    expect(textOf('2016-05-18')).toContain('the 4 open recommendations for action within three months');
    expect(textOf('2016-05-18')).toContain('This replaces the six-week response');
    expect(textOf('2016-07-14')).toContain('This replaces the three-month update');
  });

  it('say who else has a copy, and only if that person really gets one', () => {
    const copied = (on: string) =>
      emails.find((email) => email.on === on && email.to === 'lead')?.text.match(/^Your .* a copy\./mu)?.[0];
    expect(copied('2016-03-22')).toBe('Your inspection liaison officer has a copy.');
    expect(copied('2016-04-22')).toBe('Your deputy and inspection liaison officer have a copy.');
    expect(copied('2016-04-29')).toBe(
      'Your deputy, sign-off officer and inspection liaison officer have a copy.',
    );
    const alone = everyEmail(aRecord(), [aContact({ role: 'lead' })]);
    for (const { text } of alone) expect(text).not.toContain('a copy');
    const liaisonIsTheLead = everyEmail(aRecord(), [
      aContact({ role: 'lead' }),
      aContact({ role: 'liaison', email: 'LEAD@essex.police.example' }),
    ]);
    for (const { text } of liaisonIsTheLead) expect(text).not.toContain('a copy');
    const bounced = everyEmail(aRecord(), [
      aContact({ role: 'lead' }),
      aContact({ role: 'liaison', unreachable: { since: iso('2016-03-01'), reason: 'bounced' } }),
    ]);
    for (const { text, to } of bounced) if (to === 'lead') expect(text).not.toContain('a copy');
  });
});

describe('a nudge', () => {
  it('counts the saved answers among those asked', () => {
    const record = aRecord({
      rounds: [aRound({ savedAnswers: [1, 2, 4, 9] })],
      notices: [aNotice({ answerBy: '2016-04-19' })],
    });
    const context = aContext({ now: at('2016-04-12') });
    expect(emailTo('lead', { records: [record], context }).subject).toBe(
      'By 19 April: Essex 2016, 3 of 5 answers saved',
    );
  });
});

describe('a chaser', () => {
  it('counts the day of the call from the date in the request when the request was late', () => {
    const record = aRecord({
      notices: [
        aNotice({
          facts: { claimed: iso('2016-04-15'), delivered: iso('2016-04-15') },
          answerBy: '2016-04-29',
        }),
      ],
    });
    const { text } = emailTo('lead', { records: [record], context: aContext({ now: at('2016-05-05') }) });
    expect(text).toContain('by 29 April 2016. We cannot find it here.');
    expect(text).toContain('If we have not heard by 16 May 2016, I will ring you.');
  });
});

describe('the email to one person', () => {
  it('puts what is asked of them before what they only get a copy of, even if the copy is more urgent', () => {
    const chased = aRecord({ notices: [aNotice({ answerBy: '2016-04-19' })] });
    const asked = aRecord({ followUp: aFollowUp({ publishedOn: '2016-04-13' }) });
    const context = aContext({ now: at('2016-04-29') });
    const owed = [chased, asked].flatMap((record) =>
      decideNotices(record, context)
        .owed.filter(({ recipient }) => recipientId(recipient) === 'lead')
        .map((notice) => newsOf(record === chased ? { ...notice, copy: true } : notice, { record, context })),
    );
    const recipient: Recipient = { kind: 'contact', contact: aContact({ role: 'lead' }) };
    const { subject, text } = composeEmail(
      collectEmailFacts({
        owed,
        recipient,
        now: context.now,
        calendar: context.calendar,
        organisation: noOrganisation,
      }),
    );
    expect(subject).toBe('By 25 May: Essex 2016 six-week response (and 1 more report)');
    expect(text).toContain('If we asked someone else, this is your copy.');
  });
});

describe('a receipt', () => {
  const received = aRound({ returns: [aReturn({ receivedAt: iso('2016-04-18T16:12') })] });

  it('names the reference, its number, the reader and every date that follows', () => {
    const record = aRecord({ rounds: [received], notices: [aNotice({})] });
    const context = aContext({ now: at('2016-04-18T16:12') });
    const { subject, text } = emailTo('lead', { records: [record], context });
    expect(subject).toBe('Received: Essex 2016 six-week response');
    expect(text).toContain("We received Essex Police's six-week response at 4:12pm on 18 April 2016.");
    expect(text).toContain('Reference: ESSEX-2016-A1\nAnswers: 5 of 5\n');
    expect(text).toContain('I will read it by 3 May 2016.');
    expect(text).toContain('You can change your answers until 26 April 2016');
    expect(text).toContain('before 18 May 2016, when the three-month update opens');
  });

  it('counts the time for changes from a late return, and leaves out a round with nothing to ask', () => {
    const record = aRecord({
      recommendations: aRecord().recommendations.filter(({ timescale }) => timescale === 'within six months'),
      rounds: [aRound({ returns: [aReturn({ version: 2, receivedAt: iso('2016-05-03T09:00') })] })],
    });
    const context = aContext({ now: at('2016-05-03T09:00') });
    const { subject, text } = emailTo('lead', { records: [record], context });
    expect(subject).toBe('Received: changes to the Essex 2016 six-week response');
    expect(text).toContain('You can change your answers until 10 May 2016');
    expect(text).toContain('before 14 July 2016, when the update before our revisit opens');
  });

  it('names only the revisit after the last round', () => {
    const record = aRecord({
      rounds: [
        aRound({ id: 'pre-revisit-update', returns: [aReturn({ receivedAt: iso('2016-08-01T09:00') })] }),
      ],
    });
    const context = aContext({ now: at('2016-08-01T09:00') });
    const { text } = emailTo('lead', { records: [record], context });
    expect(text).toContain('unless something is unclear. We aim to revisit by 8 September 2016');
  });
});

describe('a progress request', () => {
  it('says that the last answers are there when an earlier round was answered', () => {
    const record = aRecord({
      rounds: [aRound({ returns: [aReturn({ receivedAt: iso('2016-04-18T16:12') })] })],
      notices: [aNotice({}), aNotice({ rungId: 'receipt', key: { rung: 'receipt-1' } })],
    });
    const context = aContext({ now: at('2016-05-18') });
    const { text } = emailTo('lead', { records: [record], context });
    expect(text).toContain('your last answers are there');
    expect(text).not.toContain('This replaces');
  });

  it('tells a deputy why they are asked when no lead can be reached', () => {
    const contacts = [
      aContact({ role: 'lead', unreachable: { since: iso('2016-03-10'), reason: 'bounced' } }),
      aContact({ role: 'deputy', name: 'Superintendent Jones' }),
    ];
    const context = aContext({ contacts, now: at('2016-03-22') });
    const { text } = emailTo('deputy', { records: [aRecord()], context });
    expect(text).toContain('We have no working email address for a lead, so we are writing to you.');
  });

  it('has the stamp SIMULATED for an invented force', () => {
    const record = aRecord({ followUp: aFollowUp({ simulated: true }) });
    const context = aContext({ now: at('2016-03-22') });
    expect(emailTo('lead', { records: [record], context }).subject).toMatch(/^\[SIMULATED\] /u);
  });

  it('is one email when it asks about two follow-ups of one force', () => {
    const records = [aRecord(), aRecord({ followUp: aFollowUp({ publishedOn: '2016-03-07' }) })];
    const context = aContext({ now: at('2016-03-22') });
    const { subject, text } = emailTo('lead', { records, context });
    expect(subject).toBe('By 18 April: updates on 2 Essex reports');
    expect(text).toContain('Each has its own link.');
    expect(text.indexOf('by 18 April 2016')).toBeLessThan(text.indexOf('by 19 April 2016'));
    expect(text).toContain('Your inspection liaison officer has a copy.');
  });

  it('is not written without its link', () => {
    const record = aRecord();
    const context = aContext({ now: at('2016-03-22') });
    const notice = decideNotices(record, context).owed.find(({ copy }) => !copy);
    if (notice === undefined) throw new Error('Nothing is owed.');
    const owed = [{ ...newsOf(notice, { record, context }), link: undefined }];
    const write = () =>
      collectEmailFacts({
        owed,
        recipient: notice.recipient,
        now: context.now,
        calendar: context.calendar,
        organisation: noOrganisation,
      });
    expect(write).toThrow(expect.objectContaining({ code: 'bad-input', field: 'link' }));
  });
});

describe('an email that announces a visit', () => {
  const visit = {
    id: 'v1',
    booked: { firstOn: '2016-09-05', lastOn: '2016-09-07' },
    moves: [],
    announcedAt: iso('2016-08-01T09:00'),
  };
  const context = aContext({ now: at('2016-08-01') });
  const answered = aRound({
    id: 'pre-revisit-update',
    returns: [aReturn({ receivedAt: iso('2016-07-20'), how: 'letter' })],
  });

  it('gives the dates of the visit', () => {
    const record = aRecord({ followUp: aFollowUp({ visits: [visit] }), rounds: [answered] });
    const { subject, text } = emailTo('lead', { records: [record], context });
    expect(subject).toBe('Essex 2016 revisit: 5 to 7 September 2016');
    expect(text).toContain('Your sign-off officer and inspection liaison officer have a copy.');
    expect(text).not.toContain('replaces');
  });

  it('says that it replaces dates given before', () => {
    const earlier = aNotice({
      rungId: 'announced',
      key: { milestone: 'revisit', rung: 'announced-2016-09-01' },
    });
    const record = aRecord({
      followUp: aFollowUp({ visits: [visit] }),
      rounds: [answered],
      notices: [earlier],
    });
    expect(emailTo('lead', { records: [record], context }).text).toContain(
      'This replaces the dates we gave before.',
    );
  });
});

describe('an email to the local policing body', () => {
  it("gives the body's own date, as a working day", () => {
    const record = aRecord({ followUp: aFollowUp({ publishedOn: '2018-03-13' }) });
    const context = aContext({ now: at('2018-03-14') });
    const { subject, text } = emailTo('local-policing-body', { records: [record], context });
    expect(subject).toBe('Comments on the Essex 2018 report: publish by 4 May');
    expect(text).toContain('Please publish them by 4 May 2018');
    expect(text).not.toContain('7 May');
  });
});

describe('an email to an owner', () => {
  const owner = anOwner();

  it('names the contact whom email no longer reaches, and who is asked instead', () => {
    const contacts = essexContacts().map((contact) =>
      contact.id === 'lead'
        ? aContact({ role: 'lead', unreachable: { since: iso('2016-03-22'), reason: 'bounced' } })
        : contact,
    );
    const bounced = aNotice({ facts: { claimed: iso('2016-03-22'), permanentBounce: iso('2016-03-22') } });
    const context = aContext({ contacts, now: at('2016-03-22T12:00') });
    const { subject, text } = emailTo(owner.id, { records: [aRecord({ notices: [bounced] })], context });
    expect(subject).toBe('Essex 2016: email no longer reaches the lead');
    expect(text).toContain('Email to Chief Superintendent Shaw, lead of Essex, was refused for good');
    expect(text).not.toContain('@');
  });

  it('says that nobody at the force can be reached', () => {
    const context = aContext({ contacts: [], now: at('2016-03-22') });
    const { subject, text } = emailTo(owner.id, { records: [aRecord()], context });
    expect(subject).toBe('Essex 2016: nobody can be reached by email');
    expect(text).toContain('revisit contact add essex');
  });

  it('asks for an answer to a request for more time within two working days, and leaves out its reason', () => {
    const moreTime = {
      askedAt: iso('2016-04-14T12:00'),
      by: 'lead',
      until: '2016-05-10',
      reason: 'The plan names a child.',
    };
    const context = aContext({ now: at('2016-04-14T12:00') });
    const record = aRecord({ rounds: [aRound({ moreTime })], notices: [aNotice({})] });
    const { subject, text } = emailTo(owner.id, { records: [record], context });
    expect(subject).toBe('By 18 April: answer Essex 2016 on more time');
    expect(text).toContain('Chief Superintendent Shaw asks to have until 10 May 2016');
    expect(text).not.toContain('names a child');
  });
});
