import type { Programme } from '../../domain/programme.ts';
import { workOutEffect, type Effect } from '../../domain/planning/work-out-effect.ts';
import type { FollowUp, FollowUpRecord } from '../../domain/follow-up.ts';
import { bodyNameOn, shortenBodyName } from '../../domain/body.ts';
import type { DecisionContext } from '../../domain/sending/decision.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUpChange, FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';

export interface ChangeDependencies extends DecisionSources {
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

/** The parts of a follow-up that change, with their new values. */
export type Becoming = Pick<FollowUpChange, 'after' | 'recommendations' | 'rounds' | 'returned' | 'call'>;

/** A planned change of one follow-up, and what it does to dates and emails. `makeChange` writes it. */
export interface PlannedChange {
  readonly before: FollowUp;
  /** Undefined if the follow-up already looks like this and nothing is left to do. */
  readonly becoming: Becoming | undefined;
  /** The audit's word for the action, for example `extend` or `pause`. */
  readonly action: string;
  readonly summary: string;
  /** The short name that people use, for example "Essex". */
  readonly bodyName: string;
  readonly effect: Effect;
}

/** A follow-up as it is now, with everything that decides which emails it owes. */
export interface FollowUpForDecision {
  readonly record: LoadedFollowUp;
  readonly context: DecisionContext;
  readonly bodyName: string;
}

/**
 * Loads a follow-up by its id or body, with everything that decides what it owes.
 *
 * @throws ServiceError `not-found` or `ambiguous`.
 */
export async function loadForDecision(
  dependencies: ChangeDependencies,
  written: string,
): Promise<FollowUpForDecision> {
  const { followUps, people, clock } = dependencies;
  const found = await findFollowUp(dependencies, written);
  const record = await followUps.load(found.id);
  const contexts = await DecisionContexts.at(clock.now(), dependencies);
  const body = await people.body(found.forceId);
  return {
    record,
    context: await contexts.of(record.followUp),
    bodyName:
      body === undefined ? found.forceId : shortenBodyName(bodyNameOn(body, record.followUp.publishedOn)),
  };
}

/** Loads a follow-up whose clocks run. @throws ServiceError `wrong-state` if the follow-up is not open. */
export async function loadOpenForDecision(
  dependencies: ChangeDependencies,
  written: string,
): Promise<FollowUpForDecision> {
  const scene = await loadForDecision(dependencies, written);
  const { id, state } = scene.record.followUp;
  if (state === 'open') return scene;
  throw new ServiceError('wrong-state', `${id} is ${state}. ${sayWhyNotRunning(id, state)}`, {
    field: 'followUp',
  });
}

function sayWhyNotRunning(id: string, state: Exclude<FollowUp['state'], 'open'>): string {
  switch (state) {
    case 'prepared':
      return `To start its clocks, use revisit publish confirm ${id}.`;
    case 'staged':
      return `To start its clocks, use revisit release ${id}.`;
    case 'withdrawn':
    case 'closed':
      return 'Its clocks have ended.';
  }
}

/** Works out what a change does, by the same rules as the sender. Writes nothing. */
export function planChange(
  { record, context, bodyName }: FollowUpForDecision,
  {
    becoming,
    action,
    summary,
    programme = context.programme,
  }: Pick<PlannedChange, 'becoming' | 'action' | 'summary'> & {
    /** The programme after the change. */
    programme?: Programme;
  },
): PlannedChange {
  const after = { record: applyChange(record, becoming ?? {}), context: { ...context, programme } };
  return {
    before: record.followUp,
    becoming,
    action,
    summary,
    bodyName,
    effect: workOutEffect({ record, context }, { after, now: context.now }),
  };
}

/**
 * Writes a change as planned.
 *
 * @throws ServiceError `race` if someone has changed the follow-up since it was planned.
 */
export async function makeChange(
  { followUps, clock }: Pick<ChangeDependencies, 'followUps' | 'clock'>,
  { change, by }: { change: PlannedChange; by: string },
): Promise<FollowUp> {
  const { before, becoming, action, summary } = change;
  if (becoming === undefined) return before;
  return followUps.change({ before, ...becoming, audit: { at: clock.now(), by, action, summary } });
}

function applyChange(record: FollowUpRecord, { after, recommendations, rounds }: Becoming): FollowUpRecord {
  return {
    followUp: after ?? record.followUp,
    recommendations: [
      ...record.recommendations.filter(
        ({ number }) => !recommendations?.some((one) => one.number === number),
      ),
      ...(recommendations ?? []),
    ].sort((a, b) => a.number - b.number),
    rounds: [
      ...record.rounds.filter(({ id }) => !rounds?.some((round) => round.id === id)),
      ...(rounds ?? []),
    ],
    notices: record.notices,
  };
}
