import { closeIfDone } from '../../domain/publication/closing.ts';
import { formatDate, isAfter, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Judgement, Recommendation, RecommendationOutcome } from '../../domain/recommendation.ts';
import { ServiceError } from '../../errors.ts';
import { findRecommendation } from '../planning/find-recommendation.ts';
import {
  planChange,
  loadForDecision,
  type ChangeDependencies,
  type PlannedChange,
  type FollowUpForDecision,
} from '../planning/plan-change.ts';

export interface Closing {
  /** The follow-up's id, or its body. */
  readonly followUp: string;
  readonly number: number;
  readonly kind: RecommendationOutcome['kind'];
  /** The other report, which carries the recommendation on or supersedes it. */
  readonly report?: string;
  readonly on?: PlainDate;
  readonly note?: string;
  readonly by: string;
}

/**
 * Plans to end a recommendation as closed, carried into another report, or superseded. The body gets no more questions
 * about it. If the revisit was held and this is the last open recommendation, the follow-up closes too.
 *
 * @throws ServiceError `recorded-already` if the recommendation has ended in another way.
 * @throws ServiceError `bad-input` if the day is before publication or in the future.
 */
export async function planClosing(
  dependencies: ChangeDependencies,
  closing: Closing,
): Promise<PlannedChange> {
  const scene = await loadForDecision(dependencies, closing.followUp);
  const recommendation = findRecommendation(scene, closing.number);
  const { kind, report, note, by } = closing;
  const on = closing.on ?? londonDate(scene.context.now);
  refuseDay(scene, on);
  const how = { closed: 'closed', carried: 'carried into', superseded: 'superseded by' }[kind];
  const words = kind === 'closed' ? how : `${how} ${report ?? 'another report'}`;
  const about = {
    action: 'close-recommendation',
    summary: `Recommendation ${closing.number}: ${words}${note === undefined ? '.' : `: ${note}`}`,
  };
  const known = recommendation.outcome;
  const isSame =
    known?.kind === kind &&
    known.report === report &&
    (closing.on === undefined || closing.on.equals(known.on)) &&
    (note === undefined || noteOn(recommendation) === note);
  if (isSame) return planChange(scene, { becoming: undefined, ...about });
  if (known !== undefined) {
    throw new ServiceError(
      'recorded-already',
      `Recommendation ${closing.number} has been ${known.kind} since ${formatDate(known.on)}${noteWords(noteOn(recommendation))}. Nothing was written. To open it again, use --reopen.`,
      { field: 'recommendation' },
    );
  }
  const judgement: Judgement = { view: 'closed', note, on, by };
  const after: Recommendation = {
    ...recommendation,
    outcome: { kind, on, report, ...(note === undefined ? {} : { note }) },
    // Closing also records our own judgement as closed. The outcome and the judgement then never contradict each other.
    judgements: kind === 'closed' ? [...recommendation.judgements, judgement] : recommendation.judgements,
  };
  return planChange(scene, { becoming: applyOutcome(scene, after), ...about });
}

/**
 * Plans to reopen a recommendation that was closed by mistake. The next round asks about it again. Plans nothing if it
 * is already open.
 */
export async function planReopening(
  dependencies: ChangeDependencies,
  reopening: { followUp: string; number: number; note?: string; by: string },
): Promise<PlannedChange> {
  const scene = await loadForDecision(dependencies, reopening.followUp);
  const recommendation = findRecommendation(scene, reopening.number);
  const action = 'reopen-recommendation';
  const { outcome, ...rest } = recommendation;
  if (outcome === undefined) {
    const summary = `Recommendation ${reopening.number} is open, and was not closed.`;
    return planChange(scene, { becoming: undefined, action, summary });
  }
  const { note, by } = reopening;
  const judgement: Judgement = { view: 'open', note, on: londonDate(scene.context.now), by };
  const after: Recommendation = { ...rest, judgements: [...recommendation.judgements, judgement] };
  const { followUp } = scene.record;
  const summary = `Recommendation ${reopening.number} is open again.`;
  const open: FollowUp =
    followUp.state === 'closed' ? { ...followUp, state: 'open', closing: undefined } : followUp;
  return planChange(scene, { becoming: { after: open, recommendations: [after] }, action, summary });
}

/**
 * Returns the note that was given when a recommendation ended. Older outcomes have no note of their own. For these,
 * returns the note of the last judgement.
 */
function noteOn({ outcome, judgements }: Recommendation): string | undefined {
  if (outcome?.note !== undefined) return outcome.note;
  return outcome?.kind === 'closed' ? judgements.at(-1)?.note : undefined;
}

function noteWords(note: string | undefined): string {
  return note === undefined ? '' : `, with the note "${note}"`;
}

function applyOutcome({ record, context }: FollowUpForDecision, after: Recommendation) {
  const recommendations = record.recommendations.map((recommendation) =>
    recommendation.number === after.number ? after : recommendation,
  );
  return {
    after: closeIfDone(record.followUp, { recommendations, programme: context.programme }),
    recommendations: [after],
  };
}

function refuseDay({ record, context }: FollowUpForDecision, on: PlainDate): void {
  const { publishedOn } = record.followUp;
  if (isAfter(on, londonDate(context.now))) {
    throw new ServiceError('bad-input', `${formatDate(on)} is in the future. Give today or an earlier day.`, {
      field: 'on',
    });
  }
  if (isBefore(on, publishedOn)) {
    throw new ServiceError(
      'bad-input',
      `The report was published on ${formatDate(publishedOn)}. Give that day or a later day.`,
      {
        field: 'on',
      },
    );
  }
}
