import type { OwedNotice } from '../../shared/domain/sending/decision.ts';
import { countOf } from './emails.ts';

/** Returns how many emails were due and did not leave, with the command that explains the first one. */
export function gapWords(
  gaps: readonly OwedNotice[],
  { nameOf = (id) => id }: { nameOf?: (followUpId: string) => string } = {},
): string | undefined {
  const [first] = gaps;
  if (first === undefined) return undefined;
  const { followUpId, contactId } = first.key;
  const count = countOf(gaps.length, { one: 'email was', many: 'emails were' });
  return `${count} due and did not leave: revisit explain ${nameOf(followUpId)} --contact ${contactId}`;
}
