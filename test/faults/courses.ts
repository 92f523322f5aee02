import { Temporal } from 'temporal-polyfill';
import { addressOf, aForceToAsk, anInspectorate, MORNING, OWNER_ADDRESS } from './a-force.ts';
import type { Fault } from './fault-proxy.ts';
import { sweepAt, workUntilRest } from './faulty-stack.ts';
import type { Course } from './kill-runs.ts';
import { judge } from './outcome.ts';

const HEAD_ADDRESS = 'head@inspectorate.example';

const FOLLOW_UP = 'loamshire-ncpi-2016-03-08';

/** The schedule goes on for an hour: past the lease of every claim, and past the time in which SES may still tell of it. */
const sweepForAnHour: Course['recover'] = async (faulty, take) => {
  for (const time of ['10:05', '10:41', '11:15']) {
    await sweepAt(`2016-03-22T${time}:00Z`, { faulty, take });
  }
};

const owedThatMorning = [
  { address: addressOf('lead'), recipientId: 'lead' },
  { address: addressOf('liaison'), recipientId: 'liaison', copyOf: 'lead' },
  { address: OWNER_ADDRESS, recipientId: 'p-nair', onlyIfSentTo: addressOf('liaison') },
];

const judgeThatMorning: Course['judge'] = async (faulty, { service }) => {
  const { notices } = await service.followUps.load(FOLLOW_UP);
  return judge(faulty, { service, notices, owed: owedThatMorning });
};

/**
 * A force is asked for its six-week response: the lead's email is delivered, the liaison's copy bounces, and the owner is
 * told of that.
 */
export const asking: Course = {
  name: 'asking a force',
  prepare: async (faulty, { service }) => {
    await anInspectorate(service);
    await aForceToAsk(service, { contacts: ['lead', 'liaison'] });
    faulty.stack.sesDoor.setBehaviour(addressOf('liaison'), 'bounce');
    faulty.at(MORNING);
  },
  run: async (faulty, take) => {
    await sweepAt(MORNING, { faulty, take });
    await sweepAt('2016-03-22T10:03:00Z', { faulty, take });
  },
  recover: sweepForAnHour,
  judge: judgeThatMorning,
};

/** After two senders died, one before SES saw the email and one after: the sweeps that find out what became of them. */
export const recovering: Course = {
  name: 'recovering from two dead senders',
  prepare: async (faulty, path) => {
    await asking.prepare(faulty, path);
    await path.take('sweep');
    const deaths: Fault[] = [{ kind: 'lose-request' }, { kind: 'lose-answer' }];
    faulty.interfere({ before: ({ action }) => (action === 'SendRawEmail' ? deaths.shift() : undefined) });
    await path.take('outgoing');
    faulty.interfere();
    await faulty.showHeldMessages();
  },
  run: (faulty, take) => sweepAt('2016-03-22T10:41:00Z', { faulty, take }),
  recover: sweepForAnHour,
  judge: judgeThatMorning,
};

/** The Monday run: the owner's digest and the assurance mail. A run that dies is tried again, and the next day has its own. */
export const writingDigests: Course = {
  name: 'writing the weekly emails',
  prepare: async (faulty, { service }) => {
    await anInspectorate(service);
    await service.people.putStaffMember({
      id: 'head',
      name: 'Head of the programme',
      email: HEAD_ADDRESS,
      telephone: '020 7946 0100',
      role: 'programme-head',
    });
    // A force that nobody can write to is something to do.
    await aForceToAsk(service, { contacts: [] });
    faulty.at('2016-03-21T09:00:00Z');
  },
  run: async (faulty, take) => {
    await take('send-digest');
    await workUntilRest(take, faulty);
  },
  recover: async (faulty, take) => {
    for (const time of ['2016-03-21T09:03:00Z', '2016-03-22T09:00:00Z', '2016-03-23T09:00:00Z']) {
      faulty.at(time);
      await take('send-digest');
      await workUntilRest(take, faulty);
    }
  },
  judge: async (faulty, { service }) => {
    const weekly = [
      { address: OWNER_ADDRESS, recipientId: 'p-nair', rung: 'digest' },
      { address: HEAD_ADDRESS, recipientId: 'head', rung: 'assurance' },
    ];
    const entries = await Promise.all(
      weekly.map(({ recipientId, rung }) =>
        service.ledger.find({
          followUpId: `week-of-${recipientId}`,
          milestone: 'week',
          dueOn: Temporal.PlainDate.from('2016-03-21'),
          rung,
          contactId: recipientId,
          attempt: 1,
        }),
      ),
    );
    return judge(faulty, {
      service,
      notices: entries.filter((entry) => entry !== undefined),
      owed: weekly,
    });
  },
};
