import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { roundSchema } from '../../shared/contracts/stored.ts';
import { addressOf, aBodyToAsk, anInspectorate, audit, MORNING } from './a-force.ts';
import { createFaultyStack, workUntilRest, type FaultyStack } from './faulty-stack.ts';
import { throttled } from './faults-of-services.ts';
import type { SendPath } from './send-path.ts';

const TRIES = 5;

describe('a message that failed until SQS set it aside', () => {
  let faulty: FaultyStack;
  let path: SendPath;

  beforeEach(async () => {
    faulty = await createFaultyStack();
    path = faulty.functions();
    await anInspectorate(path.service);
  });
  afterEach(() => faulty.stop());

  /** Tries again each time the visibility timeout of the try before has passed. */
  const tryUntilSetAside = async (): Promise<void> => {
    for (let attempt = 0; attempt <= TRIES; attempt += 1) {
      await path.take('outgoing');
      await faulty.showHeldMessages();
    }
  };
  const mailed = async () => {
    const mails = await faulty.stack.sesDoor.mails();
    return Promise.all(
      mails.map(async ({ id, destinations }) => {
        const { subject } = await PostalMime.parse(await faulty.stack.sesDoor.readMail(id));
        return [destinations.join(), subject];
      }),
    );
  };

  it('is handled by the state of the follow-up on the day it is put back, even weeks later (F18)', async () => {
    await aBodyToAsk(path.service, { forceId: 'northshire' });
    const answered = await aBodyToAsk(path.service, { forceId: 'loamshire' });
    faulty.at(MORNING);
    await path.take('sweep');
    faulty.interfere({ before: (call) => (call.service === 'ses' ? throttled(call) : undefined) });
    await tryUntilSetAside();
    faulty.interfere();
    expect(await faulty.messagesLeft()).toEqual({ waiting: 0, dead: 2 });

    // Loamshire answered by letter. Northshire has not answered, because it was never asked.
    const round = roundSchema.parse({
      id: 'six-week-response',
      savedAnswers: [],
      returns: [
        {
          version: 1,
          reference: 'LOAMSHIRE-2016-A1',
          receivedAt: '2016-04-01T09:00:00Z',
          how: 'letter',
          answered: 1,
          asked: 1,
          flags: [],
        },
      ],
      version: 0,
    });
    await path.service.followUps.change({ before: answered, rounds: [round], audit });
    faulty.at('2016-04-12T10:01:00Z');
    expect(await path.service.deadLetters.redrive('outgoing')).toBe(2);
    await workUntilRest(path.take, faulty);
    // The due date was 19 April. The force now has ten working days to answer.
    expect(await mailed()).toEqual([
      [addressOf('lead', 'northshire'), '[SIMULATED] By 26 April: northshire 2016 six-week response'],
    ]);
    expect(await faulty.messagesLeft()).toEqual({ waiting: 0, dead: 0 });
  });

  it('does not hold up other messages, and logs why it failed (F18)', async () => {
    await aBodyToAsk(path.service);
    faulty.at(MORNING);
    await path.service.wakeUps.send([{ forceId: 'loamshire', recipientId: '' }]);
    await path.take('sweep');
    await tryUntilSetAside();
    expect((await mailed()).map(([address]) => address)).toEqual([addressOf('lead')]);
    expect(await path.service.deadLetters.count()).toMatchObject({ outgoing: 1 });
    const failures = path.log.filter((line) => line.includes('"code":"message-failed"'));
    expect(failures).toHaveLength(TRIES);
    expect(failures[0]).toContain('A wake-up');
  });
});
