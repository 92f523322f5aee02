import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  nameCopyRung,
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

describe('the joining of facts about an email (F7)', () => {
  it('gives the same result in either order', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (a, b) => {
        expect(inText(joinFacts(a, b))).toBe(inText(joinFacts(b, a)));
      }),
    );
  });

  it('gives the same result however three facts are grouped', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, anyFacts, (a, b, c) => {
        expect(inText(joinFacts(joinFacts(a, b), c))).toBe(inText(joinFacts(a, joinFacts(b, c))));
      }),
    );
  });

  it('changes nothing when the same facts come twice', () => {
    fc.assert(
      fc.property(anyFacts, (a) => {
        expect(inText(joinFacts(a, a))).toBe(inText(a));
      }),
    );
  });

  it('keeps every fact, each at the earliest time reported', () => {
    const [early, late] = [at('2016-04-12T10:00'), at('2016-04-12T10:05')];
    expect(inText(joinFacts({ accepted: late, claimed: early }, { accepted: early, delivered: late }))).toBe(
      inText({ accepted: early, claimed: early, delivered: late }),
    );
  });
});

describe('the status of a notice (F7)', () => {
  it('is the same in any order of its events, even if events repeat', () => {
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

  it('never moves back when a fact is added', () => {
    fc.assert(
      fc.property(anyFacts, anyFact, (facts, fact) => {
        const before = Object.keys(facts).length === 0 ? -1 : noticeFactNames.indexOf(noticeStatus(facts));
        expect(noticeFactNames.indexOf(noticeStatus(joinFacts(facts, fact)))).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it.each([
    ['an out-of-office reply and a delivery', ['transientBounce', 'delivered'], 'delivered'],
    ['a delay and a delivery', ['delayed', 'delivered'], 'delivered'],
    ['a delivery and a bounce', ['delivered', 'permanentBounce'], 'permanentBounce'],
    ['a delivery and a complaint', ['delivered', 'complained'], 'complained'],
    ['a complaint and a bounce', ['permanentBounce', 'complained'], 'complained'],
    [
      'a delivery report that came after Revisit stopped waiting',
      ['claimed', 'unknown', 'delivered'],
      'delivered',
    ],
    ['no report at all', ['claimed', 'unknown'], 'unknown'],
    ['a definite refusal', ['claimed', 'failed'], 'failed'],
    ['the suppression list', ['accepted', 'suppressed'], 'suppressed'],
    ['a virus', ['accepted', 'rejected'], 'rejected'],
    ['a resend that is no longer needed', ['resendAsked', 'skipped'], 'skipped'],
    ['a resend on its way', ['resendAsked', 'claimed'], 'claimed'],
    ['a mailbox that was full and then closed', ['transientBounce', 'permanentBounce'], 'permanentBounce'],
    ['an email that was taken and could not be rendered', ['accepted', 'failed'], 'failed'],
  ] as const)('after %s %j is %s, in either order', (_what, names, expected) => {
    const events = names.map((name, index) => ({ [name]: at('2016-04-12').add({ minutes: index }) }));
    expect(noticeStatus(joinAll(events))).toBe(expected);
    expect(noticeStatus(joinAll([...events].reverse()))).toBe(expected);
  });
});

describe('the allowed status changes of a notice', () => {
  it('match the diagram in docs/notice-states.md exactly', () => {
    const drawn = [...readFileSync('docs/notice-states.md', 'utf8').matchAll(/^ +(\S+) --> (\S+)$/gmu)].map(
      ([, from, to]) => `${from ?? ''} --> ${to ?? ''}`,
    );
    const steps = noticeFactNames.flatMap((from) => nextStatuses[from].map((to) => `${from} --> ${to}`));
    expect(drawn.sort()).toEqual([...firstStatuses.map((to) => `[*] --> ${to}`), ...steps].sort());
  });

  it('match the table of statuses in docs/notice-states.md, in the same order', () => {
    const described = [...readFileSync('docs/notice-states.md', 'utf8').matchAll(/^\| `(\w+)`/gmu)];
    expect(described.map(([, status]) => status)).toEqual([...noticeFactNames]);
  });

  it('always lead to a higher status, and reach every status', () => {
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

  it('include every change that the mail service can cause, in any order of its events', () => {
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
  ] as const)('with the status %s is a problem that a human must see: %s', (name, expected) => {
    expect(isProblem(aNotice({ facts: { [name]: iso('2016-04-12') } }))).toBe(expected);
  });

  it('is in flight while a sender has claimed it and nothing more is known', () => {
    expect(isInFlight(aNotice({ facts: { claimed: iso('2016-04-12') } }))).toBe(true);
    expect(isInFlight(aNotice({ facts: { claimed: iso('2016-04-12'), accepted: iso('2016-04-12') } }))).toBe(
      false,
    );
  });

  it('has an id made from its key, with a number for a further attempt', () => {
    expect(noticeId(aNotice().key)).toBe('essex-ncpi-2016-03-08/six-week-response/2016-04-19/request/lead');
    expect(noticeId(aNotice({ key: { attempt: 2 } }).key)).toBe(
      'essex-ncpi-2016-03-08/six-week-response/2016-04-19/request/lead/2',
    );
    expect(nameCopyRung('nudge', { id: 'lead' })).toBe('nudge-copy-lead');
  });
});

describe('the thread of an email', () => {
  const sent = (day: string, given: Parameters<typeof aNotice>[0] = {}) =>
    aNotice({ facts: { claimed: iso(day) }, sesMessageId: `ses-${day}`, ...given });
  const key = { milestone: 'six-week-response', contactId: 'lead' } as const;

  it('holds the earlier emails to the same person about the same milestone, oldest first', () => {
    const notices = [sent('2016-04-12', { rungId: 'nudge' }), sent('2016-03-22')];
    expect(threadOf(notices, key)).toEqual(['ses-2016-03-22', 'ses-2016-04-12']);
  });

  it('leaves out other people, other milestones and emails that the mail service did not take', () => {
    const notices = [
      sent('2016-03-22', { key: { contactId: 'deputy' } }),
      sent('2016-03-23', { key: { milestone: 'three-month-update' } }),
      sent('2016-03-24', { sesMessageId: undefined }),
    ];
    expect(threadOf(notices, key)).toEqual([]);
  });
});
