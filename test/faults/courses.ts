import PostalMime from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import { noticeId, noticeStatus } from '../../shared/domain/notice.ts';
import {
  addressOf,
  aBodyToAsk,
  aBodyWithReports,
  anInspectorate,
  MORNING,
  OWNER_ADDRESS,
} from './a-force.ts';
import type { Fault } from './fault-proxy.ts';
import { sweepAt, workUntilRest, type FaultyStack } from './faulty-stack.ts';
import type { Course } from './kill-runs.ts';
import { judge, type Outcome } from './outcome.ts';
import type { SendPath } from './send-path.ts';

const HEAD_ADDRESS = 'head@inspectorate.example';

const FOLLOW_UP = 'loamshire-ncpi-2016-03-08';

/** The schedule goes on for an hour. By then every claim's lease has ended, and SES has reported everything. */
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
 * Asks a force for its six-week response. The lead's email is delivered, the liaison's copy bounces, and the owner is
 * told of the bounce.
 */
export const askBodyCourse: Course = {
  name: 'asking a force',
  prepare: async (faulty, { service }) => {
    await anInspectorate(service);
    await aBodyToAsk(service, { contacts: ['lead', 'liaison'] });
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

/** Two senders died, one before SES saw the email and one after. The sweeps must find out what became of both emails. */
export const recovering: Course = {
  name: 'recovering from two dead senders',
  prepare: async (faulty, path) => {
    await askBodyCourse.prepare(faulty, path);
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

/** Asks one lead about more reports than one claim holds. This makes two emails, each with its own claim. */
export const askingAboutManyReports: Course = {
  name: 'asking about 26 reports',
  prepare: async (faulty, { service }) => {
    await anInspectorate(service);
    await aBodyWithReports(service, REPORTS);
    faulty.at(MORNING);
  },
  run: async (faulty, take) => {
    await sweepAt(MORNING, { faulty, take });
  },
  recover: sweepForAnHour,
  judge: judgeEachReport,
};

const REPORTS = 26;

/** Counts the links in the mail that SES took. Each report must be asked about once, or be shown to a human. */
async function judgeEachReport(faulty: FaultyStack, { service }: SendPath): Promise<Outcome> {
  const asked = new Map<string, number>();
  for (const { id } of await faulty.stack.sesDoor.mails()) {
    const { text = '' } = await PostalMime.parse(await faulty.stack.sesDoor.readMail(id));
    for (const [, token = ''] of text.matchAll(/\/f\/(\S+)/gu)) {
      const link = await service.links.find(service.tokens.hashToken(token) ?? '');
      if (link !== undefined) asked.set(link.followUpId, (asked.get(link.followUpId) ?? 0) + 1);
    }
  }
  const shown = new Set((await service.ledger.problems()).map(({ key }) => noticeId(key)));
  const outcome = { lost: 0, duplicated: 0, unknown: 0 };
  const faults: string[] = [];
  for (const { id } of await service.followUps.ofBody('loamshire')) {
    const { notices } = await service.followUps.load(id);
    const requests = notices.filter(({ rungId }) => rungId === 'request');
    const times = asked.get(id) ?? 0;
    outcome.duplicated += Math.max(0, times - 1);
    if (times > 1) faults.push(`${id} was asked about ${times} times`);
    if (requests.some(({ facts }) => noticeStatus(facts) === 'claimed'))
      faults.push(`${id} is still claimed`);
    if (times > 0) continue;
    if (requests.some(({ key }) => shown.has(noticeId(key)))) outcome.unknown += 1;
    else {
      outcome.lost += 1;
      faults.push(`${id} was never asked about, and no human is told`);
    }
  }
  const { waiting, dead } = await faulty.messagesLeft();
  if (waiting + dead > 0) faults.push(`${waiting} messages wait and ${dead} are dead letters`);
  return { ...outcome, faults };
}

/**
 * Sends the owner's digest and the assurance mail on Monday. A run that dies is tried again. The next day has its own
 * run.
 */
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
    // A force without a reachable contact gives the owner something to do.
    await aBodyToAsk(service, { contacts: [] });
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
