import * as z from 'zod';
import { plainDate, yearMonth } from '../../shared/contracts/temporal.ts';
import { formatHeldMonth } from '../../shared/domain/clocks/month-known.ts';
import type { HeldVisit } from '../../shared/domain/visit.ts';
import { findBookedDays, type RevisitStanding } from '../../shared/domain/visits/revisit-standing.ts';
import type { FollowUpSummary } from '../../shared/use-cases/desk/list-follow-ups.ts';

export const heldOutput = z.union([
  z.object({ firstOn: plainDate, lastOn: plainDate }),
  /** For a visit that is known only to the month, or to a part of one, such as "late February to early March 2023". */
  z.object({ month: yearMonth, words: z.string() }),
]);

export function heldDocument(held: HeldVisit): z.output<typeof heldOutput> {
  return held.precision === 'day'
    ? { firstOn: held.firstOn, lastOn: held.lastOn }
    : { month: held.month, words: formatHeldMonth(held) };
}

const standingOutput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-running') }),
  z.object({
    kind: z.literal('held'),
    verdict: z.enum(['in time', 'late', 'cannot tell', 'not held']),
    daysLate: z.int().optional(),
    /** True if only the month is known. The visit was then late by this many days or more. */
    atLeast: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('booked'), daysLate: z.int() }),
  /** An older follow-up took place, but the date of the visit is not recorded. */
  z.object({ kind: z.literal('unrecorded') }),
  /** Somebody closed the follow-up, and no visit was held. */
  z.object({ kind: z.literal('not-held') }),
  z.object({ kind: z.literal('suspended') }),
  /** The programme has no visit, or its date waits for something to happen. */
  z.object({ kind: z.literal('no-date') }),
  z.object({ kind: z.literal('late'), days: z.int() }),
  z.object({ kind: z.literal('to-come'), daysLeft: z.int() }),
]);

export const followUpOutput = z.object({
  id: z.string(),
  force: z.string(),
  forceName: z.string(),
  programme: z.string(),
  state: z.enum(['prepared', 'staged', 'open', 'withdrawn', 'closed']),
  publishedOn: plainDate,
  /** The first day on which it may have been published, if its day is not known. Then `publishedOn` is the last. */
  publishedFrom: plainDate.optional(),
  /** Missing if there is no visit, or if its date is not known yet. */
  revisitDueOn: plainDate.optional(),
  /** The date that the rule alone gives. Annual figures count against this date. */
  revisitOriginallyDueOn: plainDate.optional(),
  owner: z.string().optional(),
  /** Confidential until the visit is announced. */
  booked: z.object({ firstOn: plainDate, lastOn: plainDate }).optional(),
  held: heldOutput.optional(),
  revisit: standingOutput,
  simulated: z.boolean(),
});

export function followUpDocument(summary: FollowUpSummary): z.output<typeof followUpOutput> {
  const { followUp, revisit, standing, owner } = summary;
  const booked = findBookedDays(followUp);
  return {
    id: followUp.id,
    force: followUp.forceId,
    forceName: summary.bodyName,
    programme: followUp.programmeId,
    state: followUp.state,
    publishedOn: followUp.publishedOn,
    publishedFrom: followUp.publishedFrom,
    revisitDueOn: followUp.publishedFrom === undefined ? revisit?.dueOn : undefined,
    revisitOriginallyDueOn: followUp.publishedFrom === undefined ? revisit?.originalDueOn : undefined,
    owner: owner?.id,
    booked: booked === undefined ? undefined : { firstOn: booked.firstOn, lastOn: booked.lastOn },
    held: standing.kind === 'held' ? heldDocument(standing.held) : undefined,
    revisit: standingDocument(standing),
    simulated: followUp.simulated,
  };
}

function standingDocument(standing: RevisitStanding): z.output<typeof standingOutput> {
  switch (standing.kind) {
    case 'held': {
      const { judgement } = standing;
      const late =
        judgement.verdict === 'late' ? { daysLate: judgement.days, atLeast: judgement.atLeast } : {};
      return { kind: 'held', verdict: judgement.verdict, ...late };
    }
    case 'booked':
      return { kind: 'booked', daysLate: standing.daysLate };
    case 'not-running':
    case 'suspended':
    case 'no-date':
    case 'unrecorded':
    case 'not-held':
      return { kind: standing.kind };
    case 'late':
      return { kind: 'late', days: standing.days };
    case 'to-come':
      return { kind: 'to-come', daysLeft: standing.daysLeft };
  }
}
