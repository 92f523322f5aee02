import type { OwedNotice } from '../../shared/domain/sending/decision.ts';
import { countOf } from './emails.ts';

/** How many emails were due and did not leave, and the command that says why for the first of them. */
export function gapWords(gaps: readonly OwedNotice[]): string | undefined {
  const [first] = gaps;
  if (first === undefined) return undefined;
  const { followUpId, contactId } = first.key;
  const count = countOf(gaps.length, { one: 'email was', many: 'emails were' });
  return `${count} due and did not leave: revisit explain ${followUpId} --contact ${contactId}`;
}
