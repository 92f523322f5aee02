import { createSesClient, createSesMailer } from '../../shared/adapters/ses-mailer.ts';
import type { Service } from '../../shared/wiring.ts';
import type { Call, Fault, ServiceName } from './fault-proxy.ts';
import { createFaultyStack } from './faulty-stack.ts';
import type { Course } from './kill-runs.ts';
import type { Outcome } from './outcome.ts';

/** A fault of one service. */
export interface Misbehaviour {
  readonly name: string;
  readonly service: ServiceName;
  readonly fault: (call: Call) => Fault | undefined;
}

/** The fault hits one call, or many calls in a row, including their retries. */
export type Extent = 'once' | 'for a while';

const CALLS = { once: 1, 'for a while': 12 } satisfies Record<Extent, number>;

/**
 * Runs a course while a service misbehaves from its nth call on. Then lets everything recover, and judges the outcome.
 */
export async function misbehaveAt(
  nth: number,
  { course, misbehaviour, extent }: { course: Course; misbehaviour: Misbehaviour; extent: Extent },
): Promise<{ at: string; outcome: Outcome }> {
  const faulty = await createFaultyStack();
  try {
    const path = faulty.functions(impatient);
    await course.prepare(faulty, path);
    let count = 0;
    let action = 'none';
    faulty.interfere({
      before: (call) => {
        if (call.service !== misbehaviour.service || isTheQueues(call)) return undefined;
        count += 1;
        if (count < nth || count >= nth + CALLS[extent]) return undefined;
        if (count === nth) action = call.action;
        return misbehaviour.fault(call);
      },
    });
    await course.run(faulty, path.take);
    faulty.interfere();
    await faulty.showHeldMessages();
    await course.recover(faulty, path.take);
    const outcome = await course.judge(faulty, path);
    return { at: `${misbehaviour.name} ${extent}, call ${nth} (${action})`, outcome };
  } finally {
    await faulty.stop();
  }
}

/** Returns how many calls a course makes to each service. Each of them can fail. */
export async function countCalls(course: Course): Promise<Record<ServiceName, string[]>> {
  const faulty = await createFaultyStack();
  try {
    const path = faulty.functions(impatient);
    await course.prepare(faulty, path);
    const calls: Record<ServiceName, string[]> = { dynamodb: [], sqs: [], ses: [] };
    faulty.interfere({
      before: (call) => {
        if (!isTheQueues(call)) calls[call.service].push(call.action);
        return undefined;
      },
    });
    await course.run(faulty, path.take);
    return calls;
  } finally {
    await faulty.stop();
  }
}

/** Tells whether Lambda makes this call to SQS itself. Such calls are not under test. */
function isTheQueues({ action }: Call): boolean {
  return action === 'ReceiveMessage' || action === 'DeleteMessageBatch';
}

/** Creates the same mailer with a shorter timeout. A test would otherwise wait too long for SES. */
function impatient(service: Service): Service {
  const { configuration } = service;
  const mailer = createSesMailer({
    client: createSesClient({ requestTimeoutMilliseconds: 200 }),
    from: { name: 'Inspectorate follow-up team', address: configuration.REVISIT_MAIL_FROM },
    configurationSet: configuration.REVISIT_CONFIGURATION_SET,
    region: configuration.AWS_REGION,
  });
  return { ...service, mailer };
}
