import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { milestoneIds } from '../../shared/domain/programme.ts';
import type { PlannedPublication } from '../../shared/use-cases/publish-report.ts';
import { emailsDocument, emailsOutput } from './emails-output.ts';

export const publicationOutput = z.object({
  followUp: z.string(),
  force: z.string(),
  state: z.string(),
  publishedOn: plainDate,
  milestones: z.array(z.object({ id: z.enum(milestoneIds), dueOn: plainDate, lastWorkingDay: plainDate })),
  recommendations: z.int(),
  owner: z.string().optional(),
  /** False where the same publication was recorded before: nothing was written. */
  added: z.boolean(),
  /** A follow-up that was prepared for another day, and is withdrawn. */
  replaces: z.string().optional(),
  /** What leaves in the four weeks after, if nobody does anything. */
  emails: emailsOutput,
});

export function publicationDocument(planned: PlannedPublication): z.output<typeof publicationOutput> {
  const { followUp, milestones, recommendations, owner, isPresent, replaces, emails } = planned;
  return {
    followUp: followUp.id,
    force: followUp.forceId,
    state: followUp.state,
    publishedOn: followUp.publishedOn,
    milestones: milestones.map(({ id, dueOn, lastWorkingDay }) => ({ id, dueOn, lastWorkingDay })),
    recommendations: recommendations.length,
    owner: owner?.id,
    added: !isPresent,
    replaces: replaces?.id,
    emails: emailsDocument(emails),
  };
}
