import { inWords, isAfter, isBefore, londonDate, londonInstant, type PlainDate } from '../../domain/dates.ts';
import type { ReturnSummary, Round } from '../../domain/round.ts';
import type { ReturnBody } from '../../domain/history.ts';
import { isRoundId } from '../../domain/programme.ts';
import { returnReference } from '../../domain/returns/return-reference.ts';
import { flagsOf, flagText } from '../../domain/returns/return-flags.ts';
import type { AnswerStatus, SentAnswer } from '../../domain/answer.ts';
import { recommendationsAsked } from '../../domain/returns/rounds.ts';
import { ServiceError } from '../../errors.ts';
import { findContact } from '../finding/find-contact.ts';
import { findRecommendation } from '../planning/find-recommendation.ts';
import { findRound, roundInPlay, roundsIn, type RoundMilestone } from '../planning/find-milestone.ts';
import {
  planned,
  runningScene,
  type ChangeDependencies,
  type PlannedChange,
  type Scene,
} from '../planning/plan-change.ts';

/** A return that came another way than by the form. */
export interface ReceivedReturn {
  /** By id or force. */
  readonly followUp: string;
  /** The round, by id or name; absent: the one that is waited for. */
  readonly milestone?: string;
  readonly how: 'letter' | 'email' | 'other';
  readonly receivedOn: PlainDate;
  /** Which contact it came from, by id, name or role. */
  readonly from?: string;
  /** Where it says the force is, by recommendation number, as far as somebody read it out of it. */
  readonly says: ReadonlyMap<number, AnswerStatus>;
  readonly approvedBy?: { readonly name: string; readonly rank: string };
}

/**
 * Records a return that came by letter, by email or otherwise: from then on nothing of its round is chased. Nothing
 * acknowledges it: whoever sent a letter has had no form.
 *
 * @throws ServiceError `bad-input` where no round is meant, or the day cannot be.
 */
export async function planRecordedReturn(
  dependencies: ChangeDependencies,
  received: ReceivedReturn,
): Promise<PlannedChange> {
  const scene = await runningScene(dependencies, received.followUp);
  const { milestone, round } =
    received.milestone === undefined ? waitedFor(scene) : findRound(scene, received.milestone);
  const { followUp } = scene.record;
  const { how, receivedOn } = received;
  refuseDay(scene, received);
  const about = { action: 'return-recorded' };
  const known = round.returns.find((one) => one.how === how && londonDate(one.receivedAt).equals(receivedOn));
  if (known !== undefined) {
    await refuseOtherParticulars({ received, scene, milestone, dependencies }, known);
    return planned(scene, {
      becoming: undefined,
      ...about,
      summary: `${known.reference}, the ${milestone.rule.name}, came by ${how} on ${inWords(receivedOn)}.`,
    });
  }
  if (!isRoundId(milestone.id)) throw new ServiceError('bad-input', 'That is no round.');
  const asked = recommendationsAsked(scene.record, milestone);
  for (const number of received.says.keys()) findRecommendation(scene, number);
  const contact =
    received.from === undefined
      ? undefined
      : await findContact(dependencies, {
          forceId: followUp.forceId,
          written: received.from,
          on: received.receivedOn,
        });
  const version = round.returns.length + 1;
  const reference = returnReference({ ...followUp, round: milestone.id, version });
  const answers = answersOf(received.says);
  const body: ReturnBody = {
    followUpId: followUp.id,
    round: milestone.id,
    version,
    reference,
    receivedAt: receivedAt(scene, receivedOn),
    how,
    contactId: contact?.id,
    approvedBy: approvedBy(received),
    answers: Object.fromEntries([...answers].map(([number, answer]) => [String(number), answer])),
    whole: {},
  };
  const summary: ReturnSummary = {
    version,
    reference,
    receivedAt: body.receivedAt,
    contactId: contact?.id,
    how,
    answered: answers.size === 0 ? asked.length : answers.size,
    asked: asked.length,
    flags: flagsOf(answers, new Map()).map(flagText),
  };
  const after: Round = { ...round, returns: [...round.returns, summary], acceptedAt: undefined };
  return planned(scene, {
    becoming: { rounds: [after], returned: body },
    ...about,
    summary: `Recorded ${reference}, the ${milestone.rule.name}: it came by ${how} on ${inWords(receivedOn)}.`,
  });
}

/** The same command again is no mistake; another account of the same letter is one. */
async function refuseOtherParticulars(
  {
    received,
    scene,
    milestone,
    dependencies,
  }: {
    received: ReceivedReturn;
    scene: Scene;
    milestone: RoundMilestone['milestone'];
    dependencies: ChangeDependencies;
  },
  known: ReturnSummary,
): Promise<void> {
  const { followUp } = scene.record;
  const contact =
    received.from === undefined
      ? undefined
      : await findContact(dependencies, {
          forceId: followUp.forceId,
          written: received.from,
          on: received.receivedOn,
        });
  const stored = (await dependencies.followUps.returns(followUp.id)).find(
    ({ round, version }) => round === milestone.id && version === known.version,
  );
  const isSame =
    (contact === undefined || contact.id === known.contactId) &&
    (received.approvedBy === undefined || received.approvedBy.name === stored?.approvedBy?.name) &&
    [...received.says].every(([number, status]) => statusOf(stored?.answers[String(number)]) === status);
  if (isSame) return;
  throw new ServiceError(
    'recorded-already',
    `${known.reference} came by ${known.how} on that day already, and says otherwise. Nothing was written. revisit returns ${followUp.id} shows what is there.`,
    { field: 'receivedOn' },
  );
}

function statusOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'status' in answer ? answer.status : undefined;
}

/** The round that waits for an answer, or that was said to have been sent another way. */
function waitedFor(scene: Scene): RoundMilestone {
  const found =
    roundsIn(scene).find(({ round }) => round.sentAnotherWay !== undefined && round.returns.length === 0) ??
    roundInPlay(scene);
  if (found !== undefined) return found;
  throw new ServiceError(
    'bad-input',
    'No round waits for a return, so say which it is, e.g. --milestone six-week-response.',
    { field: 'milestone' },
  );
}

function refuseDay(scene: Scene, { receivedOn }: ReceivedReturn): void {
  const { publishedOn } = scene.record.followUp;
  if (isAfter(receivedOn, londonDate(scene.context.now))) {
    throw new ServiceError('bad-input', `${inWords(receivedOn)} is still to come.`, { field: 'receivedOn' });
  }
  if (isBefore(receivedOn, publishedOn)) {
    const problem = `The report was only published on ${inWords(publishedOn)}.`;
    throw new ServiceError('bad-input', problem, { field: 'receivedOn' });
  }
}

/** Noon of a past day, for nobody noted the hour. */
function receivedAt({ context }: Scene, on: PlainDate): ReturnBody['receivedAt'] {
  return on.equals(londonDate(context.now)) ? context.now : londonInstant(on, { hour: 12, minute: 0 });
}

function answersOf(says: ReadonlyMap<number, AnswerStatus>): Map<number, SentAnswer> {
  return new Map(
    [...says].map(([number, status]): [number, SentAnswer] => [number, { status, words: {}, evidence: [] }]),
  );
}

function approvedBy({ approvedBy: approver, receivedOn }: ReceivedReturn): ReturnBody['approvedBy'] {
  return approver === undefined ? undefined : { ...approver, on: inWords(receivedOn) };
}
