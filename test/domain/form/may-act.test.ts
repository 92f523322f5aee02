import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Handover } from '../../../shared/domain/form/form.ts';
import {
  acts,
  mayAct,
  mayTakeBack,
  type Act,
  type Holder,
  type Permission,
  type PeopleNow,
} from '../../../shared/domain/form/may-act.ts';
import { aContact, day } from '../../builders/follow-up.ts';

const today = day('2016-04-12');
const lead = aContact({ role: 'lead', name: 'Shaw' });
const deputy = aContact({ role: 'deputy', name: 'Okoro' });
const approval = {
  id: 'approval-1',
  round: 'six-week-response',
  name: 'Wynn',
  rank: 'ACC',
  email: 'wynn@essex.police.example',
  askedAt: Temporal.Instant.from('2016-04-12T09:00:00Z'),
  askedBy: 'lead',
  linkHash: 'hash',
} as const;
const people: PeopleNow = { contacts: [lead, deputy], approvals: [approval], today };

function judge(holder: Holder, over: Partial<PeopleNow> = {}): Record<string, Permission> {
  return Object.fromEntries(
    acts.map((act) => [act, mayAct(holder, { act, people: { ...people, ...over } })]),
  );
}

function all(judgement: Permission): Record<Act, Permission> {
  return {
    answer: judgement,
    prove: judgement,
    'see-saved': judgement,
    'say-sent-another-way': judgement,
    'say-not-me': judgement,
    'ask-for-time': judgement,
    send: judgement,
    'change-who-answers': judgement,
  };
}

describe('the permissions on the form', () => {
  it('let a reader with only a link type answers and tell us something, but not send email, stop the chasing or change who answers (F31)', () => {
    expect(judge({ contactId: 'lead', verified: false })).toEqual({
      ...all('needs-code'),
      answer: 'yes',
      prove: 'yes',
      'say-sent-another-way': 'yes',
      'say-not-me': 'yes',
    });
  });

  it('allow everything with a code to anyone who has a role (F31)', () => {
    expect(judge({ contactId: 'lead', verified: true })).toEqual(all('yes'));
    expect(judge({ contactId: 'deputy', verified: true })).toEqual(all('yes'));
  });

  it('let an officer who was asked to approve read, change and send, but not ask for time or change who answers', () => {
    expect(judge({ contactId: 'lead', approvalId: 'approval-1', verified: true })).toEqual({
      ...all('yes'),
      'say-sent-another-way': 'not-theirs',
      'say-not-me': 'not-theirs',
      'ask-for-time': 'not-theirs',
      'change-who-answers': 'not-theirs',
    });
  });

  it.each<[string, Omit<Holder, 'verified'>, Partial<PeopleNow>]>([
    ['is not on record', { contactId: 'nobody' }, {}],
    ['has a role that ends today', { contactId: 'lead' }, { contacts: [{ ...lead, to: today }] }],
    [
      'has a role that begins tomorrow',
      { contactId: 'lead' },
      { contacts: [{ ...lead, from: day('2016-04-13') }] },
    ],
    [
      'was replaced by another lead',
      { contactId: 'lead' },
      {
        contacts: [
          lead,
          aContact({ id: 'lead-2', role: 'lead', from: '2016-04-12', email: 'khan@essex.police.example' }),
        ],
      },
    ],
    [
      'approves for someone who left',
      { contactId: 'lead', approvalId: 'approval-1' },
      { contacts: [deputy] },
    ],
    [
      'approves on a request that was taken back',
      { contactId: 'lead', approvalId: 'approval-1' },
      { approvals: [{ ...approval, withdrawnAt: Temporal.Instant.from('2016-04-12T09:30:00Z') }] },
    ],
    [
      'approves but whose own role has ended',
      { contactId: 'lead', approvalId: 'approval-1' },
      {
        contacts: [
          lead,
          aContact({ role: 'sign-off', email: 'Wynn@essex.police.example', to: '2016-04-12' }),
        ],
      },
    ],
    ['approves on a request that does not exist', { contactId: 'lead', approvalId: 'approval-2' }, {}],
  ])('allow nothing, with or without a code, to someone who %s (F30)', (_, holder, over) => {
    for (const verified of [true, false]) {
      expect(judge({ ...holder, verified }, over)).toEqual(all('has-left'));
    }
  });

  it('still let in a lead who is recorded twice, and one of two deputies', () => {
    const again = aContact({ id: 'lead-2', role: 'lead', from: '2016-04-01', email: lead.email });
    const second = aContact({
      id: 'deputy-2',
      role: 'deputy',
      from: '2016-04-01',
      email: 'x@essex.police.example',
    });
    const contacts = [lead, deputy, again, second];
    expect(
      mayAct({ contactId: 'lead', verified: true }, { act: 'send', people: { ...people, contacts } }),
    ).toBe('yes');
    expect(
      mayAct({ contactId: 'deputy', verified: true }, { act: 'send', people: { ...people, contacts } }),
    ).toBe('yes');
  });
});

describe('a request that was passed to a colleague', () => {
  const now = Temporal.Instant.from('2016-04-13T09:00:00Z');
  const handover: Handover = {
    id: 'handover-1',
    round: 'six-week-response',
    fromContactId: 'lead',
    fromName: 'Shaw',
    toName: 'Khan',
    toEmail: 'khan@essex.police.example',
    toContactId: 'lead-2',
    askedAt: Temporal.Instant.from('2016-04-12T09:00:00Z'),
    state: 'done',
    undoUntil: day('2016-04-19'),
    version: 2,
  };
  const former = { ...lead, to: today };
  const khan = aContact({
    id: 'lead-2',
    role: 'lead',
    from: '2016-04-12',
    email: 'khan@essex.police.example',
  });

  it('can be taken back by the former lead up to the end of the last day for it, and not on the next day', () => {
    expect(mayTakeBack(handover, { contacts: [former, khan], now })).toBe(true);
    const last = Temporal.Instant.from('2016-04-19T20:00:00Z');
    expect(mayTakeBack(handover, { contacts: [former, khan], now: last })).toBe(true);
    const after = Temporal.Instant.from('2016-04-20T06:00:00Z');
    expect(mayTakeBack(handover, { contacts: [former, khan], now: after })).toBe(false);
  });

  it('cannot be taken back once someone else has decided who answers (F30)', () => {
    const price = aContact({
      id: 'lead-3',
      role: 'lead',
      from: '2016-04-13',
      email: 'price@essex.police.example',
    });
    expect(mayTakeBack(handover, { contacts: [former, khan, price], now })).toBe(false);
    expect(mayTakeBack(handover, { contacts: [former, { ...khan, to: day('2016-04-13') }], now })).toBe(
      false,
    );
    expect(mayTakeBack(handover, { contacts: [{ ...former, to: day('2016-04-11') }, khan], now })).toBe(
      false,
    );
    expect(mayTakeBack(handover, { contacts: [khan], now })).toBe(false);
    expect(mayTakeBack({ ...handover, state: 'undone' }, { contacts: [former, khan], now })).toBe(false);
  });
});
