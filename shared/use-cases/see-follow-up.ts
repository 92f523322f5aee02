import type { DecisionContext } from '../domain/decision.ts';
import { londonDate, type PlainDate } from '../domain/dates.ts';
import type { Contact } from '../domain/follow-up.ts';
import { recommendationViews, type RecommendationView } from '../domain/recommendation-views.ts';
import type { SimulatedEmail } from '../domain/simulate.ts';
import { tasksFor, type Task } from '../domain/tasks.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps, LoadedFollowUp } from '../ports/follow-ups.ts';
import type { FormReading, SentReturn } from '../ports/form-reading.ts';
import type { Inbox } from '../ports/inbox.ts';
import { DecisionContexts, type DecisionSources } from './decision-contexts.ts';
import { findFollowUp } from './find-follow-up.ts';
import { foresee } from './foresee.ts';
import { summaryOf, type FollowUpSummary } from './list-follow-ups.ts';
import { roundSummaries, type RoundSummary } from './summarise-rounds.ts';

/** Everything there is to see of one follow-up. */
export interface SeenFollowUp extends FollowUpSummary {
  readonly record: LoadedFollowUp;
  readonly context: DecisionContext;
  readonly today: PlainDate;
  readonly rounds: readonly RoundSummary[];
  readonly returns: readonly SentReturn[];
  readonly views: readonly RecommendationView[];
  readonly contacts: readonly Contact[];
  readonly tasks: readonly Task[];
  /** What leaves in the next four weeks, if nobody does anything. */
  readonly emails: readonly SimulatedEmail[];
}

/** @throws ServiceError `not-found` or `ambiguous`. */
export async function seeFollowUp(
  dependencies: DecisionSources & {
    followUps: FollowUps;
    formReading: FormReading;
    inbox: Inbox;
    clock: Clock;
  },
  named: string,
): Promise<SeenFollowUp> {
  const { followUps, formReading, people, inbox, clock } = dependencies;
  const { id, forceId } = await findFollowUp(dependencies, named);
  const now = clock.now();
  const [record, returns, contexts, force, heldMail] = await Promise.all([
    followUps.load(id),
    formReading.sentReturns(id),
    DecisionContexts.at(now, dependencies),
    people.force(forceId),
    inbox.holdingPen(),
  ]);
  if (force === undefined) throw new ServiceError('stored-data', `${id} names a force that does not exist.`);
  const context = await contexts.of(record.followUp);
  const today = londonDate(now);
  const summary = summaryOf(record.followUp, { force, contexts, today });
  return {
    ...summary,
    record,
    context,
    today,
    rounds: roundSummaries(record, summary),
    returns,
    views: recommendationViews(record.recommendations, returns),
    contacts: context.contacts,
    tasks: tasksFor(record, { ...context, heldMail }),
    emails: record.followUp.state === 'open' ? foresee(record, context).emails : [],
  };
}
