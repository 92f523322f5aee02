import { formatDate, isAfter, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp, FollowUpDecision } from '../../domain/follow-up.ts';
import { ServiceError } from '../../errors.ts';
import {
  planChange,
  loadOpenForDecision,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';

const kinds: Readonly<Record<FollowUpDecision['kind'], string>> = {
  'light-touch': 'a light-touch discussion',
  inspection: 'a further inspection',
};

/**
 * Plans to record how inspectors follow up after they have reviewed the plan. Also records whether this counts as the
 * promised revisit. A later choice replaces an earlier one, and the audit keeps both.
 *
 * @throws ServiceError `bad-input` if the day is before publication or in the future.
 */
export async function planChoice(
  dependencies: ChangeDependencies,
  choice: {
    followUp: string;
    kind: FollowUpDecision['kind'];
    countsAsRevisit: boolean;
    on?: PlainDate;
  },
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, choice.followUp);
  const { followUp } = scene.record;
  const { kind, countsAsRevisit } = choice;
  const today = londonDate(scene.context.now);
  const known = followUp.followUpDecision;
  const isSame = known?.kind === kind && known.countsAsRevisit === countsAsRevisit;
  const decidedOn = choice.on ?? (isSame ? known.decidedOn : today);
  if (isAfter(decidedOn, today) || isBefore(decidedOn, followUp.publishedOn)) {
    throw new ServiceError(
      'bad-input',
      `The choice cannot be on ${formatDate(decidedOn)}. Give a day from publication, ${formatDate(followUp.publishedOn)}, to today.`,
      { field: 'on' },
    );
  }
  const about = {
    action: 'decide',
    summary: `Chosen on ${formatDate(decidedOn)}: ${kinds[kind]}, which ${countsAsRevisit ? 'counts' : 'does not count'} as the revisit.`,
  };
  if (isSame && known.decidedOn.equals(decidedOn))
    return planChange(scene, { becoming: undefined, ...about });
  const after: FollowUp = { ...followUp, followUpDecision: { kind, countsAsRevisit, decidedOn } };
  return planChange(scene, { becoming: { after }, ...about });
}
