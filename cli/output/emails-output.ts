import * as z from 'zod';
import { instant, plainDate } from '../../shared/contracts/temporal.ts';
import { recipientPerson } from '../../shared/domain/sending/recipient.ts';
import type { SimulatedEmail } from '../../shared/domain/planning/simulate.ts';

/** Emails that leave if nobody does anything. It holds names and never addresses. */
export const emailsOutput = z.array(
  z.object({
    at: instant,
    followUp: z.string(),
    recipient: z.object({ id: z.string(), name: z.string(), role: z.string() }),
    notices: z.array(
      z.object({
        milestone: z.string(),
        rung: z.string(),
        dueOn: plainDate,
        answerBy: plainDate.optional(),
        copy: z.boolean(),
      }),
    ),
  }),
);

export function emailsDocument(emails: readonly SimulatedEmail[]): z.output<typeof emailsOutput> {
  return emails.map(({ at, followUpId, recipient, notices }) => {
    const person = recipientPerson(recipient);
    return {
      at,
      followUp: followUpId,
      recipient: { id: person.id, name: person.name, role: person.role },
      notices: notices.map(({ milestone, rungId, key, answerBy, copy }) => {
        return { milestone: milestone.id, rung: rungId, dueOn: key.dueOn, answerBy, copy };
      }),
    };
  });
}
