import * as z from 'zod';
import { instant, plainDate } from '../../shared/contracts/temporal.ts';
import type { Effect } from '../../shared/domain/planning/work-out-effect.ts';
import { recipientPerson } from '../../shared/domain/sending/recipient.ts';

/** What a change does to dates and to emails to come. It holds names and never addresses. */
export const effectOutput = z.object({
  dates: z.array(
    z.object({
      followUp: z.string(),
      milestone: z.string(),
      /** Missing while the clock is stopped without a known end. */
      dueBefore: plainDate.optional(),
      dueAfter: plainDate.optional(),
      /** The last working day on or before the due date. */
      shownBefore: plainDate.optional(),
      shownAfter: plainDate.optional(),
    }),
  ),
  emails: z.array(
    z.object({
      followUp: z.string(),
      milestone: z.string(),
      rung: z.string(),
      recipient: z.object({ id: z.string(), name: z.string(), role: z.string() }),
      copy: z.boolean(),
      /** When it would have left. Missing if the change adds the email. */
      before: instant.optional(),
      /** When it leaves. Missing if the change cancels the email. */
      after: instant.optional(),
      answerBy: plainDate.optional(),
    }),
  ),
});

export function effectDocument({ dates, emails }: Effect): z.output<typeof effectOutput> {
  return {
    dates: dates.map(({ followUpId, milestone, dueBefore, dueAfter, shownBefore, shownAfter }) => {
      return { followUp: followUpId, milestone, dueBefore, dueAfter, shownBefore, shownAfter };
    }),
    emails: emails.map(({ followUpId, milestone, rungId, recipient, copy, before, after, answerBy }) => {
      const person = recipientPerson(recipient);
      return {
        followUp: followUpId,
        milestone,
        rung: rungId,
        recipient: { id: person.id, name: person.name, role: person.role },
        copy,
        before,
        after,
        answerBy,
      };
    }),
  };
}
