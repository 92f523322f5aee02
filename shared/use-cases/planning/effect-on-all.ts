import { calendarOf, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { laterDate, type PlainDate } from '../../domain/dates.ts';
import { workOutEffect, joinEffects, type Effect } from '../../domain/planning/work-out-effect.ts';
import type { Suspension } from '../../domain/follow-up.ts';
import { bodyNameOn, shortenBodyName } from '../../domain/body.ts';
import type { Contact } from '../../domain/contact.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import type { Programme } from '../../domain/programme.ts';
import { hasHeldVisit } from '../../domain/returns/rounds.ts';
import type { ChangeDependencies } from './plan-change.ts';
import { DecisionContexts } from '../finding/decision-contexts.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';
import { runInBatches } from '../finding/run-in-batches.ts';

/** What a change of calendar, suspensions, programme or contacts does to all open follow-ups. */
export interface EffectOnAll {
  readonly effect: Effect;
  /** How many follow-ups were checked. */
  readonly followUps: number;
  /** The bodies of the follow-ups that were checked. */
  readonly forceIds: ReadonlySet<string>;
  /** The short names that people use, by follow-up. */
  readonly bodyNames: ReadonlyMap<string, string>;
  /** The latest date after the change that an open follow-up still has to meet. */
  readonly furthestDueOn: PlainDate | undefined;
}

/** Works out what a change does to all open follow-ups. Writes nothing. */
export async function workOutEffectOnAll(
  dependencies: ChangeDependencies,
  change: {
    calendar?: WorkingCalendar;
    suspensions?: readonly Suspension[];
    /** Checks only the follow-ups of this programme. */
    programme?: Programme;
    /** The contacts after the change, by body. Checks only the follow-ups of these bodies. */
    contacts?: ReadonlyMap<string, readonly Contact[]>;
  },
): Promise<EffectOnAll> {
  const now = dependencies.clock.now();
  const contexts = await DecisionContexts.at(now, dependencies);
  const { programme, contacts, calendar = contexts.calendar, ...others } = change;
  const open = (await loadEveryFollowUp(dependencies)).filter(
    ({ followUp: { state, programmeId, forceId } }) =>
      state === 'open' &&
      (programme === undefined || programme.id === programmeId) &&
      (contacts === undefined || contacts.has(forceId)),
  );
  const looked = await runInBatches(open, async ({ followUp, body }) => {
    const record = await dependencies.followUps.load(followUp.id);
    const context = await contexts.of(record.followUp);
    const after = {
      record,
      context: {
        ...context,
        ...others,
        programme: programme ?? context.programme,
        calendar: calendarOf(programme ?? context.programme, calendar),
        contacts: contacts?.get(body.id) ?? context.contacts,
      },
    };
    return {
      followUpId: followUp.id,
      bodyName: shortenBodyName(bodyNameOn(body, followUp.publishedOn)),
      effect: workOutEffect({ record, context }, { after, now }),
      dueDays: hasHeldVisit(record) ? [] : milestonesOf(record, after.context).map(({ dueOn }) => dueOn),
    };
  });
  return {
    effect: joinEffects(looked.map(({ effect }) => effect)),
    followUps: looked.length,
    forceIds: new Set(open.map(({ followUp }) => followUp.forceId)),
    bodyNames: new Map(looked.map(({ followUpId, bodyName }) => [followUpId, bodyName])),
    furthestDueOn: looked.flatMap(({ dueDays }) => dueDays).reduce(furthest, undefined),
  };
}

function furthest(left: PlainDate | undefined, right: PlainDate): PlainDate {
  return left === undefined ? right : laterDate(left, right);
}
