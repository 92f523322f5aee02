import { formatDate, isAfter, londonDate, type PlainDate } from '../../domain/dates.ts';
import { findWait } from '../../domain/returns/waits.ts';
import { ServiceError } from '../../errors.ts';
import { findCurrentRound } from '../planning/find-milestone.ts';
import {
  loadOpenForDecision,
  planChange,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';

/**
 * Plans to let the emails about a round wait until a day, because something of the body's still waits for an answer. By
 * itself a round waits at most five working days.
 *
 * @throws ServiceError `not-found` if nothing of theirs waits.
 * @throws ServiceError `bad-input` if the day has passed.
 */
export async function planWait(
  dependencies: ChangeDependencies,
  wait: { followUp: string; until: PlainDate; reason: string; by: string },
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, wait.followUp);
  const { context } = scene;
  const today = londonDate(context.now);
  const current = findCurrentRound(scene);
  const waiting = findWait(current?.round, { today, calendar: context.calendar });
  if (current === undefined || waiting === undefined) {
    throw new ServiceError(
      'not-found',
      'Nothing from them waits for an answer. To stop all emails about the rounds, stop its clocks instead.',
      { field: 'follow-up' },
    );
  }
  if (!isAfter(wait.until, today)) {
    throw new ServiceError('bad-input', `${formatDate(wait.until)} is not in the future. Give a later day.`, {
      field: 'until',
    });
  }
  const { until, reason, by } = wait;
  return planChange(scene, {
    becoming: { rounds: [{ ...current.round, waitUntil: { until, reason, by, at: context.now } }] },
    action: 'wait',
    summary: `The emails about the ${current.milestone.rule.name} wait until ${formatDate(until)}: ${reason}.`,
  });
}
