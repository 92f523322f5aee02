import type { FollowUp } from '../../domain/follow-up.ts';
import { returnReference } from '../../domain/returns/return-reference.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';

/**
 * Chooses the reference of a new return. It differs from every reference of the body's other reports. A stored return
 * keeps its reference.
 *
 * The index of a body's follow-ups can be a moment late. Two references could only be the same if two reports were
 * recorded and answered within that moment.
 */
export async function chooseReference(
  { followUps }: { followUps: FollowUps },
  { followUp, letter, version }: { followUp: FollowUp; letter: string; version: number },
): Promise<string> {
  const known = await followUps.ofBody(followUp.forceId);
  const others: FollowUp[] = [];
  for (const other of known) {
    if (other.id === followUp.id || other.publishedOn.year !== followUp.publishedOn.year) continue;
    if (!(await isNeverAnswered(other, { followUps }))) others.push(other);
  }
  return returnReference(followUp, { letter, version, others });
}

/** Tells whether a report was withdrawn before it ran. Most often its publication moved to another day. */
async function isNeverAnswered(
  { id, state, releasedAt }: FollowUp,
  { followUps }: { followUps: FollowUps },
): Promise<boolean> {
  return state === 'withdrawn' && releasedAt === undefined && (await followUps.returns(id)).length === 0;
}
