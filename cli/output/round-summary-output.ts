import * as z from 'zod';
import { instant, plainDate } from '../../shared/contracts/temporal.ts';
import type { RoundSummary } from '../../shared/use-cases/returns/summarise-rounds.ts';

export const roundSummaryOutput = z.object({
  followUp: z.string(),
  round: z.string(),
  dueOn: plainDate,
  originallyDueOn: plainDate,
  /** The day that the body was asked to answer by. */
  answerBy: plainDate,
  askedAt: instant.optional(),
  acceptedByTheirMailSystemAt: instant.optional(),
  /** How many reminders and chasers left. One email to several people counts once. */
  chased: z.int(),
  lastChasedAt: instant.optional(),
  /** How many recommendations have a complete answer that is saved but not sent. */
  saved: z.int(),
  returned: z
    .object({
      reference: z.string(),
      at: instant,
      how: z.enum(['form', 'letter', 'email', 'other']),
      answered: z.int(),
      asked: z.int(),
    })
    .optional(),
  /** When the inspectorate accepted the return. */
  acceptedAt: instant.optional(),
});

export function roundSummaryDocument(summary: RoundSummary): z.output<typeof roundSummaryOutput> {
  const { milestone, returned, round } = summary;
  return {
    followUp: summary.followUpId,
    round: milestone.id,
    dueOn: milestone.dueOn,
    originallyDueOn: milestone.originalDueOn,
    answerBy: summary.answerBy,
    askedAt: summary.askedAt,
    acceptedByTheirMailSystemAt: summary.acceptedAt,
    chased: summary.chased,
    lastChasedAt: summary.lastChasedAt,
    saved: summary.standing.saved.length,
    returned:
      returned === undefined
        ? undefined
        : {
            reference: returned.reference,
            at: returned.receivedAt,
            how: returned.how,
            answered: returned.answered,
            asked: returned.asked,
          },
    acceptedAt: round?.acceptedAt,
  };
}
