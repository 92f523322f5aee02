import { programmeOf } from '../finding/programme-of.ts';
import { formatDate, isAfter, londonDate, type PlainDate } from '../../domain/dates.ts';
import { earliestDay } from '../../domain/visits/visits.ts';
import { formatHeldMonth, type HeldInMonth } from '../../domain/clocks/month-known.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { HeldVisit, Visit } from '../../domain/visit.ts';
import { closeIfDone } from '../../domain/publication/closing.ts';
import { ServiceError } from '../../errors.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';
import { commandLines } from '../../wording/commands.ts';
import {
  changeVisits,
  newVisit,
  refuseDays,
  spanWords,
  type VisitDays,
  type VisitDependencies,
  putVisit,
} from './visit-changes.ts';

/**
 * Records that the revisit was held, on its days or only in its month if nobody knows more.
 *
 * @returns the follow-up, and the visit as it is stored now.
 * @throws ServiceError `bad-input` for days in the future, or before publication.
 * @throws ServiceError `wrong-state` if the follow-up was withdrawn.
 */
export async function holdVisit(
  dependencies: VisitDependencies,
  holding: {
    followUp: string;
    days?: VisitDays;
    month?: HeldInMonth;
    by: string;
  },
): Promise<{ followUp: FollowUp; held: HeldVisit }> {
  const before = await findFollowUp(dependencies, holding.followUp);
  if (before.state === 'withdrawn') {
    throw new ServiceError(
      'wrong-state',
      `${before.id} is withdrawn, so it has no revisit. Nothing was written.`,
    );
  }
  const today = londonDate(dependencies.clock.now());
  const held = heldFrom(holding);
  refuseHeld(held, { publishedOn: before.publishedOn, today, followUpId: before.id });
  if (before.visits.some((visit) => visit.held !== undefined && isSame(visit.held, held))) {
    return { followUp: before, held };
  }
  const visit: Visit = { ...(recordedAs(before, held) ?? newVisit(before)), held };
  const { recommendations } = await dependencies.followUps.load(before.id);
  const programme = await programmeOf(dependencies, before);
  const after = closeIfDone(putVisit(before, visit), { recommendations, programme });
  const when = held.precision === 'day' ? spanWords(held) : `in ${formatHeldMonth(held)}`;
  const followUp = await changeVisits(dependencies, {
    before,
    after,
    by: holding.by,
    action: 'visit-done',
    summary: `The revisit was held ${held.precision === 'day' ? 'on ' : ''}${when}.`,
  });
  return { followUp, held };
}

function heldFrom(holding: { days?: VisitDays; month?: HeldInMonth }): HeldVisit {
  if (holding.days !== undefined && holding.month === undefined) return { precision: 'day', ...holding.days };
  if (holding.month !== undefined && holding.days === undefined) return holding.month;
  throw new ServiceError('bad-input', 'Give --first and --last, or only --month if nobody knows the days.', {
    field: 'first',
  });
}

function refuseHeld(
  held: HeldVisit,
  dates: { publishedOn: PlainDate; today: PlainDate; followUpId: string },
): void {
  const firstOn = earliestDay(held);
  const lastOn = held.precision === 'day' ? held.lastOn : firstOn;
  if (isAfter(lastOn, dates.today)) {
    throw new ServiceError(
      'bad-input',
      `${formatDate(lastOn)} is in the future. Book it with ${commandLines.bookVisit(dates.followUpId)}.`,
      {
        field: held.precision === 'month' ? 'month' : firstOn.equals(lastOn) ? 'first' : 'last',
      },
    );
  }
  if (held.precision === 'day') refuseDays(held, dates);
}

/**
 * Finds the visit on record that was held on these days. This is a visit known only by its month, or the booked visit.
 */
function recordedAs(followUp: FollowUp, held: HeldVisit): Visit | undefined {
  const inMonth = followUp.visits.find(
    (visit) =>
      visit.held?.precision === 'month' &&
      held.precision === 'day' &&
      visit.held.month.equals(held.firstOn.toPlainYearMonth()),
  );
  return (
    inMonth ?? followUp.visits.findLast((visit) => visit.held === undefined && visit.booked !== undefined)
  );
}

function isSame(left: HeldVisit, right: HeldVisit): boolean {
  if (left.precision === 'month') {
    return right.precision === 'month' && formatHeldMonth(left) === formatHeldMonth(right);
  }
  return right.precision === 'day' && left.firstOn.equals(right.firstOn) && left.lastOn.equals(right.lastOn);
}
