import { listWaitingMilestones, type WaitingMilestone } from '../../domain/clocks/milestones.ts';
import type { DecisionContext } from '../../domain/sending/decision.ts';
import { isEarlier, londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import {
  buildRecommendationViews,
  type RecommendationView,
} from '../../domain/returns/build-recommendation-views.ts';
import type { RoundId } from '../../domain/programme.ts';
import type { SimulatedEmail } from '../../domain/planning/simulate.ts';
import { countUnplaced } from '../../domain/form/form-email.ts';
import { listTasks, type Task } from '../../domain/desk/tasks.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { FollowUpWithDrafts, FormReading, SentReturn } from '../../ports/form-reading.ts';
import type { Inbox } from '../../ports/inbox.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';
import { foresee } from '../planning/foresee.ts';
import { summariseFollowUp, type FollowUpSummary } from './list-follow-ups.ts';
import { summariseRoundsOf, type RoundSummary } from '../returns/summarise-rounds.ts';

/** Everything that can be shown of one follow-up. */
export interface SeenFollowUp extends FollowUpSummary {
  readonly record: LoadedFollowUp;
  readonly context: DecisionContext;
  readonly today: PlainDate;
  readonly rounds: readonly RoundSummary[];
  readonly returns: readonly SentReturn[];
  readonly views: readonly RecommendationView[];
  /** The milestones without a date, and what each waits for. */
  readonly waiting: readonly WaitingMilestone[];
  readonly contacts: readonly Contact[];
  /** Emails whose words are in a form that has not been sent, oldest first. */
  readonly unsent: readonly UnsentMail[];
  readonly tasks: readonly Task[];
  /** The emails that leave in the next four weeks if nobody does anything. */
  readonly emails: readonly SimulatedEmail[];
}

/** An email whose words nobody at the body has confirmed. */
export interface UnsentMail {
  readonly mailId: string;
  readonly receivedAt: Instant;
  readonly round: RoundId;
  /** The numbers of the recommendations that the email names. Empty if it names none. */
  readonly recommendations: readonly number[];
  /** How many parts of the email nobody has placed under a recommendation. */
  readonly unplaced: number;
}

/** Returns everything that can be shown of one follow-up. @throws ServiceError `not-found` or `ambiguous`. */
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
  const [record, returns, contexts, body, heldMail, form] = await Promise.all([
    followUps.load(id),
    formReading.sentReturns(id),
    DecisionContexts.at(now, dependencies),
    people.body(forceId),
    inbox.holdingPen(),
    formReading.followUp(id),
  ]);
  if (body === undefined) throw new ServiceError('stored-data', `${id} names a body that does not exist.`);
  const context = await contexts.of(record.followUp);
  const today = londonDate(now);
  const summary = await summariseFollowUp(record.followUp, { body, contexts, today, rounds: record.rounds });
  return {
    ...summary,
    record,
    context,
    today,
    rounds: summariseRoundsOf(record, summary),
    returns,
    views: buildRecommendationViews(record.recommendations, returns),
    waiting: listWaitingMilestones(record, context),
    contacts: context.contacts,
    unsent: unsentMails(form),
    tasks: listTasks(record, { ...context, heldMail }),
    emails: record.followUp.state === 'open' ? foresee(record, context).emails : [],
  };
}

/**
 * Returns the emails whose words nobody has sent in a return. If a round was sent, only emails that came after its last
 * return count.
 */
function unsentMails({ drafts, emails, rounds }: FollowUpWithDrafts): UnsentMail[] {
  const mails = new Map<string, UnsentMail>();
  const isUnsent = (round: RoundId, receivedAt: Instant): boolean => {
    const sentAt = rounds.find(({ id }) => id === round)?.returns.at(-1)?.receivedAt;
    return sentAt === undefined || isEarlier(sentAt, receivedAt);
  };
  for (const { round, mailId, receivedAt, pieces } of emails) {
    if (pieces.length === 0 || !isUnsent(round, receivedAt)) continue;
    mails.set(mailId, {
      mailId,
      receivedAt,
      round,
      recommendations: [],
      unplaced: countUnplaced({ pieces }),
    });
  }
  for (const { round, number, emailed = [] } of drafts) {
    for (const { mailId, receivedAt } of emailed) {
      if (!isUnsent(round, receivedAt)) continue;
      const { recommendations = [], unplaced = 0 } = mails.get(mailId) ?? {};
      mails.set(mailId, {
        mailId,
        receivedAt,
        round,
        recommendations: [...recommendations, number],
        unplaced,
      });
    }
  }
  return [...mails.values()].sort((a, b) => a.receivedAt.epochMilliseconds - b.receivedAt.epochMilliseconds);
}
