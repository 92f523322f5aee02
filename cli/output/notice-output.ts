import * as z from 'zod';
import { instant, plainDate } from '../../shared/contracts/temporal.ts';
import { noticeId, noticeStatus, noticeFactNames } from '../../shared/domain/notice.ts';
import { startOf, type ListedNotice } from '../../shared/use-cases/sending/list-notices.ts';

export const noticeOutput = z.object({
  /** The id that `revisit resend` takes. */
  id: z.string(),
  followUp: z.string(),
  milestone: z.string(),
  rung: z.string(),
  dueOn: plainDate,
  answerBy: plainDate.optional(),
  recipient: z.object({ id: z.string(), name: z.string().optional(), role: z.string().optional() }),
  status: z.enum(noticeFactNames),
  at: instant.optional(),
  /** When the recipient's mail system accepted it. */
  acceptedByTheirMailSystemAt: instant.optional(),
  reason: z.string().optional(),
  /** The id that SES gave the email. It is the proof that the email left. */
  sesMessageId: z.string().optional(),
});

export function noticeDocument({
  notice,
  recipient,
}: Pick<ListedNotice, 'notice' | 'recipient'>): z.output<typeof noticeOutput> {
  const { key, rungId, facts, answerBy, reason, sesMessageId } = notice;
  return {
    id: noticeId(key),
    followUp: key.followUpId,
    milestone: key.milestone,
    rung: rungId,
    dueOn: key.dueOn,
    answerBy,
    recipient: { id: key.contactId, name: recipient?.name, role: recipient?.role },
    status: noticeStatus(facts),
    at: startOf(notice),
    acceptedByTheirMailSystemAt: facts.delivered,
    reason,
    sesMessageId,
  };
}
