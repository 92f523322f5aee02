import type { Call } from './fault-proxy.ts';
import { createFaultyStack, type FaultyStack } from './faulty-stack.ts';
import type { Outcome } from './outcome.ts';
import type { SendPath, Step, StepOutcome } from './send-path.ts';
import { spawnFunctions, type FunctionProcess } from './spawn-functions.ts';

/** Something that the functions do from beginning to end, and how the service recovers when they die in it. */
export interface Course {
  readonly name: string;
  /** Creates the forces and follow-ups, and the effects of earlier failures. */
  readonly prepare: (faulty: FaultyStack, path: SendPath) => Promise<void>;
  /** What the functions are doing when they die. */
  readonly run: (faulty: FaultyStack, take: (step: Step) => Promise<StepOutcome>) => Promise<void>;
  /** The schedule goes on in a new process. The clock has moved past lease and grace. */
  readonly recover: Course['run'];
  readonly judge: (faulty: FaultyStack, path: SendPath) => Promise<Outcome>;
}

/** The moment at which the process dies. */
export interface KillPoint {
  /**
   * The number of the call that the process makes, from 1, or the name of an action. A name means its first call unless
   * `time` says otherwise.
   */
  readonly call: number | string;
  /** The number of the call of the action, from 1. */
  readonly time?: number;
  /** Kills before the service sees the call, or after it did its work and before its answer arrives. */
  readonly side: 'before' | 'after';
}

export interface KillResult {
  readonly point: KillPoint;
  /** The call that the process was making. Undefined if the process ended before it came to this call. */
  readonly action: string | undefined;
  readonly outcome: Outcome;
}

class Killed extends Error {}

/** Starts a process ahead while the one before it works, because loading takes most of its time. */
export class Processes {
  #left: number;
  #next: Promise<FunctionProcess> | undefined;

  /** @param most how many processes the tests will take, if that is known. */
  constructor(most: number) {
    this.#left = most;
    this.#next = this.#spawn();
  }

  async take(): Promise<FunctionProcess> {
    const process = this.#next ?? this.#spawn();
    this.#next = this.#spawn();
    const taken = await process;
    if (taken === undefined) throw new Error('The test takes more processes than it announced.');
    return taken;
  }

  async stop(): Promise<void> {
    await (await this.#next)?.kill();
  }

  #spawn(): Promise<FunctionProcess> | undefined {
    if (this.#left === 0) return undefined;
    this.#left -= 1;
    return spawnFunctions();
  }
}

/** Lists the calls that a course makes when there is no fault, in order. */
export async function callsOf(course: Course): Promise<string[]> {
  const faulty = await createFaultyStack();
  try {
    const path = faulty.functions();
    await course.prepare(faulty, path);
    const calls: string[] = [];
    faulty.interfere({
      before: (call) => {
        calls.push(call.action);
        return undefined;
      },
    });
    await course.run(faulty, path.take);
    return calls;
  } finally {
    await faulty.stop();
  }
}

/** Runs a course in a process of its own, kills it at the point, lets the service recover, and judges the outcome. */
export async function killAt(
  point: KillPoint,
  { course, processes }: { course: Course; processes: Processes },
): Promise<KillResult> {
  const faulty = await createFaultyStack();
  const functions = await processes.take();
  try {
    const path = faulty.functions();
    await course.prepare(faulty, path);
    const killed = killOnce(faulty, { point, functions });
    await functions.begin({
      environment: faulty.environment,
      queueUrls: faulty.stack.resources.queueUrls,
    });
    await untilKilled(() => course.run(faulty, (step) => aliveStep(functions, step)));
    faulty.interfere();
    await functions.kill();
    await faulty.showHeldMessages();
    await course.recover(faulty, path.take);
    return { point, action: killed(), outcome: await course.judge(faulty, path) };
  } finally {
    await functions.kill();
    await faulty.stop();
  }
}

function killOnce(
  faulty: FaultyStack,
  { point, functions }: { point: KillPoint; functions: FunctionProcess },
): () => string | undefined {
  let count = 0;
  let ofAction = 0;
  let chosen: Call | undefined;
  faulty.interfere({
    before: async (call) => {
      count += 1;
      if (call.action === point.call) ofAction += 1;
      const isMeant = count === point.call || (call.action === point.call && ofAction === (point.time ?? 1));
      if (chosen !== undefined || !isMeant) return undefined;
      chosen = call;
      if (point.side === 'after') return undefined;
      await functions.kill();
      return { kind: 'lose-request' };
    },
    after: async (call) => {
      if (call === chosen) await functions.kill();
    },
  });
  return () => chosen?.action;
}

async function aliveStep(functions: FunctionProcess, step: Step): Promise<StepOutcome> {
  const outcome = await functions.take(step);
  if (outcome === 'killed') throw new Killed();
  return outcome;
}

async function untilKilled(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}
