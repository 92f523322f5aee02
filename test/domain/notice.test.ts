import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  copyRung,
  firstStatuses,
  isInFlight,
  isProblem,
  joinFacts,
  nextStatuses,
  noticeFactNames,
  noticeId,
  noticeStatus,
  threadOf,
  type NoticeFactName,
  type NoticeFacts,
  type NoticeStatus,
} from '../../shared/domain/notice.ts';
import { aNotice, at, iso } from '../builders/follow-up.ts';

const anyInstant = fc
  .integer({ min: Date.UTC(2016, 2, 1), max: Date.UTC(2016, 11, 31) })
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));
const anyFact = fc
  .record({ name: fc.constantFrom(...noticeFactNames), at: anyInstant })
  .map(({ name, at: when }): NoticeFacts => ({ [name]: when }));
const anyFacts = fc.array(anyFact, { maxLength: 8 }).map((events) => joinAll(events));

function joinAll(events: readonly NoticeFacts[]): NoticeFacts {
  return events.reduce<NoticeFacts>((facts, event) => joinFacts(facts, event), {});
}

function inText(facts: NoticeFacts): string {
  return noticeFactNames.map((name) => `${name} ${facts[name]?.toString() ?? '-'}`).join(', ');
}

describe('joining facts (F7)', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (a, b) => {
        expect(inText(joinFacts(a, b))).toBe(inText(joinFacts(b, a)));
      }),
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, anyFacts, (a, b, c) => {
        expect(inText(joinFacts(joinFacts(a, b), c))).toBe(inText(joinFacts(a, joinFacts(b, c))));
      }),
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(anyFacts, (a) => {
        expect(inText(joinFacts(a, a))).toBe(inText(a));
      }),
    );
  });

  it('loses no fact and keeps each at its earliest instant', () => {
    const [early, late] = [at('2016-04-12T10:00'), at('2016-04-12T10:05')];
    expect(inText(joinFacts({ accepted: late, claimed: early }, { accepted: early, delivered: late }))).toBe(
      inText({ accepted: early, claimed: early, delivered: late }),
    );
  });
});

describe('the status of a notice (F7)', () => {
  it('is one and the same in every order and duplication of its events', () => {
    const shuffled = fc.array(anyFact, { minLength: 1, maxLength: 8 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        again: fc.shuffledSubarray([...events, ...events], {
          minLength: events.length * 2,
          maxLength: events.length * 2,
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ events, again }) => {
        expect(noticeStatus(joinAll(again))).toBe(noticeStatus(joinAll(events)));
      }),
    );
  });

  it('never goes back when a fact is added', () => {
    fc.assert(
      fc.property(anyFacts, anyFact, (facts, fact) => {
        const before = Object.keys(facts).length === 0 ? -1 : noticeFactNames.indexOf(noticeStatus(facts));
        expect(noticeFactNames.indexOf(noticeStatus(joinFacts(facts, fact)))).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it.each([
    ['an out-of-office before or after the delivery', ['transientBounce', 'delivered'], 'delivered'],
    ['a delay', ['delayed', 'delivered'], 'delivered'],
    ['a mail system that changes its mind', ['delivered', 'permanentBounce'], 'permanentBounce'],
    ['a complaint about what arrived', ['delivered', 'complained'], 'complained'],
    ['a complaint and a bounce', ['permanentBounce', 'complained'], 'complained'],
    ['word that came after the claim was given up', ['claimed', 'unknown', 'delivered'], 'delivered'],
    ['no word', ['claimed', 'unknown'], 'unknown'],
    ['a certain refusal', ['claimed', 'failed'], 'failed'],
    ['the suppression list', ['accepted', 'suppressed'], 'suppressed'],
    ['a virus', ['accepted', 'rejected'], 'rejected'],
    ['a resend that nothing calls for any more', ['resendAsked', 'skipped'], 'skipped'],
    ['a resend on its way', ['resendAsked', 'claimed'], 'claimed'],
    ['a mailbox that was full and then closed', ['transientBounce', 'permanentBounce'], 'permanentBounce'],
    ['an email that was taken and could not be rendered', ['accepted', 'failed'], 'failed'],
  ] as const)('after %s (%j) is %s, in both orders', (_what, names, expected) => {
    const events = names.map((name, index) => ({ [name]: at('2016-04-12').add({ minutes: index }) }));
    expect(noticeStatus(joinAll(events))).toBe(expected);
    expect(noticeStatus(joinAll([...events].reverse()))).toBe(expected);
  });
});

describe('the legal steps of a notice', () => {
  it('are those the diagram in docs/notice-states.md draws, no more and no fewer', () => {
    const drawn = [...readFileSync('docs/notice-states.md', 'utf8').matchAll(/^ +(\S+) --> (\S+)$/gmu)].map(
      ([, from, to]) => `${from ?? ''} --> ${to ?? ''}`,
    );
    const steps = noticeFactNames.flatMap((from) => nextStatuses[from].map((to) => `${from} --> ${to}`));
    expect(drawn.sort()).toEqual([...firstStatuses.map((to) => `[*] --> ${to}`), ...steps].sort());
  });

  it('are described each in its table, in the order of the lattice', () => {
    const described = [...readFileSync('docs/notice-states.md', 'utf8').matchAll(/^\| `(\w+)`/gmu)];
    expect(described.map(([, status]) => status)).toEqual([...noticeFactNames]);
  });

  it('all lead upward, and to every status there is', () => {
    for (const from of noticeFactNames) {
      for (const to of nextStatuses[from]) {
        expect(noticeFactNames.indexOf(to), `${from} to ${to}`).toBeGreaterThan(
          noticeFactNames.indexOf(from),
        );
      }
    }
    expect(new Set(firstStatuses.flatMap((status) => [status, ...reachable(status)]))).toEqual(
      new Set(noticeFactNames),
    );
  });

  it('explain every change that the mail service can cause, in whatever order its events come', () => {
    const told = [
      'accepted',
      'delayed',
      'transientBounce',
      'delivered',
      'permanentBounce',
      'complained',
    ] as const;
    const anyStory = fc
      .uniqueArray(fc.constantFrom<NoticeFactName>(...told), { minLength: 1 })
      .filter((names) => !names.includes('complained') || names.includes('delivered'));
    fc.assert(
      fc.property(anyStory, (names) => {
        let facts: NoticeFacts = { claimed: at('2016-04-12') };
        for (const name of names) {
          const before = noticeStatus(facts);
          facts = joinFacts(facts, { [name]: at('2016-04-12') });
          const after = noticeStatus(facts);
          if (after !== before) expect(reachable(before)).toContain(after);
        }
      }),
    );
  });
});

function reachable(from: NoticeStatus): NoticeStatus[] {
  const found = new Set<NoticeStatus>();
  const open = [from];
  for (let status = open.pop(); status !== undefined; status = open.pop()) {
    for (const next of nextStatuses[status]) {
      if (!found.has(next)) open.push(next);
      found.add(next);
    }
  }
  return [...found];
}

describe('a notice', () => {
  it.each([
    ['claimed', false],
    ['accepted', false],
    ['delayed', false],
    ['delivered', false],
    ['skipped', false],
    ['resendAsked', false],
    ['unknown', true],
    ['failed', true],
    ['transientBounce', true],
    ['suppressed', true],
    ['rejected', true],
    ['permanentBounce', true],
    ['complained', true],
  ] as const)('that is %s is a problem for a human: %s', (name, expected) => {
    expect(isProblem(aNotice({ facts: { [name]: iso('2016-04-12') } }))).toBe(expected);
  });

  it('is in flight while it is claimed and nothing more is known', () => {
    expect(isInFlight(aNotice({ facts: { claimed: iso('2016-04-12') } }))).toBe(true);
    expect(isInFlight(aNotice({ facts: { claimed: iso('2016-04-12'), accepted: iso('2016-04-12') } }))).toBe(
      false,
    );
  });

  it('is named by its key, and a further attempt by its number', () => {
    expect(noticeId(aNotice().key)).toBe('essex-ncpi-2016-03-08/six-week-response/2016-04-19/request/lead');
    expect(noticeId(aNotice({ key: { attempt: 2 } }).key)).toBe(
      'essex-ncpi-2016-03-08/six-week-response/2016-04-19/request/lead/2',
    );
    expect(copyRung('nudge', { id: 'lead' })).toBe('nudge-copy-lead');
  });
});

describe('The thread of an email', () => {
  const sent = (day: string, given: Parameters<typeof aNotice>[0] = {}) =>
    aNotice({ facts: { claimed: iso(day) }, sesMessageId: `ses-${day}`, ...given });
  const key = { milestone: 'six-week-response', contactId: 'lead' } as const;

  it('holds what the person got about the milestone before, the oldest first', () => {
    const notices = [sent('2016-04-12', { rungId: 'nudge' }), sent('2016-03-22')];
    expect(threadOf(notices, key)).toEqual(['ses-2016-03-22', 'ses-2016-04-12']);
  });

  it('leaves out other people, other milestones, and what no mail service took', () => {
    const notices = [
      sent('2016-03-22', { key: { contactId: 'deputy' } }),
      sent('2016-03-23', { key: { milestone: 'three-month-update' } }),
      sent('2016-03-24', { sesMessageId: undefined }),
    ];
    expect(threadOf(notices, key)).toEqual([]);
  });
});
