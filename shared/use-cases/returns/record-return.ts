import {
  formatDate,
  isAfter,
  isBefore,
  londonDate,
  londonInstant,
  type PlainDate,
} from '../../domain/dates.ts';
import type { ReturnSummary, Round } from '../../domain/round.ts';
import type { ReturnBody } from '../../domain/history.ts';
import { findFlags, formatFlag } from '../../domain/returns/return-flags.ts';
import type { AnswerStatus, SentAnswer } from '../../domain/answer.ts';
import { listRecommendationsAsked } from '../../domain/returns/rounds.ts';
import { ServiceError } from '../../errors.ts';
import { findContact } from '../finding/find-contact.ts';
import { chooseReference } from '../finding/choose-reference.ts';
import { findRecommendation } from '../planning/find-recommendation.ts';
import { findRound, findCurrentRound, listRounds, type RoundMilestone } from '../planning/find-milestone.ts';
import {
  planChange,
  loadOpenForDecision,
  type ChangeDependencies,
  type PlannedChange,
  type FollowUpForDecision,
} from '../planning/plan-change.ts';

/** A return that did not come through the form. */
export interface ReceivedReturn {
  /** The follow-up's id, or its body. */
  readonly followUp: string;
  /** The round's id or name. By default, the round that is waiting for a return. */
  readonly milestone?: string;
  readonly how: 'letter' | 'email' | 'other';
  readonly receivedOn: PlainDate;
  /** The contact who sent it, by id, name or role. */
  readonly from?: string;
  /** The status of each recommendation, by number, as far as someone has read it from the return. */
  readonly says: ReadonlyMap<number, AnswerStatus>;
  readonly approvedBy?: { readonly name: string; readonly rank: string };
}

/**
 * Plans to record a return that came by letter, by email or in another way. After that, no reminder of its round is
 * sent. Revisit does not send a receipt, because the sender did not use the form.
 *
 * @throws ServiceError `bad-input` if no round is given and none is waiting, or if the day is before publication or in
 * the future.
 * @throws ServiceError `recorded-already` if the same return is recorded with other particulars.
 */
export async function planRecordedReturn(
  dependencies: ChangeDependencies,
  received: ReceivedReturn,
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, received.followUp);
  const { milestone, round } =
    received.milestone === undefined ? waitedFor(scene) : findRound(scene, received.milestone);
  const { followUp } = scene.record;
  const { how, receivedOn } = received;
  refuseDay(scene, received);
  const about = { action: 'return-recorded' };
  const known = round.returns.find((one) => one.how === how && londonDate(one.receivedAt).equals(receivedOn));
  if (known !== undefined) {
    await refuseOtherParticulars({ received, scene, milestone, dependencies }, known);
    return planChange(scene, {
      becoming: undefined,
      ...about,
      summary: `${known.reference}, the ${milestone.rule.name}, came by ${how} on ${formatDate(receivedOn)}.`,
    });
  }
  const { rule } = milestone;
  if (rule.kind !== 'round') throw new ServiceError('bad-input', 'That milestone is not a round.');
  const asked = listRecommendationsAsked(scene.record, milestone);
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
  const reference = await chooseReference(dependencies, { followUp, letter: rule.letter, version });
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
    flags: findFlags(answers, new Map()).map(formatFlag),
  };
  const after: Round = { ...round, returns: [...round.returns, summary], acceptedAt: undefined };
  return planChange(scene, {
    becoming: { rounds: [after], returned: body },
    ...about,
    summary: `Recorded ${reference}, the ${milestone.rule.name}. It came by ${how} on ${formatDate(receivedOn)}.`,
  });
}

/** Refuses a second record of the same letter with other particulars. The exact same command twice is fine. */
async function refuseOtherParticulars(
  {
    received,
    scene,
    milestone,
    dependencies,
  }: {
    received: ReceivedReturn;
    scene: FollowUpForDecision;
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
    `${known.reference} is already recorded for that day (${known.how}), with other particulars. Nothing was written. To see them, use revisit returns ${followUp.id}.`,
    { field: 'receivedOn' },
  );
}

function statusOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'status' in answer ? answer.status : undefined;
}

/** Returns the round that waits for a return, or that the body says it sent another way. */
function waitedFor(scene: FollowUpForDecision): RoundMilestone {
  const found =
    listRounds(scene).find(({ round }) => round.sentAnotherWay !== undefined && round.returns.length === 0) ??
    findCurrentRound(scene);
  if (found !== undefined) return found;
  throw new ServiceError(
    'bad-input',
    `No round is waiting for a return. Name the round with --milestone: ${listRounds(scene)
      .map(({ milestone }) => milestone.id)
      .join(', ')}.`,
    { field: 'milestone' },
  );
}

function refuseDay(scene: FollowUpForDecision, { receivedOn }: ReceivedReturn): void {
  const { publishedOn } = scene.record.followUp;
  if (isAfter(receivedOn, londonDate(scene.context.now))) {
    throw new ServiceError(
      'bad-input',
      `${formatDate(receivedOn)} is in the future. Give today or an earlier day.`,
      { field: 'receivedOn' },
    );
  }
  if (isBefore(receivedOn, publishedOn)) {
    const problem = `The report was published on ${formatDate(publishedOn)}. Give that day or a later day.`;
    throw new ServiceError('bad-input', problem, { field: 'receivedOn' });
  }
}

/** Returns the time of arrival. For a past day this is noon, because nobody recorded the hour. */
function receivedAt({ context }: FollowUpForDecision, on: PlainDate): ReturnBody['receivedAt'] {
  return on.equals(londonDate(context.now)) ? context.now : londonInstant(on, { hour: 12, minute: 0 });
}

function answersOf(says: ReadonlyMap<number, AnswerStatus>): Map<number, SentAnswer> {
  return new Map(
    [...says].map(([number, status]): [number, SentAnswer] => [number, { status, words: {}, evidence: [] }]),
  );
}

function approvedBy({ approvedBy: approver, receivedOn }: ReceivedReturn): ReturnBody['approvedBy'] {
  return approver === undefined ? undefined : { ...approver, on: formatDate(receivedOn) };
}
