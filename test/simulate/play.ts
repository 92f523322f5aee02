import { chanceFrom } from './random.ts';
import { findWrong } from './rules.ts';
import { Inbox } from './inbox.ts';
import { wakeUp } from './send.ts';
import type { Step } from './step.ts';
import { stepKinds } from './steps.ts';
import { aMinuteLater, newWorld } from './world.ts';

/** How often each kind of step happened and each rung left. */
export type Coverage = Map<string, number>;

const HISTORY_STEPS = 40;
const KINDS = Object.keys(stepKinds);

export interface Violation {
  readonly wrong: string;
  readonly history: readonly Step[];
}

/** Returns a history of random steps. Time passes often, so that emails leave between the other steps. */
export function anyHistory(seed: number): Step[] {
  const chance = chanceFrom(seed);
  return Array.from({ length: HISTORY_STEPS }, () => ({
    kind:
      chance.below(5) < 2
        ? chance.oneOf(['next-day', 'days-pass'])
        : (KINDS[chance.below(KINDS.length)] ?? 'next-day'),
    which: chance.below(6),
    days: chance.below(25),
  }));
}

/** Plays a history. Returns the first thing that is wrong, and counts what happened. */
export function play(history: readonly Step[], coverage: Coverage = new Map()): string | undefined {
  const count = (what: string): void => void coverage.set(what, (coverage.get(what) ?? 0) + 1);
  const inbox = new Inbox();
  let world = newWorld();
  for (const step of history) {
    const changed = stepKinds[step.kind]?.change(world, step);
    if (changed === undefined) continue;
    count(`step ${step.kind}`);
    // A minute passes, because no two things happen at the same instant.
    const woken = wakeUp(aMinuteLater(changed));
    world = woken.world;
    for (const email of woken.emails) {
      inbox.receive(email);
      for (const { rungId } of email.notices) count(`rung ${rungId}`);
      for (const { says } of email.stated) count(`states ${says}`);
    }
    const [wrong] = findWrong(world, { emails: woken.emails, inbox });
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** Takes steps out, and makes numbers smaller, for as long as something is still wrong. */
export function shorten(history: readonly Step[]): Violation {
  let best = history;
  let wrong = play(best) ?? '';
  for (let isShorter = true; isShorter;) {
    isShorter = false;
    for (const candidate of smallerThan(best)) {
      const found = play(candidate);
      if (found === undefined) continue;
      best = candidate;
      wrong = found;
      isShorter = true;
      break;
    }
  }
  return { wrong, history: best };
}

function* smallerThan(history: readonly Step[]): Generator<Step[]> {
  for (let size = Math.ceil(history.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < history.length; from += size) {
      yield [...history.slice(0, from), ...history.slice(from + size)];
    }
  }
  for (const [index, step] of history.entries()) {
    if (step.days > 0) yield history.with(index, { ...step, days: 0 });
    if (step.which > 0) yield history.with(index, { ...step, which: 0 });
    if (step.days > 1) yield history.with(index, { ...step, days: Math.floor(step.days / 2) });
  }
}

/** Returns a history as it can be typed. Lines that begin with # say what time does and what the body does. */
export function inCommands(history: readonly Step[]): string[] {
  let world = newWorld();
  return history.flatMap((step) => {
    const kind = stepKinds[step.kind];
    const changed = kind?.change(world, step);
    if (kind === undefined || changed === undefined) return [];
    const words = kind.words(world, step);
    world = wakeUp(aMinuteLater(changed)).world;
    return [words];
  });
}

export interface Played {
  readonly steps: number;
  readonly coverage: Coverage;
  readonly violation?: Violation & { readonly seed: number };
}

/** Plays histories until this many steps were taken, or until something is wrong. */
export function simulateSteps(steps: number, seed: number): Played {
  const coverage: Coverage = new Map();
  const taken = (): number =>
    [...coverage].reduce((sum, [what, times]) => (what.startsWith('step ') ? sum + times : sum), 0);
  for (let current = seed; taken() < steps; current += 1) {
    const history = anyHistory(current);
    if (play(history, coverage) !== undefined) {
      return { steps: taken(), coverage, violation: { ...shorten(history), seed: current } };
    }
  }
  return { steps: taken(), coverage };
}
