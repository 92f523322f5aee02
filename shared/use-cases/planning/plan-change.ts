import { effectOfChange, type Effect } from '../../domain/planning/effect-of-change.ts';
import type { FollowUp, FollowUpRecord } from '../../domain/follow-up.ts';
import { forceNameOn, shortForceName } from '../../domain/force.ts';
import type { DecisionContext } from '../../domain/sending/decision.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUpChange, FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import { DecisionContexts, type DecisionSources } from './decision-contexts.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';

export interface ChangeDependencies extends DecisionSources {
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

/** What becomes of a follow-up: the parts that change, as they shall be. */
export type Becoming = Pick<FollowUpChange, 'after' | 'recommendations' | 'rounds' | 'returned' | 'call'>;

/** A change of one follow-up with what it would do to dates and emails. Nothing is written until it is made. */
export interface PlannedChange {
  readonly before: FollowUp;
  /** Absent: it is so already, and nothing is left to do. */
  readonly becoming: Becoming | undefined;
  /** For the audit: `extend`, `pause`. */
  readonly action: string;
  readonly summary: string;
  /** As people call it: "Essex". */
  readonly forceName: string;
  readonly effect: Effect;
}

/** A follow-up as it stands, with everything that decides what it owes. */
export interface Scene {
  readonly record: LoadedFollowUp;
  readonly context: DecisionContext;
  readonly forceName: string;
}

/** The follow-up that is meant, by id or force. @throws ServiceError `not-found` or `ambiguous`. */
export async function sceneOf(dependencies: ChangeDependencies, written: string): Promise<Scene> {
  const { followUps, people, clock } = dependencies;
  const found = await findFollowUp(dependencies, written);
  const record = await followUps.load(found.id);
  const contexts = await DecisionContexts.at(clock.now(), dependencies);
  const force = await people.force(found.forceId);
  return {
    record,
    context: await contexts.of(record.followUp),
    forceName:
      force === undefined ? found.forceId : shortForceName(forceNameOn(force, record.followUp.publishedOn)),
  };
}

/** The same for a follow-up whose clocks run. @throws ServiceError `conflict` for any other. */
export async function runningScene(dependencies: ChangeDependencies, written: string): Promise<Scene> {
  const scene = await sceneOf(dependencies, written);
  const { id, state } = scene.record.followUp;
  if (state === 'open') return scene;
  throw new ServiceError('wrong-state', `${id} is ${state}: ${notRunning[state]}`, { field: 'followUp' });
}

const notRunning = {
  prepared: 'its clocks run once revisit publish confirm opens it.',
  staged: 'its clocks run once revisit release opens it.',
  withdrawn: 'its clocks have ended.',
  closed: 'its clocks have ended.',
} as const;

/** Works out what a change would do, by the rules that send. */
export function planned(
  { record, context, forceName }: Scene,
  { becoming, action, summary }: Pick<PlannedChange, 'becoming' | 'action' | 'summary'>,
): PlannedChange {
  const after = { record: recordAfter(record, becoming ?? {}), context };
  return {
    before: record.followUp,
    becoming,
    action,
    summary,
    forceName,
    effect: effectOfChange({ record, context }, { after, now: context.now }),
  };
}

/** Makes a change as it was planned. @throws ServiceError `conflict` where somebody changed the follow-up meanwhile. */
export async function makeChange(
  { followUps, clock }: Pick<ChangeDependencies, 'followUps' | 'clock'>,
  { change, by }: { change: PlannedChange; by: string },
): Promise<FollowUp> {
  const { before, becoming, action, summary } = change;
  if (becoming === undefined) return before;
  return followUps.change({ before, ...becoming, audit: { at: clock.now(), by, action, summary } });
}

function recordAfter(record: FollowUpRecord, { after, recommendations, rounds }: Becoming): FollowUpRecord {
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
