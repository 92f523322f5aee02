import type { World } from './world.ts';

/** The numbers of a step. Each kind of step uses what it needs, so that any step can be taken out of a history. */
export interface Numbers {
  readonly which: number;
  readonly days: number;
}

export interface Step extends Numbers {
  readonly kind: string;
}

export interface StepKind {
  /** Returns the world after the step, or undefined if the service would refuse it. */
  readonly change: (world: World, numbers: Numbers) => World | undefined;
  /** Returns the command, or what the body does. */
  readonly words: (world: World, numbers: Numbers) => string;
}
