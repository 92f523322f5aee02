import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { addressOf, aBodyToAsk, anInspectorate, MORNING } from './a-force.ts';
import { askBodyCourse } from './courses.ts';
import { createFaultyStack, sweepAt, workUntilRest, type FaultyStack } from './faulty-stack.ts';
import { isLongForm, report } from './report.ts';
import { createSendPath, type SendPath } from './send-path.ts';

const SWEEPS = isLongForm ? 50 : 6;
/** The number of forces. Each owes one email to its lead and one to its liaison mailbox. */
const BODIES = isLongForm ? 100 : 5;
const REPLAYS = 3;

describe('Revisit when the same work happens more than once', () => {
  let faulty: FaultyStack;
  let path: SendPath;

  beforeEach(async () => {
    faulty = await createFaultyStack();
    path = faulty.functions();
    await anInspectorate(path.service);
  });
  afterEach(() => faulty.stop());

  const mailed = async () =>
    (await faulty.stack.sesDoor.mails()).flatMap(({ destinations }) => destinations).sort();

  it(`sends each of ${BODIES * 2} owed emails once when ${SWEEPS} sweeps run at once (F4)`, async () => {
    const bodies = Array.from({ length: BODIES }, (_, index) => `force-${String(index).padStart(3, '0')}`);
    for (const forceId of bodies) await aBodyToAsk(path.service, { forceId, contacts: ['lead', 'liaison'] });
    faulty.at(MORNING);
    await Promise.all(Array.from({ length: SWEEPS }, () => path.take('sweep')));
    const { waiting } = await faulty.messagesLeft();
    // This proves that two senders did compete for one email.
    expect(waiting).toBeGreaterThan(BODIES * 2);
    await Promise.all(Array.from({ length: 4 }, () => workUntilRest(path.take, faulty)));
    const owed = bodies.flatMap((body) => [addressOf('lead', body), addressOf('liaison', body)]).sort();
    const sent = await mailed();
    report(`${SWEEPS} sweeps at once over ${BODIES * 2} emails`, [
      {
        at: 'all',
        outcome: {
          lost: owed.filter((address) => !sent.includes(address)).length,
          duplicated: sent.length - new Set(sent).size,
          unknown: 0,
          faults: [],
        },
      },
    ]);
    expect(sent).toEqual(owed);
    expect(await faulty.messagesLeft()).toEqual({ waiting: 0, dead: 0 });
  });

  it('lets only one of two senders send an email when both decide on it at once (F4)', async () => {
    await aBodyToAsk(path.service);
    faulty.at(MORNING);
    await path.take('sweep');
    const overtaking = faulty.functions();
    let claims = 0;
    faulty.interfere({
      before: async ({ action }) => {
        if (action !== 'TransactWriteItems') return undefined;
        claims += 1;
        if (claims === 1) {
          await path.service.wakeUps.send([{ forceId: 'loamshire', recipientId: 'lead' }]);
          await overtaking.take('outgoing');
        }
        return undefined;
      },
    });
    await workUntilRest(path.take, faulty);
    expect(claims).toBe(2);
    expect(await mailed()).toEqual([addressOf('lead')]);
  });

  it(`changes nothing when every message comes ${REPLAYS} more times, early and late (F4)`, async () => {
    await faulty.stop();
    faulty = await createFaultyStack();
    path = faulty.functions();
    await askBodyCourse.prepare(faulty, path);
    const messages = recordMessages(faulty);
    await askBodyCourse.run(faulty, path.take);
    const before = await mailed();
    const { notices } = await path.service.followUps.load('loamshire-ncpi-2016-03-08');
    expect(messages.size).toBeGreaterThan(5);
    for (let replay = 0; replay < REPLAYS; replay += 1) {
      for (const { queueUrl, body } of messages.values()) await send(faulty, { queueUrl, body });
      // Two consumers run at once, as on Lambda.
      await Promise.all([workUntilRest(path.take, faulty), workUntilRest(path.take, faulty)]);
      await sweepAt(`2016-03-22T10:${10 + replay}:00Z`, { faulty, take: path.take });
    }
    expect(await mailed()).toEqual(before);
    expect((await path.service.followUps.load('loamshire-ncpi-2016-03-08')).notices).toEqual(notices);
    expect(
      report('every message replayed three times', [
        { at: 'all', outcome: await askBodyCourse.judge(faulty, path) },
      ]),
    ).toEqual([]);
  });

  it('sends nothing from the table of an old installation that runs beside the new one (F4)', async () => {
    await aBodyToAsk(path.service);
    faulty.at(MORNING);
    await path.take('sweep');
    const old = createSendPath({
      environment: { ...faulty.environment, REVISIT_STACK_ID: 'the-old-one' },
      queueUrls: faulty.stack.resources.queueUrls,
    });
    // The old installation takes a wake-up of the new one, and sweeps on its own schedule.
    await old.take('outgoing');
    await old.take('sweep');
    await old.take('outgoing');
    expect(await mailed()).toEqual([]);
    expect(old.log.filter((line) => line.includes('"code":"fenced"'))).toHaveLength(2);
    await sweepAt('2016-03-22T10:32:00Z', { faulty, take: path.take });
    expect(await mailed()).toEqual([addressOf('lead')]);
  });
});

const receivedSchema = z.object({
  Messages: z.array(z.object({ MessageId: z.string(), Body: z.string() })).default([]),
});
const receivingSchema = z.object({ QueueUrl: z.string() });

/** Records every message that the functions are given from now on. */
function recordMessages(faulty: FaultyStack): ReadonlyMap<string, { queueUrl: string; body: string }> {
  const messages = new Map<string, { queueUrl: string; body: string }>();
  faulty.interfere({
    after: (call, answer) => {
      if (call.action !== 'ReceiveMessage') return;
      const { QueueUrl: queueUrl } = receivingSchema.parse(JSON.parse(call.body));
      for (const { MessageId, Body } of receivedSchema.parse(JSON.parse(answer.body)).Messages) {
        messages.set(MessageId, { queueUrl, body: Body });
      }
    },
  });
  return messages;
}

async function send(
  faulty: FaultyStack,
  { queueUrl, body }: { queueUrl: string; body: string },
): Promise<void> {
  await faulty.stack.clients.sqs.send(
    new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [{ Id: '0', MessageBody: body }] }),
  );
}
