import { describe, expect, it } from 'vitest';
import {
  addresseeOf,
  findAddresseeWithout,
  holderOf,
  isInRole,
  isReachable,
  isSamePerson,
} from '../../../shared/domain/people/contacts.ts';
import { aContact, day, iso } from '../../builders/follow-up.ts';

const on = day('2016-03-22');
const bounced = { since: iso('2016-03-09'), reason: 'bounced' } as const;
const lead = aContact({ role: 'lead' });
const deputy = aContact({ role: 'deputy' });
const liaison = aContact({ role: 'liaison' });

describe('a contact', () => {
  it.each([
    ['without dates has it', { expected: true }],
    ['that begins on 22 March has it', { from: '2016-03-22', expected: true }],
    ['that begins on 23 March does not have it yet', { from: '2016-03-23', expected: false }],
    ['that ends on 23 March still has it', { to: '2016-03-23', expected: true }],
    ['that ends on 22 March no longer has it', { to: '2016-03-22', expected: false }],
  ] as const)('with a role %s on 22 March', (_, { expected, ...dates }) => {
    expect(isInRole(aContact(dates), on)).toBe(expected);
  });

  it('is the same person as another contact with the same email address, in capitals or not', () => {
    expect(isSamePerson(lead, aContact({ id: 'other', email: 'LEAD@essex.police.example' }))).toBe(true);
    expect(isSamePerson(lead, deputy)).toBe(false);
  });

  it('counts as unreachable after its address bounced, whatever name it has', () => {
    const marked = aContact({ id: 'd2', role: 'deputy', email: lead.email, unreachable: bounced });
    expect(isReachable(lead, { contacts: [lead, deputy], on })).toBe(true);
    expect(isReachable(marked, { contacts: [marked], on })).toBe(false);
    expect(isReachable(lead, { contacts: [lead, marked], on })).toBe(false);
    expect(isReachable(deputy, { contacts: [lead, deputy, marked], on })).toBe(true);
  });

  it('counts as reachable if the bounce was recorded only under a role that has ended', () => {
    const marked = aContact({
      id: 'd2',
      role: 'deputy',
      email: lead.email,
      unreachable: bounced,
      to: '2016-03-10',
    });
    expect(isReachable(lead, { contacts: [lead, marked], on })).toBe(true);
  });
});

describe('the holder of a role', () => {
  it('is the person who took it last', () => {
    const first = aContact({ id: 'c1' });
    const second = aContact({ id: 'c2', from: '2016-03-01' });
    const third = aContact({ id: 'c3', from: '2016-03-15' });
    const next = aContact({ id: 'c4', from: '2016-04-01' });
    for (const contacts of [
      [first, second, third, next],
      [next, third, second, first],
    ]) {
      expect(holderOf('lead', { contacts, on })?.id).toBe('c3');
      expect(holderOf('lead', { contacts, on: day('2016-04-01') })?.id).toBe('c4');
    }
    expect(holderOf('lead', { contacts: [first, second], on: day('2016-02-01') })?.id).toBe('c1');
    expect(holderOf('deputy', { contacts: [first, second], on })).toBeUndefined();
  });
});

describe('the addressee of a request', () => {
  it.each([
    ['the lead', [deputy, lead, liaison], 'lead'],
    [
      'the deputy if mail to the lead bounced',
      [aContact({ unreachable: bounced }), deputy, liaison],
      'deputy',
    ],
    ['the deputy if there is no lead', [liaison, deputy], 'deputy'],
    [
      'the liaison mailbox if neither can be reached',
      [aContact({ unreachable: bounced }), aContact({ role: 'deputy', unreachable: bounced }), liaison],
      'liaison',
    ],
    ['nobody if nobody can be reached', [aContact({ unreachable: bounced })], undefined],
    ['nobody if there is only a sign-off officer', [aContact({ role: 'sign-off' })], undefined],
  ])('is %s', (_who, contacts, expected) => {
    expect(addresseeOf(contacts, on)?.id).toBe(expected);
  });
});

describe('who gets requests when email to a contact fails', () => {
  const failing = (contact: typeof lead) => ({
    ...contact,
    unreachable: aContact({ unreachable: bounced }).unreachable,
  });

  it.each([
    ['the deputy, who is new', lead, [failing(lead), deputy, liaison], { name: deputy.name, isNew: true }],
    [
      'the lead as before, if the mailbox failed',
      liaison,
      [lead, deputy, failing(liaison)],
      { name: lead.name, isNew: false },
    ],
    [
      'the lead as before, if the deputy failed',
      deputy,
      [lead, failing(deputy), liaison],
      { name: lead.name, isNew: false },
    ],
    [
      'the lead as before, if the contact is no longer on record',
      undefined,
      [lead],
      { name: lead.name, isNew: false },
    ],
    ['nobody', lead, [failing(lead)], undefined],
  ])('is %s', (_, failed, contacts, expected) => {
    expect(findAddresseeWithout(contacts, { failed, on })).toEqual(expected);
  });
});
