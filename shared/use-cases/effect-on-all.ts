import type { WorkingCalendar } from '../domain/calendar.ts';
import { isAfter, type PlainDate } from '../domain/dates.ts';
import { effectOfChange, joinEffects, type Effect } from '../domain/effect-of-change.ts';
import { forceNameOn, shortForceName, type Suspension } from '../domain/follow-up.ts';
import { milestonesOf } from '../domain/milestones.ts';
import { hasHeldVisit } from '../domain/rounds.ts';
import type { ChangeDependencies } from './plan-change.ts';
import { DecisionContexts } from './decision-contexts.ts';
import { everyOpenRecord } from './every-open-record.ts';

/** What a change of calendar or suspensions would do to every follow-up whose clocks run. */
export interface EffectOnAll {
  readonly effect: Effect;
  /** How many follow-ups were looked at. */
  readonly followUps: number;
  /** As people call them, by follow-up. */
  readonly forceNames: ReadonlyMap<string, string>;
  /** The furthest date that any of them still has to meet, after the change. */
  readonly furthestDueOn: PlainDate | undefined;
}

export async function effectOnAll(
  dependencies: ChangeDependencies,
  shared: { calendar?: WorkingCalendar; suspensions?: readonly Suspension[] },
): Promise<EffectOnAll> {
  const now = dependencies.clock.now();
  const contexts = await DecisionContexts.at(now, dependencies);
  const effects: Effect[] = [];
  const forceNames = new Map<string, string>();
  let furthestDueOn: PlainDate | undefined;
  let followUps = 0;
  for await (const { record, force } of everyOpenRecord(dependencies)) {
    const context = await contexts.of(record.followUp);
    const after = { record, context: { ...context, ...shared } };
    followUps += 1;
    forceNames.set(record.followUp.id, shortForceName(forceNameOn(force, record.followUp.publishedOn)));
    effects.push(effectOfChange({ record, context }, { after, now }));
    if (hasHeldVisit(record)) continue;
    for (const { dueOn } of milestonesOf(record.followUp, after.context)) {
      if (furthestDueOn === undefined || isAfter(dueOn, furthestDueOn)) furthestDueOn = dueOn;
    }
  }
  return { effect: joinEffects(effects), followUps, forceNames, furthestDueOn };
}
