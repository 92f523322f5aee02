import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  isEarlier,
  londonDate,
  londonInstant,
  type Instant,
  type PlainDate,
} from '../../../shared/domain/dates.ts';
import type { Suspension } from '../../../shared/domain/follow-up.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { Contact } from '../../../shared/domain/contact.ts';
import { noticeStatus, type NoticeFacts } from '../../../shared/domain/notice.ts';
import type { RoundId } from '../../../shared/domain/programme.ts';
import { ncpiRoundIds as roundIds } from '../../builders/ncpi.ts';
import { isNightly } from '../../support/nightly.ts';
import { aContact, aContext, aFollowUp, aRecord, aRound, essexContacts } from '../../builders/follow-up.ts';
import { anyDate } from '../any-date.ts';
import { inLines, walk, type Happening, type LaterFacts, type World } from '../walk.ts';

/** Hours and minutes at which anything happens here. They lie around every time of day that a decision checks. */
const TIMES = [
  [0, 0],
  [9, 45],
  [10, 0],
  [10, 15],
  [13, 0],
  [16, 45],
  [17, 0],
  [23, 45],
] as const;
const DAYS = 280;

/** Each story takes about a thousand decisions. `npm run stories` runs 500 stories, with new ones each night. */
const STORIES = isNightly ? 500 : 6;
/** The time limit in milliseconds, long enough for a busy machine. */
const LONG = STORIES * 10_000;

function moment(on: PlainDate, index: number): Instant {
  const [hour, minute] = TIMES[index % TIMES.length] ?? [0, 0];
  return londonInstant(on, { hour, minute });
}

/** Returns the next of those times. A walk that looks at each of them cannot miss anything. */
function nextTime(now: Instant): Instant {
  const today = londonDate(now);
  return (
    TIMES.map((_, index) => moment(today, index)).find((time) => isEarlier(now, time)) ??
    moment(addDays(today, 1), 0)
  );
}

interface Story {
  readonly publishedOn: PlainDate;
  readonly releasedAfter: number;
  readonly catchesUp: boolean;
  readonly contacts: readonly { role: number; from: number; to: number; shares: boolean }[];
  readonly suspensions: readonly { from: number; days: number }[];
  readonly turns: readonly { day: number; time: number; what: number; which: number; days: number }[];
  readonly outcomes: readonly { fact: number; after: number }[];
}

const anyStory: fc.Arbitrary<Story> = fc.record({
  publishedOn: anyDate,
  releasedAfter: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 150 })),
  catchesUp: fc.boolean(),
  contacts: fc.array(
    fc.record({
      role: fc.integer({ min: 0, max: 4 }),
      from: fc.integer({ min: -10, max: 200 }),
      to: fc.integer({ min: 0, max: 260 }),
      shares: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  suspensions: fc.array(
    fc.record({ from: fc.integer({ min: -20, max: 200 }), days: fc.integer({ min: 0, max: 70 }) }),
    { maxLength: 2 },
  ),
  turns: fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 250 }),
      time: fc.integer({ min: 0, max: TIMES.length - 1 }),
      what: fc.integer({ min: 0, max: 12 }),
      which: fc.integer({ min: 0, max: 5 }),
      days: fc.integer({ min: -15, max: 60 }),
    }),
    { maxLength: 7 },
  ),
  outcomes: fc.array(
    fc.record({ fact: fc.integer({ min: 0, max: 9 }), after: fc.integer({ min: 1, max: 40 }) }),
    { minLength: 1, maxLength: 12 },
  ),
});

function worldOf(story: Story): World {
  const on = (days: number) => addDays(story.publishedOn, days);
  const roles = ['lead', 'deputy', 'sign-off', 'liaison', 'local-policing-body'] as const;
  const others = story.contacts.map(({ role, from, to, shares }, index): Contact => {
    const id = `other-${index}`;
    const contact = aContact({
      id,
      role: roles[role] ?? 'lead',
      ...(shares ? { email: 'deputy@essex.police.example' } : {}),
    });
    return { ...contact, from: on(from), to: on(Math.max(from + 1, to)) };
  });
  const followUp = aFollowUp({ publishedOn: story.publishedOn.toString(), catchesUp: story.catchesUp });
  return {
    record: aRecord({ followUp: { ...followUp, releasedAt: moment(on(story.releasedAfter), 1) } }),
    context: aContext({
      contacts: [...essexContacts(), ...others],
      suspensions: story.suspensions.map(({ from, days }) => stretch(on(from), days)),
    }),
  };
}

function stretch(from: PlainDate, days: number): Suspension {
  return { from, to: days === 0 ? undefined : addDays(from, days), reason: 'inspections suspended' };
}

function changeRound(
  world: World,
  { id, to }: { id: RoundId; to: (before: Round) => Partial<Round> },
): World {
  const before = world.record.rounds.find((round) => round.id === id) ?? aRound({ id });
  const others = world.record.rounds.filter((round) => round.id !== id);
  return { ...world, record: { ...world.record, rounds: [...others, { ...before, ...to(before) }] } };
}

function changeFollowUp(world: World, change: Partial<World['record']['followUp']>): World {
  return { ...world, record: { ...world.record, followUp: { ...world.record.followUp, ...change } } };
}

function happeningsOf(story: Story): Happening[] {
  return story.turns.map((turn): Happening => {
    const on = addDays(story.publishedOn, turn.day);
    const when = moment(on, turn.time);
    const later = addDays(on, turn.days);
    const id = roundIds[turn.which % roundIds.length] ?? 'six-week-response';
    const reason = 'agreed';
    const change = (world: World): World => {
      const { followUp } = world.record;
      switch (turn.what) {
        case 0:
          return changeRound(world, {
            id,
            to: ({ returns }) => ({
              returns: [
                ...returns,
                {
                  version: returns.length + 1,
                  reference: 'R',
                  receivedAt: when,
                  contactId: 'lead',
                  how: 'form',
                  answered: 5,
                  asked: 5,
                  flags: [],
                },
              ],
            }),
          });
        case 1:
          return changeRound(world, {
            id,
            to: () => ({ moreTime: { askedAt: when, by: 'lead', until: later, reason } }),
          });
        case 2:
          return changeRound(world, {
            id,
            to: ({ moreTime }) =>
              moreTime === undefined
                ? {}
                : { moreTime: { ...moreTime, answer: { granted: false, at: when } } },
          });
        case 3:
        case 4:
          return changeFollowUp(world, {
            revisions: [
              ...followUp.revisions,
              {
                milestone: turn.which === 5 ? 'revisit' : id,
                revisedDueOn: later,
                reason,
                recordedAt: when,
                recordedBy: 'p-nair',
              },
            ],
          });
        case 5:
          return changeFollowUp(world, {
            pauses: [...followUp.pauses, stretch(addDays(on, turn.which), Math.max(0, turn.days))],
          });
        case 6:
          return {
            ...world,
            context: {
              ...world.context,
              contacts: world.context.contacts.map((contact, index) =>
                index === turn.which
                  ? { ...contact, unreachable: { since: when, reason: 'bounced' } }
                  : contact,
              ),
            },
          };
        case 7:
          return {
            ...world,
            context: {
              ...world.context,
              contacts: world.context.contacts.map((contact) => ({ ...contact, unreachable: undefined })),
            },
          };
        case 8:
          return {
            ...world,
            record: {
              ...world.record,
              recommendations: world.record.recommendations.map((recommendation) =>
                recommendation.number > turn.which
                  ? { ...recommendation, outcome: { kind: 'closed', on } }
                  : recommendation,
              ),
            },
          };
        case 9:
          return changeFollowUp(world, {
            visits: [
              turn.which < 3
                ? {
                    id: 'v1',
                    moves: [],
                    booked: { firstOn: later, lastOn: addDays(later, 2) },
                    announcedAt: when,
                  }
                : { id: 'v1', moves: [], held: { precision: 'day', firstOn: on, lastOn: on } },
            ],
          });
        case 10:
          return changeRound(world, {
            id,
            to: () => ({
              askedAgain: { askedAt: when, recommendations: [1], note: 'which?', answerBy: later },
            }),
          });
        case 11:
          return { ...world, record: { ...world.record, notices: withResends(world, when) } };
        default:
          return changeFollowUp(world, { state: turn.which === 0 ? 'withdrawn' : 'open' });
      }
    };
    return { at: when, change };
  });
}

/** Makes a human ask to send every email with an unknown outcome again. */
function withResends({ record: { notices } }: World, when: Instant): World['record']['notices'] {
  const again = notices
    .filter(({ facts, key }) => noticeStatus(facts) === 'unknown' && key.attempt === 1)
    .filter(({ key }) => !notices.some((other) => other.key.attempt === 2 && other.key.rung === key.rung))
    .map((notice) => ({ ...notice, key: { ...notice.key, attempt: 2 }, facts: { resendAsked: when } }));
  return [...notices, ...again];
}

/** Returns the later outcome of each email. It depends on the notice alone, not on the order of looking. */
function laterOf(story: Story): LaterFacts {
  const facts = [
    'delivered',
    'delivered',
    'delivered',
    'delivered',
    'delivered',
    'delivered',
    'transientBounce',
    'permanentBounce',
    'unknown',
    'complained',
  ] as const;
  return (notice, leftAt) => {
    const text = `${notice.key.milestone}${notice.key.rung}${notice.key.contactId}${notice.key.attempt}`;
    const sum = Array.from(text, (character) => character.charCodeAt(0)).reduce((a, b) => a + b, 0);
    const outcome = story.outcomes[sum % story.outcomes.length];
    if (outcome === undefined) return undefined;
    let when = leftAt;
    for (let step = 0; step < outcome.after; step += 1) when = nextTime(when);
    const name = facts[outcome.fact] ?? 'delivered';
    return { at: when, facts: { [name]: when } satisfies NoticeFacts };
  };
}

function bothWalks(story: Story, nextLook: (now: Instant) => Instant) {
  const walked = {
    from: moment(story.publishedOn, 0),
    to: moment(addDays(story.publishedOn, DAYS), 0),
    outcome: (_notice: unknown, when: Instant) => ({ claimed: when, accepted: when }),
    later: laterOf(story),
  };
  const byAttention = walk(worldOf(story), { ...walked, happenings: happeningsOf(story) });
  const byClock = walk(worldOf(story), { ...walked, happenings: happeningsOf(story), nextLook });
  return { byAttention, byClock };
}

describe('the time at which to look at a follow-up again', () => {
  it(
    'is early enough, so looking only then sends the same emails as looking eight times a day (F1)',
    () => {
      fc.assert(
        fc.property(anyStory, (story) => {
          const { byAttention, byClock } = bothWalks(story, nextTime);
          expect(inLines(byAttention.emails)).toEqual(inLines(byClock.emails));
        }),
        { numRuns: STORIES },
      );
    },
    LONG,
  );

  it(
    'is never late, compared with looking every 15 minutes for nine months',
    () => {
      fc.assert(
        fc.property(anyStory, (story) => {
          const { byAttention, byClock } = bothWalks(story, (now) => now.add({ minutes: 15 }));
          expect(inLines(byAttention.emails)).toEqual(inLines(byClock.emails));
        }),
        { numRuns: Math.ceil(STORIES / 12) },
      );
    },
    LONG,
  );
});
