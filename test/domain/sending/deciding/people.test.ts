import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import {
  aContact,
  aContext,
  aNotice,
  aRecord,
  at,
  day,
  essexContacts,
  iso,
} from '../../../builders/follow-up.ts';
import { aWorld, changeContacts, inLines, linesTo, changeNotices, walk, type Happening } from '../../walk.ts';

const sixWeeks = { from: at('2016-03-08'), to: at('2016-05-18') };
const newLead = aContact({ id: 'new-lead', from: '2016-04-04' });

function without(...roles: string[]) {
  return essexContacts().filter(({ role }) => !roles.includes(role));
}

function emailsWith(contacts = essexContacts(), happenings: Happening[] = []) {
  return walk(aWorld({ context: aContext({ contacts }) }), { ...sixWeeks, happenings });
}

describe('a new lead', () => {
  it('gets their own request, at least ten working days to answer, and then the later emails', () => {
    const { emails } = emailsWith([...essexContacts(), newLead]);
    expect(linesTo('lead', emails)).toEqual([
      '2016-03-09 10:00 publication dates',
      '2016-03-22 10:00 six-week-response request by 2016-04-19',
    ]);
    expect(linesTo('new-lead', emails)).toEqual([
      '2016-04-04 10:00 six-week-response request by 2016-04-19',
      '2016-04-12 10:00 six-week-response nudge by 2016-04-19',
      '2016-04-22 10:00 six-week-response can-we-help by 2016-04-19',
      '2016-04-29 10:00 six-week-response still-needed by 2016-04-19',
    ]);
  });

  it('also gets their own request after the due date, with a later answer date', () => {
    const late = aContact({ id: 'late-lead', from: '2016-04-25' });
    expect(linesTo('late-lead', emailsWith([...essexContacts(), late]).emails)).toEqual([
      '2016-04-25 10:00 six-week-response request by 2016-05-10',
      '2016-05-03 10:00 six-week-response nudge by 2016-05-10',
      '2016-05-13 10:00 six-week-response can-we-help by 2016-05-10',
    ]);
  });

  it('gets a request, with a copy to the liaison mailbox', () => {
    const lines = linesTo('liaison', emailsWith([...essexContacts(), newLead]).emails);
    expect(lines.filter((line) => line.includes('request'))).toEqual([
      '2016-03-22 10:00 six-week-response request (copy) by 2016-04-19',
      '2016-04-04 10:00 six-week-response request (copy) by 2016-04-19',
    ]);
  });

  it('gets the email about the dates if no round has opened', () => {
    const early = aContact({ id: 'early-lead', from: '2016-03-14' });
    expect(linesTo('early-lead', emailsWith([...essexContacts(), early]).emails)[0]).toBe(
      '2016-03-14 10:00 publication dates',
    );
  });

  it('gets no second request if another contact record has the same address', () => {
    const same = aContact({ id: 'lead-again', from: '2016-04-04', email: 'Lead@Essex.police.example' });
    const { emails } = emailsWith([...essexContacts(), same]);
    expect(inLines(emails).filter((line) => line.includes('request') && !line.includes('copy'))).toHaveLength(
      1,
    );
    expect(linesTo('lead-again', emails)[0]).toBe('2016-04-12 10:00 six-week-response nudge by 2016-04-19');
  });
});

describe('a lead whose address bounced', () => {
  const bounced = (when: string, id: string): Happening[] => [
    changeContacts(when, (contacts) =>
      contacts.map((contact) =>
        contact.id === id ? { ...contact, unreachable: { since: at(when), reason: 'bounced' } } : contact,
      ),
    ),
    changeNotices(when, (notices) =>
      notices.map((notice) =>
        notice.key.contactId === id && notice.key.rung === 'request'
          ? { ...notice, facts: { claimed: notice.facts.claimed, permanentBounce: at(when) } }
          : notice,
      ),
    ),
  ];

  it('is replaced by the deputy, who gets the request, and then by the liaison mailbox', () => {
    const happenings = [...bounced('2016-03-22T10:05', 'lead'), ...bounced('2016-03-23T10:05', 'deputy')];
    const { emails } = walk(aWorld(), { ...sixWeeks, to: at('2016-04-13'), happenings });
    expect(inLines(emails).filter((line) => line.includes('request') && !line.includes('copy'))).toEqual([
      '2016-03-22 10:00 lead: six-week-response request by 2016-04-19',
      '2016-03-22 10:05 deputy: six-week-response request by 2016-04-19',
      '2016-03-23 10:05 liaison: six-week-response request by 2016-04-19',
    ]);
    expect(inLines(emails).at(-1)).toBe('2016-04-12 10:00 liaison: six-week-response nudge by 2016-04-19');
  });

  it('is replaced by a deputy who gets the request before any chaser', () => {
    const { emails } = walk(aWorld(), { ...sixWeeks, happenings: bounced('2016-04-22T10:05', 'lead') });
    expect(linesTo('deputy', emails)).toEqual([
      '2016-04-22 10:00 six-week-response can-we-help (copy) by 2016-04-19',
      '2016-04-22 10:05 six-week-response request by 2016-05-09',
      '2016-04-29 10:00 six-week-response nudge by 2016-05-09',
      '2016-05-12 10:00 six-week-response can-we-help by 2016-05-09',
    ]);
  });

  it('makes Revisit alert the owner and hold all emails if the force has no other contact', () => {
    const contacts = [aContact({ unreachable: { since: iso('2016-03-01'), reason: 'bounced' } })];
    const { emails, world } = emailsWith(contacts);
    expect(inLines(emails)).toEqual([
      '2016-03-09 10:00 p-nair: publication nobody-reachable',
      '2016-03-22 10:00 p-nair: six-week-response nobody-reachable',
    ]);
    expect(decideNotices(world.record, { ...world.context, now: at('2016-03-30') }).held).toContainEqual({
      milestone: 'six-week-response',
      rungId: 'request',
      reason: 'nobody who answers there can be reached',
      until: undefined,
    });
  });

  it('has the same effect as a lead who is not recorded', () => {
    expect(inLines(emailsWith([]).emails)[0]).toBe('2016-03-09 10:00 p-nair: publication nobody-reachable');
    expect(linesTo('deputy', emailsWith(without('lead')).emails)[0]).toBe(
      '2016-03-09 10:00 publication dates',
    );
  });
});

describe('one person', () => {
  it('gets one email even if they hold two roles', () => {
    const both = [
      ...without('deputy', 'liaison'),
      aContact({ id: 'as-deputy', role: 'deputy', email: 'two-hats@essex.police.example' }),
      aContact({ id: 'as-liaison', role: 'liaison', email: 'two-hats@essex.police.example' }),
    ];
    const { emails } = emailsWith(both);
    const addresses = emails
      .filter((email) => email.at.equals(at('2016-04-22')))
      .map(({ recipient }) =>
        recipient.kind === 'contact' ? recipient.contact.email : recipient.staff.email,
      );
    expect(addresses.sort()).toEqual(['lead@essex.police.example', 'two-hats@essex.police.example']);
  });

  it('gets no copy as liaison of an email that they already get as lead', () => {
    const contacts = [
      ...without('liaison'),
      aContact({ id: 'box', role: 'liaison', email: 'lead@essex.police.example' }),
    ];
    expect(linesTo('box', emailsWith(contacts).emails)).toEqual([]);
  });

  it('gets no copy once their address has bounced', () => {
    const contacts = essexContacts().map((contact) =>
      contact.role === 'liaison'
        ? { ...contact, unreachable: { since: at('2016-03-01'), reason: 'bounced' } as const }
        : contact,
    );
    expect(linesTo('liaison', emailsWith(contacts).emails)).toEqual([]);
  });
});

describe('a copy of an email', () => {
  const asked = (when: string, more: object = {}) =>
    aNotice({ facts: { claimed: iso(when), accepted: iso(when), ...more } });
  const copies = (now: string, ...notices: ReturnType<typeof aNotice>[]) =>
    decideNotices(aRecord({ notices }), aContext({ now: at(now) }))
      .owed.filter(({ copy }) => copy)
      .map(({ key, addressee }) => `${key.rung} ${key.contactId} of ${addressee?.id ?? '-'}`);

  it('still leaves if the original has already left', () => {
    expect(copies('2016-03-22T10:15', asked('2016-03-22'))).toEqual(['request-copy-lead liaison of lead']);
  });

  it('still leaves up to five working days after the original, but not later', () => {
    const delivered = asked('2016-03-22', { delivered: iso('2016-03-22') });
    expect(copies('2016-03-31', delivered)).toEqual(['request-copy-lead liaison of lead']);
    expect(copies('2016-04-01', delivered)).toEqual([]);
  });

  it.each(['unknown', 'failed', 'suppressed', 'rejected'] as const)(
    'does not leave if the outcome of the original is %s',
    (fact) => {
      const request = aNotice({ facts: { claimed: iso('2016-03-22'), [fact]: iso('2016-03-22T10:01') } });
      expect(copies('2016-03-22T11:00', request)).toEqual([]);
    },
  );

  it('does not leave once the due date has come', () => {
    const late = aNotice({
      answerBy: '2016-04-14',
      facts: { claimed: iso('2016-04-13'), accepted: iso('2016-04-13') },
    });
    const early = { followUp: aRecord().followUp, notices: [late] };
    expect(copies('2016-04-13T12:00', late)).toEqual(['request-copy-lead liaison of lead']);
    const after = decideNotices({ ...aRecord(early), notices: [late] }, aContext({ now: at('2016-04-20') }));
    expect(after.owed).toEqual([]);
  });

  it('names the same answer date as the original', () => {
    const owed = decideNotices(
      aRecord({ notices: [aNotice({ answerBy: '2016-04-27', facts: { claimed: iso('2016-04-13') } })] }),
      aContext({ now: at('2016-04-13T12:00') }),
    ).owed;
    expect(owed.map(({ answerBy, copy }) => [copy, answerBy?.toString()])).toEqual([[true, '2016-04-27']]);
  });
});

describe('a planned change of contacts', () => {
  it('makes Revisit look at the follow-up on that day', () => {
    const lead = essexContacts().map((contact) =>
      contact.role === 'lead' ? { ...contact, to: day('2016-03-26') } : contact,
    );
    const decision = decideNotices(
      aRecord({ notices: [aNotice()] }),
      aContext({ contacts: lead, now: at('2016-03-22T12:00') }),
    );
    expect(decision.nextAttentionAt?.equals(at('2016-03-22T12:30'))).toBe(true);
    const copied = aNotice({ rungId: 'request', key: { rung: 'request-copy-lead', contactId: 'liaison' } });
    const quiet = decideNotices(
      aRecord({ notices: [aNotice(), copied] }),
      aContext({ contacts: lead, now: at('2016-03-22T12:00') }),
    );
    expect(quiet.nextAttentionAt?.equals(at('2016-03-26T00:00'))).toBe(true);
  });
});
