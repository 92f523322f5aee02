import * as z from 'zod';
import { plainDate, yearMonth } from '../../shared/contracts/temporal.ts';
import { findTimescaleEnd, type TimescaleOrigin } from '../../shared/domain/clocks/timescale.ts';
import type { RecommendationView } from '../../shared/domain/returns/build-recommendation-views.ts';
import { answerStatuses } from '../../shared/domain/answer.ts';

/** A recommendation with the body's view and our own view in separate fields. Answers are OFFICIAL-SENSITIVE. */
export const recommendationOutput = z.object({
  number: z.int(),
  title: z.string(),
  wording: z.string().optional(),
  page: z.int().optional(),
  /** As the report writes it, such as "within three months". */
  timescale: z.string().optional(),
  /** The day on which the timescale ends. Missing if there is none, or if its words cannot be counted. */
  timescaleEndsOn: plainDate.optional(),
  /** True if the timescale is illustrative and does not come from the report. */
  illustrative: z.boolean(),
  addressee: z.string(),
  forceSays: z
    .object({ status: z.enum(answerStatuses), on: plainDate, round: z.string(), reference: z.string() })
    .optional(),
  forceExpects: z
    .object({ kind: z.enum(['finishes', 'checks']), month: yearMonth, likelihood: z.string().optional() })
    .optional(),
  weSay: z
    .object({
      view: z.enum(['open', 'closed', 'open-differs']),
      on: plainDate,
      by: z.string(),
      note: z.string().optional(),
    })
    .optional(),
  outcome: z
    .object({
      kind: z.enum(['closed', 'carried', 'superseded']),
      on: plainDate,
      report: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
});

export function recommendationDocument(
  view: RecommendationView,
  origin: TimescaleOrigin,
): z.output<typeof recommendationOutput> {
  const { recommendation, latest, judgement, expects } = view;
  const { number, title, wording, page, timescale, illustrative, addressee, outcome } = recommendation;
  return {
    number,
    title,
    wording,
    page,
    timescale,
    timescaleEndsOn: findTimescaleEnd(timescale, origin),
    illustrative: illustrative && timescale !== undefined,
    addressee,
    forceSays:
      latest === undefined
        ? undefined
        : { status: latest.answer.status, on: latest.on, round: latest.round, reference: latest.reference },
    forceExpects:
      expects === undefined
        ? undefined
        : {
            kind: expects.kind,
            month: expects.month,
            likelihood: expects.kind === 'finishes' ? expects.likelihood : undefined,
          },
    weSay: judgement,
    outcome,
  };
}
