import { addWorkingDays } from '../../domain/clocks/calendar.ts';
import { formatDate, isAfter, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { Round } from '../../domain/round.ts';
import { isOpen, type Recommendation } from '../../domain/recommendation.ts';
import { isAskedAgain } from '../../domain/form/form.ts';
import { ServiceError } from '../../errors.ts';
import { commandLines } from '../../wording/commands.ts';
import { findRecommendation } from '../planning/find-recommendation.ts';
import { findRound, listRounds, type RoundMilestone } from '../planning/find-milestone.ts';
import {
  planChange,
  loadOpenForDecision,
  type ChangeDependencies,
  type PlannedChange,
  type FollowUpForDecision,
} from '../planning/plan-change.ts';

interface ReadReturn {
  /** The follow-up's id, or its body. */
  readonly followUp: string;
  /** The round's id or name. By default, the round whose return is still unread. */
  readonly milestone?: string;
}

/**
 * Plans to accept the newest return of a round. The owner has read it and has no questions. This does not judge or
 * close the recommendations. The owner does that one by one.
 *
 * @throws ServiceError `not-found` if there is no return.
 */
export async function planAcceptance(
  dependencies: ChangeDependencies,
  accepted: ReadReturn,
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, accepted.followUp);
  const { milestone, round, reference } = toRead(scene, accepted);
  const about = {
    action: 'return-accepted',
    summary: `Accepted ${reference}, the ${milestone.rule.name}.`,
  };
  if (round.acceptedAt !== undefined) return planChange(scene, { becoming: undefined, ...about });
  const { askedAgain, ...rest } = round;
  const after: Round = {
    ...rest,
    // Accepting the return also withdraws questions that nobody has answered.
    ...(isAskedAgain(round) ? {} : { askedAgain }),
    acceptedAt: scene.context.now,
  };
  return planChange(scene, { becoming: { rounds: [after] }, ...about });
}

/** How many working days a body has to answer questions about its return (DOMAIN: by {+10 wd}). */
const ANSWER_WORKING_DAYS = 10;

/**
 * Plans to ask the body again about some recommendations of a return, and only those. The email gives their numbers
 * and the date. The question itself is only in the form.
 *
 * @throws ServiceError `not-found` if there is no return.
 * @throws ServiceError `bad-input` for recommendations that are closed or not addressed to the body, or if the date is
 * not in the future.
 */
export async function planQuestions(
  dependencies: ChangeDependencies,
  asking: ReadReturn & {
    recommendations: readonly number[];
    note: string;
    answerBy?: PlainDate;
  },
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, asking.followUp);
  const { milestone, round, reference } = toRead(scene, asking);
  const { context } = scene;
  const today = londonDate(context.now);
  const { noun } = context.programme.body;
  const numbers = [...new Set(asking.recommendations)].sort((a, b) => a - b);
  for (const number of numbers) refuseRecommendation(findRecommendation(scene, number), { noun });
  const answerBy =
    asking.answerBy ?? addWorkingDays(today, { days: ANSWER_WORKING_DAYS, calendar: context.calendar });
  if (!isAfter(answerBy, today)) {
    throw new ServiceError(
      'bad-input',
      `${formatDate(answerBy)} leaves the ${noun} no time to answer. Give a day after today.`,
      {
        field: 'answerBy',
      },
    );
  }
  const about = {
    action: 'return-asked-again',
    summary: `Asked again about ${numbersInWords(numbers)} of ${reference}, the ${milestone.rule.name}, by ${formatDate(answerBy)}.`,
  };
  const known = isAskedAgain(round) ? round.askedAgain : undefined;
  const isSame =
    known?.note === asking.note &&
    known.answerBy.equals(answerBy) &&
    known.recommendations.join() === numbers.join();
  if (isSame) return planChange(scene, { becoming: undefined, ...about });
  const after: Round = {
    ...round,
    acceptedAt: undefined,
    askedAgain: { askedAt: context.now, recommendations: numbers, note: asking.note, answerBy },
  };
  return planChange(scene, {
    becoming: { rounds: [after] },
    ...about,
  });
}

function toRead(
  scene: FollowUpForDecision,
  { milestone: written }: ReadReturn,
): RoundMilestone & { reference: string } {
  const found = written === undefined ? newestReturn(scene) : findRound(scene, written);
  const reference = found?.round.returns.at(-1)?.reference;
  if (found !== undefined && reference !== undefined) return { ...found, reference };
  throw new ServiceError(
    'not-found',
    `${scene.bodyName} has sent no return${found === undefined ? '' : ` for the ${found.milestone.rule.name}`}. To record one that came by letter, use ${commandLines.recordReturn(scene.record.followUp.id, found?.milestone.id ?? '<round>')}.`,
    { field: written === undefined ? 'followUp' : 'milestone' },
  );
}

/**
 * Returns the newest round with a return that the owner has not accepted. If all are accepted, returns the newest of
 * all.
 */
function newestReturn(scene: FollowUpForDecision): RoundMilestone | undefined {
  const answered = listRounds(scene).filter(({ round }) => round.returns.length > 0);
  return answered.findLast(({ round }) => round.acceptedAt === undefined) ?? answered.at(-1);
}

function refuseRecommendation(recommendation: Recommendation, { noun }: { noun: string }): void {
  const { number, addressee } = recommendation;
  if (addressee !== 'force') {
    throw new ServiceError('bad-input', `Recommendation ${number} is not addressed to the ${noun}.`, {
      field: 'about',
    });
  }
  if (isOpen(recommendation)) return;
  throw new ServiceError('bad-input', `Recommendation ${number} is closed, so nothing is asked about it.`, {
    field: 'about',
  });
}

function numbersInWords(numbers: readonly number[]): string {
  if (numbers.length === 1) return `recommendation ${numbers.join('')}`;
  return `recommendations ${numbers.slice(0, -1).join(', ')} and ${String(numbers.at(-1))}`;
}
