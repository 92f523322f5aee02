import { formatDate, isAfter, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { ServiceError } from '../../errors.ts';
import {
  planChange,
  loadForDecision,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';

/**
 * Plans to record that the local policing body has published its comments. Its office then gets no more reminders.
 *
 * @throws ServiceError `bad-input` if the day is before publication or in the future.
 */
export async function planComments(
  dependencies: ChangeDependencies,
  { followUp: written, on, url }: { followUp: string; on?: PlainDate; url?: string },
): Promise<PlannedChange> {
  const scene = await loadForDecision(dependencies, written);
  const { followUp } = scene.record;
  const today = londonDate(scene.context.now);
  const known = followUp.localPolicingBodyComments;
  const receivedOn = on ?? known?.receivedOn ?? today;
  if (isAfter(receivedOn, today)) {
    throw new ServiceError(
      'bad-input',
      `${formatDate(receivedOn)} is in the future. Give today or an earlier day.`,
      { field: 'on' },
    );
  }
  if (isBefore(receivedOn, followUp.publishedOn)) {
    const problem = `The report was published on ${formatDate(followUp.publishedOn)}. Give that day or a later day.`;
    throw new ServiceError('bad-input', problem, { field: 'on' });
  }
  const comments = { receivedOn, url: url ?? known?.url };
  const about = {
    action: 'lpb-received',
    summary: `The comments of the local policing body were published by ${formatDate(receivedOn)}.`,
  };
  const isSame = known?.receivedOn.equals(receivedOn) === true && known.url === comments.url;
  if (isSame) return planChange(scene, { becoming: undefined, ...about });
  const after: FollowUp = { ...followUp, localPolicingBodyComments: comments };
  return planChange(scene, { becoming: { after }, ...about });
}
