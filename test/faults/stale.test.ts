import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { roundSchema } from '../../shared/contracts/stored.ts';
import type { FollowUp, Round } from '../../shared/domain/follow-up.ts';
import type { FollowUpChange } from '../../shared/ports/follow-ups.ts';
import { aRecommendation } from '../builders/stored.ts';
import { addressOf, aForceToAsk, anInspectorate, audit, MORNING, OWNER_ADDRESS } from './a-force.ts';
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

/** What may happen to a follow-up so that a reminder which was due a moment ago is none of its business any more. */
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

describe('a reminder that was planned, and then', () => {
  let faulty: FaultyStack;
  let path: SendPath;
  let asked: FollowUp;

  beforeEach(async () => {
    faulty = await createFaultyStack();
    path = faulty.functions();
    await anInspectorate(path.service);
    asked = await aForceToAsk(path.service);
    await sweepAt(MORNING, { faulty, take: path.take });
    faulty.at(DAY_OF_THE_NUDGE);
  });
  afterEach(() => faulty.stop());

  /** What the force got; its owner may be told of the change. */
  const mailed = async () =>
    (await faulty.stack.sesDoor.mails())
      .map(({ destinations }) => destinations.join())
      .filter((address) => address !== OWNER_ADDRESS);
  const happen = async (change: (typeof changes)[number][1]): Promise<void> => {
    await path.service.followUps.change({ before: asked, ...change(asked), audit: { ...audit, at } });
  };

  it('nothing happens: it leaves', async () => {
    await path.take('sweep');
    await workUntilRest(path.take, faulty);
    expect(await mailed()).toEqual([addressOf('lead'), addressOf('lead')]);
  });

  it.each(changes)('%s, while it waits in the queue: it does not leave (F5)', async (_, change) => {
    await path.take('sweep');
    expect((await faulty.messagesLeft()).waiting).toBe(1);
    await happen(change);
    await workUntilRest(path.take, faulty);
    await sweepAt('2016-04-12T10:16:00Z', { faulty, take: path.take });
    expect(await mailed()).toEqual([addressOf('lead')]);
  });

  it.each(changes)('%s, while it is being written: it does not leave (F5)', async (_, change) => {
    await path.take('sweep');
    let claims = 0;
    faulty.interfere({
      before: async ({ action }) => {
        if (action !== 'TransactWriteItems') return undefined;
        claims += 1;
        // The change is a transaction as well.
        if (claims === 1) await happen(change);
        return undefined;
      },
    });
    await workUntilRest(path.take, faulty);
    expect(claims).toBe(2);
    expect(await mailed()).toEqual([addressOf('lead')]);
  });

  it('the lead changes, while it waits in the queue: the new lead is asked, and the old one hears no more (F5)', async () => {
    await path.take('sweep');
    const { people, followUps } = path.service;
    const [lead] = await people.contacts('loamshire');
    if (lead === undefined) throw new Error('There is no lead.');
    await people.putContact({ ...lead, to: on('2016-04-12') }, { isNew: false, audit });
    const successor = { ...lead, id: 'lead-2', email: 'successor@loamshire.example', from: on('2016-04-12') };
    await people.putContact(successor, { isNew: true, audit });
    await followUps.lowerAttention(asked.id, at);
    await workUntilRest(path.take, faulty);
    await sweepAt('2016-04-12T10:16:00Z', { faulty, take: path.take });
    expect(await mailed()).toEqual([addressOf('lead'), 'successor@loamshire.example']);
  });

  it('all clocks are suspended, while it waits in the queue: it does not leave (F5)', async () => {
    await path.take('sweep');
    await path.service.settings.change({
      setting: 'suspensions',
      before: [],
      after: [{ from: on('2016-04-12'), reason: 'The pandemic.' }],
      audit: { ...audit, at },
    });
    await workUntilRest(path.take, faulty);
    expect(await mailed()).toEqual([addressOf('lead')]);
  });
});
