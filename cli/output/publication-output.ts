import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { publicationOutcomes } from '../../shared/use-cases/publication/publication-outcome.ts';
import type { RecordedPublication } from '../../shared/use-cases/publication/publish-report.ts';
import { emailsDocument, emailsOutput } from './emails-output.ts';

export const publicationOutput = z.object({
  followUp: z.string(),
  force: z.string(),
  state: z.string(),
  publishedOn: plainDate,
  milestones: z.array(z.object({ id: z.string(), dueOn: plainDate, lastWorkingDay: plainDate })),
  recommendations: z.int(),
  owner: z.string().optional(),
  /** `present` means that it was recorded before with the same details, so nothing was written. */
  outcome: z.enum(publicationOutcomes),
  /** The follow-up that was prepared for another day. It is now withdrawn. */
  replaces: z.string().optional(),
  /** The emails that leave in the next four weeks, if nobody does anything. */
  emails: emailsOutput,
});

export function publicationDocument(planned: RecordedPublication): z.output<typeof publicationOutput> {
  const { followUp, milestones, recommendations, owner, outcome, replaces, emails } = planned;
  return {
    followUp: followUp.id,
    force: followUp.forceId,
    state: followUp.state,
    publishedOn: followUp.publishedOn,
    milestones: milestones.map(({ id, dueOn, lastWorkingDay }) => ({ id, dueOn, lastWorkingDay })),
    recommendations: recommendations.length,
    owner: owner?.id,
    outcome,
    replaces: replaces?.id,
    emails: emailsDocument(emails),
  };
}
