import { londonDate } from '../../domain/dates.ts';
import { mayTakeBack } from '../../domain/form/may-act.ts';
import { lookAgainAtBody } from '../finding/look-again.ts';
import { findHandover, type HandoverDependencies } from './handover-context.ts';

/**
 * Makes the previous lead the lead again.
 *
 * @returns `too-late` if five working days have passed, or if the handover was already undone.
 */
export async function undoHandover(
  dependencies: HandoverDependencies,
  asked: { followUpId: string; handoverId: string },
): Promise<'undone' | 'too-late'> {
  const { people, handovers, links, clock, followUps } = dependencies;
  const { handover, record } = await findHandover(dependencies, asked);
  const now = clock.now();
  const { forceId } = record.followUp;
  const contacts = await people.contacts(forceId);
  if (!mayTakeBack(handover, { contacts, now })) return 'too-late';
  await handovers.put(asked.followUpId, { ...handover, state: 'undone' });
  const entry = (summary: string) => ({
    at: now,
    by: handover.fromContactId,
    action: 'handover-undone',
    summary,
  });
  const before = contacts.find(({ id }) => id === handover.fromContactId);
  const after = contacts.find(({ id }) => id === handover.toContactId);
  if (before !== undefined) {
    await people.putContact(
      { ...before, to: handover.fromUntil },
      { isNew: false, audit: entry(`${before.id} is the lead again.`) },
    );
  }
  if (after !== undefined) {
    await people.putContact(
      { ...after, to: londonDate(now) },
      { isNew: false, audit: entry(`${after.id} is no longer the lead.`) },
    );
    await links.revoke({
      followUpId: asked.followUpId,
      at: now,
      which: (link) => link.contactId === after.id,
    });
  }
  await followUps.change({
    before: record.followUp,
    audit: entry('Undid a handover. The previous lead answers again.'),
  });
  await lookAgainAtBody(dependencies, forceId);
  return 'undone';
}
