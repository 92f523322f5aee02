import PostalMime from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { roundSchema } from '../../shared/contracts/stored.ts';
import type { FollowUp } from '../../shared/domain/follow-up.ts';
import type { Round } from '../../shared/domain/round.ts';
import type { FollowUpChange } from '../../shared/ports/follow-ups.ts';
import { aRecommendation } from '../builders/stored.ts';
import { addressOf, aBodyToAsk, anInspectorate, audit, MORNING } from './a-force.ts';
import { createFaultyStack, sweepAt, workUntilRest, type FaultyStack } from './faulty-stack.ts';
import type { SendPath } from './send-path.ts';

const DAY_OF_THE_NUDGE = '2016-04-12T10:01:00Z';
const at = Temporal.Instant.from(DAY_OF_THE_NUDGE);
const on = (date: string): Temporal.PlainDate => Temporal.PlainDate.from(date);

function theRound(given: Partial<z.input<typeof roundSchema>>): Round {
  return roundSchema.parse({ id: 'six-week-response', savedAnswers: [], returns: [], version: 0, ...given });
}

const returned = {
  version: 1,
  reference: 'LOAMSHIRE-2016-A1',
  receivedAt: DAY_OF_THE_NUDGE,
  how: 'letter',
  answered: 1,
  asked: 1,
  flags: [],
} as const;

/** Lists the changes of a follow-up that make a due reminder wrong. */
const changes: readonly (readonly [
  name: string,
  change: (before: FollowUp) => Omit<FollowUpChange, 'before' | 'audit'>,
])[] = [
  ['the force answers', () => ({ rounds: [theRound({ returns: [returned] })] })],
  [
    'more time is asked for',
    () => ({
      rounds: [
        theRound({
          moreTime: { askedAt: DAY_OF_THE_NUDGE, by: 'lead', until: '2016-05-10', reason: 'Leave.' },
        }),
      ],
    }),
  ],
  [
    'the force says that it was sent another way',
    () => ({
      rounds: [theRound({ sentAnotherWay: { saidAt: DAY_OF_THE_NUDGE, by: 'lead', how: 'By post.' } })],
    }),
  ],
  [
    'the date is moved',
    (before) => ({
      after: {
        ...before,
        revisions: [
          {
            milestone: 'six-week-response',
            revisedDueOn: on('2016-05-17'),
            reason: 'Agreed.',
            recordedAt: at,
            recordedBy: 'p-nair',
          },
        ],
      },
    }),
  ],
  [
    'its clocks are stopped',
    (before) => ({ after: { ...before, pauses: [{ from: on('2016-04-12'), reason: 'An inquest.' }] } }),
  ],
  ['it is withdrawn', (before) => ({ after: { ...before, state: 'withdrawn' } })],
  [
    'its last recommendation is closed',
    () => ({ recommendations: [aRecommendation({ outcome: { kind: 'closed', on: '2016-04-12' } })] }),
  ],
];

const NOTHING = 'nothing happens';

/** Lists the forces that hold an old date after their change, so that they are told of it. */
const toldAfter = [
  'the-date-is-moved',
  'its-clocks-are-stopped',
  'it-is-withdrawn',
  'its-last-recommendation-is-closed',
];

describe('a reminder that was planned before the follow-up changed', () => {
  let faulty: FaultyStack;
  let path: SendPath;

  beforeEach(async () => {
    faulty = await createFaultyStack();
    path = faulty.functions();
    await anInspectorate(path.service);
  });
  afterEach(() => faulty.stop());

  /** Asks forces three weeks ago. Each is due a reminder today. */
  const askBodies = async (ids: readonly string[]): Promise<Map<string, FollowUp>> => {
    const asked = new Map<string, FollowUp>();
    for (const forceId of ids) asked.set(forceId, await aBodyToAsk(path.service, { forceId }));
    await sweepAt(MORNING, { faulty, take: path.take });
    expect(await remindersTo(ids)).toEqual(new Map(ids.map((id) => [id, 0])));
    faulty.at(DAY_OF_THE_NUDGE);
    await path.take('sweep');
    return asked;
  };
  /** Returns how many emails each force got that ask for the response, besides the request. */
  const remindersTo = async (ids: readonly string[]): Promise<Map<string, number>> => {
    const asked = (await mails()).filter(({ subject }) => subject.includes('By 19 April'));
    const counted = (id: string) => asked.filter(({ to }) => to === addressOf('lead', id)).length;
    return new Map(ids.map((id) => [id, counted(id) - 1]));
  };
  /** Returns the ids of the forces that were told of a change. */
  const toldOfChange = async (ids: readonly string[]): Promise<string[]> => {
    const told = (await mails()).filter(({ subject }) => /Changed:|Closed:/u.test(subject));
    return ids.filter((id) => told.some(({ to }) => to === addressOf('lead', id)));
  };
  const mails = async (): Promise<{ to: string; subject: string }[]> => {
    const sent = await faulty.stack.sesDoor.mails();
    return Promise.all(
      sent.map(async ({ id, destinations }) => {
        const { subject } = await PostalMime.parse(await faulty.stack.sesDoor.readMail(id));
        return { to: destinations.join(), subject: subject ?? '' };
      }),
    );
  };
  const happen = async (before: FollowUp, change: (typeof changes)[number][1]): Promise<void> => {
    await path.service.followUps.change({ before, ...change(before), audit: { ...audit, at } });
  };
  const idOf = (name: string): string => name.replaceAll(' ', '-');

  it('does not leave after any change made while it waited in the queue (F5)', async () => {
    const ids = [NOTHING, ...changes.map(([name]) => name)].map(idOf);
    const asked = await askBodies(ids);
    expect((await faulty.messagesLeft()).waiting).toBe(ids.length);
    for (const [name, change] of changes) {
      const before = asked.get(idOf(name));
      if (before !== undefined) await happen(before, change);
    }
    await workUntilRest(path.take, faulty);
    await sweepAt('2016-04-12T10:16:00Z', { faulty, take: path.take });
    expect(await remindersTo(ids)).toEqual(new Map(ids.map((id) => [id, id === idOf(NOTHING) ? 1 : 0])));
    expect(await toldOfChange(ids)).toEqual(toldAfter);
  });

  it('does not leave after any change made while the sender wrote it (F5)', async () => {
    const ids = changes.map(([name]) => idOf(name));
    const asked = await askBodies(ids);
    const toCome = new Map(changes.map(([name, change]) => [idOf(name), change]));
    faulty.interfere({
      before: async ({ action, body }) => {
        if (action !== 'TransactWriteItems') return undefined;
        // The first transaction about a force is the claim. The change is a transaction too.
        const id = ids.find((known) => body.includes(`${known}-ncpi`) && toCome.has(known));
        const [before, change] = [asked.get(id ?? ''), toCome.get(id ?? '')];
        toCome.delete(id ?? '');
        if (before !== undefined && change !== undefined) await happen(before, change);
        return undefined;
      },
    });
    await workUntilRest(path.take, faulty);
    expect(toCome.size).toBe(0);
    expect(await remindersTo(ids)).toEqual(new Map(ids.map((id) => [id, 0])));
    expect(await toldOfChange(ids)).toEqual(toldAfter);
  });

  it('goes to nobody who has left, and the successor is asked instead (F5)', async () => {
    const followUp = (await askBodies(['loamshire'])).get('loamshire');
    const { people, followUps } = path.service;
    const [lead] = await people.contacts('loamshire');
    if (lead === undefined || followUp === undefined) throw new Error('There is no lead.');
    await people.putContact({ ...lead, to: on('2016-04-12') }, { isNew: false, audit });
    const successor = { ...lead, id: 'lead-2', email: 'successor@loamshire.example', from: on('2016-04-12') };
    await people.putContact(successor, { isNew: true, audit });
    await followUps.askForAttention(followUp.id, at);
    await workUntilRest(path.take, faulty);
    await sweepAt('2016-04-12T10:16:00Z', { faulty, take: path.take });
    const asked = (await mails()).filter(({ subject }) => /By \d+ April/u.test(subject));
    expect(asked.map(({ to }) => to)).toEqual([addressOf('lead'), 'successor@loamshire.example']);
  });

  it('does not leave while all clocks are suspended (F5)', async () => {
    await askBodies(['loamshire']);
    await path.service.settings.change({
      setting: 'suspensions',
      before: [],
      after: [{ from: on('2016-04-12'), reason: 'The pandemic.' }],
      audit: { ...audit, at },
    });
    await workUntilRest(path.take, faulty);
    expect(await remindersTo(['loamshire'])).toEqual(new Map([['loamshire', 0]]));
  });
});
