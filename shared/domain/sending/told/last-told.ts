import type { FollowUpRecord } from '../../follow-up.ts';
import { isEarlier } from '../../dates.ts';
import { noticeStatus, type NoticeStatus } from '../../notice.ts';
import { factOf, type Fact, type Told } from '../../statement.ts';

/** With these statuses the email did not reach its reader. With any other it may have. An unknown email counts as sent. */
const NOT_READ: ReadonlySet<NoticeStatus> = new Set<NoticeStatus>([
  'resendAsked',
  'skipped',
  'failed',
  'suppressed',
  'rejected',
  'transientBounce',
  'permanentBounce',
]);

/**
 * Returns what a person was last told about each fact, by email or by telephone. Emails from before Revisit kept their
 * statements tell nothing.
 */
export function findLastTold(
  { notices, followUp }: Pick<FollowUpRecord, 'notices' | 'followUp'>,
  contactId: string,
): Map<Fact, Told> {
  const told = new Map<Fact, Told>();
  const hear = ({ statement, at }: Told): void => {
    const fact = factOf(statement);
    const before = told.get(fact);
    if (before === undefined || !isEarlier(at, before.at)) told.set(fact, { statement, at });
  };
  for (const { key, facts, stated = [] } of notices) {
    if (key.contactId !== contactId || facts.claimed === undefined) continue;
    if (NOT_READ.has(noticeStatus(facts))) continue;
    for (const statement of stated) hear({ statement, at: facts.claimed });
  }
  for (const { contactId: who, at, stated } of followUp.toldByPhone ?? []) {
    if (who === contactId) for (const statement of stated) hear({ statement, at });
  }
  return told;
}
