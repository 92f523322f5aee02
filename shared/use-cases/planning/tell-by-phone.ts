import { londonDate } from '../../domain/dates.ts';
import { nameOfRole } from '../../domain/programme.ts';
import { listOldBeliefs } from '../../domain/sending/told/changes.ts';
import { ServiceError } from '../../errors.ts';
import { findContact } from '../finding/find-contact.ts';
import { loadForDecision, planChange, type ChangeDependencies, type PlannedChange } from './plan-change.ts';

/**
 * Plans to record that somebody told a contact by telephone what is so now. Then no email about it is owed to them.
 *
 * @throws ServiceError `not-found` if the contact is not on record, or holds nothing that is no longer so.
 */
export async function planTold(
  dependencies: ChangeDependencies,
  told: { followUp: string; contact: string; by: string },
): Promise<PlannedChange> {
  const scene = await loadForDecision(dependencies, told.followUp);
  const { followUp } = scene.record;
  const beliefs = listOldBeliefs(scene.record, scene.context);
  // Somebody who has left may still hold an old date. Their id must not mean whoever has the role today.
  const contact =
    beliefs.find((one) => one.contact.id === told.contact)?.contact ??
    (await findContact(dependencies, {
      forceId: followUp.forceId,
      written: told.contact,
      on: londonDate(scene.context.now),
    }));
  const belief = beliefs.find((one) => one.contact.id === contact.id);
  if (belief === undefined) {
    throw new ServiceError(
      'not-found',
      `${contact.name} holds nothing from our emails that is no longer so. Nothing was written.`,
      { field: 'contact' },
    );
  }
  const stated = belief.changes.map(({ now }) => now);
  const toldByPhone = [
    ...(followUp.toldByPhone ?? []),
    { contactId: contact.id, at: scene.context.now, by: told.by, stated },
  ];
  return planChange(scene, {
    becoming: { after: { ...followUp, toldByPhone } },
    action: 'told',
    summary: `${contact.name} (${nameOfRole(scene.context.programme, contact.role)}) was told by telephone what is so now.`,
  });
}
