import { addDays, londonDate, londonInstant, type Instant } from '../../shared/domain/dates.ts';
import type { DecisionContext } from '../../shared/domain/sending/decision.ts';
import type { FollowUp, FollowUpRecord } from '../../shared/domain/follow-up.ts';
import type { Round } from '../../shared/domain/round.ts';
import { aContext, aFollowUp, aRecord, aRound } from '../builders/follow-up.ts';
import { ncpiRoundIds } from '../builders/ncpi.ts';

/** One follow-up, its people and the clock, before or after a step of a history. */
export interface World {
  readonly now: Instant;
  readonly record: FollowUpRecord;
  readonly context: Omit<DecisionContext, 'now'>;
}

/** A world on the day of publication, before any email. */
export function newWorld(): World {
  const followUp = aFollowUp();
  return {
    now: londonInstant(followUp.publishedOn, { hour: 10, minute: 0 }),
    record: aRecord({ followUp }),
    context: aContext(),
  };
}

/** Returns the whole context of a decision now. */
export function contextOf({ context, now }: World): DecisionContext {
  return { ...context, now };
}

export function changeFollowUp(world: World, change: Partial<FollowUp>): World {
  return { ...world, record: { ...world.record, followUp: { ...world.record.followUp, ...change } } };
}

/** Changes the round that a step chose. */
export function changeRound(world: World, which: number, change: (before: Round) => Partial<Round>): World {
  const id = roundIdOf(which);
  const before = world.record.rounds.find((round) => round.id === id) ?? aRound({ id });
  const others = world.record.rounds.filter((round) => round.id !== id);
  return { ...world, record: { ...world.record, rounds: [...others, { ...before, ...change(before) }] } };
}

export function roundIdOf(which: number) {
  return ncpiRoundIds[which % ncpiRoundIds.length] ?? 'six-week-response';
}

/** Moves the clock to 10am some days later, when emails leave. */
export function daysLater(world: World, days: number): Instant {
  return londonInstant(addDays(londonDate(world.now), days), { hour: 10, minute: 0 });
}

export function aMinuteLater(world: World): World {
  return { ...world, now: world.now.add({ minutes: 1 }) };
}
