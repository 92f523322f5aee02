import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmulators } from '../../local/emulators/start-emulators.ts';
import { askBodyCourse } from './courses.ts';
import { createFaultyStack, type FaultyStack } from './faulty-stack.ts';
import { callsOf } from './kill-runs.ts';
import type { Outcome } from './outcome.ts';
import { isLongForm, report } from './report.ts';
import type { Step, StepOutcome } from './send-path.ts';

/** The long form stops the emulators only at every few calls, because each try starts them twice. */
const STRIDE = 5;

describe('stopping DynamoDB, SQS and SNS in the middle and starting them again', () => {
  it('loses no email, and reports any email that may have left twice (F3)', async () => {
    const results: { at: string; outcome: Outcome }[] = [];
    for (const call of isLongForm ? await everyFewCalls() : ['SendRawEmail']) {
      results.push({ at: `at ${call}`, outcome: await stopAt(call) });
    }
    expect(report('DynamoDB, SQS and SNS stopped and started again', results)).toEqual([]);
  });
});

async function everyFewCalls(): Promise<number[]> {
  const calls = await callsOf(askBodyCourse);
  return calls.map((_, index) => index + 1).filter((call) => call % STRIDE === 0);
}

/** Stops the emulators when the functions make a call, lets the course run into the outage, and starts them again. */
async function stopAt(call: number | string): Promise<Outcome> {
  const directory = await mkdtemp(join(tmpdir(), 'revisit-outage-'));
  const environment = { PATH: process.env['PATH'] };
  const before = await startEmulators({ environment, directory });
  const { endpoints } = before;
  const ports = { dynamodb: portOf(endpoints.dynamodb), queues: portOf(endpoints.sqs) };
  const faulty = await createFaultyStack({ emulators: endpoints });
  let running = before;
  try {
    const path = faulty.functions();
    await askBodyCourse.prepare(faulty, path);
    let count = 0;
    let away = false;
    faulty.interfere({
      before: async ({ action }) => {
        count += 1;
        if (!away && (count === call || action === call)) {
          away = true;
          await before.stop();
        }
        return undefined;
      },
    });
    // A queue that is down delivers nothing, and SES keeps its events until it is back.
    const take = (step: Step): Promise<StepOutcome> => path.take(step).catch(() => ({ taken: 0, failed: 1 }));
    const mailEventsPublished = (): Promise<void> =>
      away ? Promise.resolve() : faulty.mailEventsPublished();
    await askBodyCourse.run({ ...faulty, mailEventsPublished }, take);
    faulty.interfere();
    running = await startEmulators({ environment, directory, ports });
    await faulty.showHeldMessages();
    await askBodyCourse.recover(faulty, path.take);
    return await askBodyCourse.judge(faulty, path);
  } finally {
    await stopAll(faulty, running);
    await rm(directory, { recursive: true, force: true });
  }
}

async function stopAll(faulty: FaultyStack, emulators: { stop(): Promise<void> }): Promise<void> {
  await faulty.stop();
  await emulators.stop();
}

function portOf(endpoint: string): number {
  return Number(new URL(endpoint).port);
}
