import { beforeAll, describe, expect, it } from 'vitest';
import { askBodyCourse } from './courses.ts';
import { countCalls, misbehaveAt, type Extent, type Misbehaviour } from './fault-runs.ts';
import type { ServiceName } from './fault-proxy.ts';
import {
  broken,
  brokenAfterwards,
  partlyTaken,
  refusedBySes,
  throttled,
  transactionConflict,
} from './faults-of-services.ts';
import { isLongForm, report } from './report.ts';

interface Sampled extends Misbehaviour {
  readonly extents: readonly Extent[];
  /** True if Revisit can retry until it knows the outcome. Then no email may be left for a human. */
  readonly settlesItself?: boolean;
  /** The short form tries the first call of an action, either alone or with every later one. */
  readonly sample: readonly (readonly [action: string, extent: Extent])[];
}

const lost = { kind: 'lose-request' } as const;
const answerLost = { kind: 'lose-answer' } as const;
const both = ['once', 'for a while'] as const;

const misbehaviours: readonly Sampled[] = [
  dynamodb('loses requests', { fault: () => lost, extents: both, sample: [] }),
  dynamodb('loses answers', {
    fault: () => answerLost,
    extents: both,
    sample: [['TransactWriteItems', 'for a while']],
  }),
  dynamodb('throttles', { fault: throttled, extents: ['once'], settlesItself: true, sample: [] }),
  dynamodb('answers with a 500', { fault: broken, extents: ['once'], settlesItself: true, sample: [] }),
  dynamodb('does its work and answers with a 500', {
    fault: brokenAfterwards,
    extents: ['once'],
    settlesItself: true,
    sample: [],
  }),
  dynamodb('reports a conflict with another transaction', {
    fault: transactionConflict,
    extents: both,
    sample: [['TransactWriteItems', 'once']],
  }),
  sqs('loses requests', { fault: () => lost, extents: both, settlesItself: true, sample: [] }),
  sqs('loses answers', { fault: () => answerLost, extents: both, settlesItself: true, sample: [] }),
  sqs('throttles', { fault: throttled, extents: both, settlesItself: true, sample: [] }),
  sqs('answers with a 500', { fault: broken, extents: both, settlesItself: true, sample: [] }),
  sqs('takes only part of a batch', {
    fault: partlyTaken,
    extents: both,
    settlesItself: true,
    sample: [['SendMessageBatch', 'once']],
  }),
  ses('loses requests', { fault: () => lost, extents: both, sample: [] }),
  ses('loses answers', { fault: () => answerLost, extents: both, sample: [] }),
  ses('does not answer', { fault: () => ({ kind: 'hang' }), extents: both, sample: [] }),
  ses('does its work and does not answer', {
    fault: () => ({ kind: 'forward-and-hang' }),
    extents: both,
    sample: [],
  }),
  ses('throttles', {
    fault: throttled,
    extents: both,
    settlesItself: true,
    sample: [['SendRawEmail', 'once']],
  }),
  ses('answers with a 500', { fault: broken, extents: both, sample: [] }),
  ses('does its work and answers with a 500', {
    fault: brokenAfterwards,
    extents: both,
    sample: [['SendRawEmail', 'once']],
  }),
  ses('is in its sandbox', { fault: () => refusedBySes('MessageRejected'), extents: both, sample: [] }),
];

const tried = isLongForm ? misbehaviours : misbehaviours.filter(({ sample }) => sample.length > 0);

describe('Revisit with a service that misbehaves', () => {
  let calls: Record<ServiceName, string[]>;
  beforeAll(async () => {
    calls = await countCalls(askBodyCourse);
  });

  it.each(tried)(
    'loses no email, and reports any email that may have left twice, when $name (F3)',
    async (misbehaviour) => {
      const { service, extents, sample } = misbehaviour;
      const actions = calls[service];
      const points = isLongForm
        ? extents.flatMap((extent) => everyPoint(actions.length, extent))
        : sample.map(([action, extent]) => ({ nth: actions.indexOf(action) + 1, extent }));
      const results: Awaited<ReturnType<typeof misbehaveAt>>[] = [];
      for (const { nth, extent } of points) {
        results.push(await misbehaveAt(nth, { course: askBodyCourse, misbehaviour, extent }));
      }
      expect(report(misbehaviour.name, results)).toEqual([]);
      if (misbehaviour.settlesItself)
        expect(results.filter(({ outcome }) => outcome.unknown > 0)).toEqual([]);
    },
  );
});

/** Skips some calls, because outages that begin a few calls apart are almost the same. */
const OUTAGE_STRIDE = 5;

function everyPoint(calls: number, extent: Extent): { nth: number; extent: Extent }[] {
  const points = Array.from({ length: calls }, (_, index) => ({ nth: index + 1, extent }));
  return extent === 'once' || calls < 20 ? points : points.filter(({ nth }) => nth % OUTAGE_STRIDE === 0);
}

type Described = Omit<Sampled, 'name' | 'service'>;

function of(service: ServiceName, name: string): (described: Described) => Sampled {
  return (described) => ({ name, service, ...described });
}

function dynamodb(what: string, described: Described): Sampled {
  return of('dynamodb', `DynamoDB ${what}`)(described);
}

function sqs(what: string, described: Described): Sampled {
  return of('sqs', `SQS ${what}`)(described);
}

function ses(what: string, described: Described): Sampled {
  return of('ses', `SES ${what}`)(described);
}
