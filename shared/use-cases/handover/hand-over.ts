import { addWorkingDays } from '../../domain/clocks/calendar.ts';
import { londonDate } from '../../domain/dates.ts';
import { UNDO_WORKING_DAYS, type Handover } from '../../domain/form/form.ts';
import { leadRole, newContact } from '../../domain/people/new-contact.ts';
import { lookAgainAtBody } from '../finding/look-again.ts';
import { newLink } from '../sending/new-link.ts';
import { milestoneOf, type HandoverDependencies, type HandoverContext } from './handover-context.ts';
import { stopWaiting, recordHandover } from './record-handover.ts';
import { tellAboutHandover } from './tell-about-handover.ts';

/** Makes the colleague the lead, revokes the old lead's links, and tells everyone concerned. */
export async function handOver(
  dependencies: HandoverDependencies,
  { handover, by, ...scene }: HandoverContext & { handover: Handover; by: string },
): Promise<Handover> {
  const { people, handovers, links } = dependencies;
  const { contacts, now, calendar, record } = scene;
  const { followUp } = record;
  const today = londonDate(now);
  const milestone = milestoneOf(handover, scene);
  const summary = `Passed the ${milestone.rule.name} to a colleague.`;
  const entry = { at: now, by, action: 'handover', summary };
  const { toName: name, toEmail: email } = handover;
  const begun = newContact(
    { forceId: followUp.forceId, ...leadRole(scene.programme), name, email, from: today },
    contacts,
  );
  await people.putContact(begun, { isNew: true, audit: entry });
  const { round, fromContactId } = handover;
  const undo = newLink(dependencies, {
    followUp,
    round,
    dueOn: milestone.dueOn,
    contactId: fromContactId,
    now,
  });
  const before = contacts.find(({ id }) => id === fromContactId);
  const done: Handover = {
    ...handover,
    state: 'done',
    toContactId: begun.id,
    undoLinkHash: undo.link.tokenHash,
    undoUntil: addWorkingDays(today, { days: UNDO_WORKING_DAYS, calendar }),
    fromUntil: before?.to,
  };
  await handovers.put(followUp.id, done);
  if (before?.part === 'answers') {
    await people.putContact({ ...before, to: today }, { isNew: false, audit: entry });
    await links.revoke({
      followUpId: followUp.id,
      at: now,
      which: (link) => link.contactId === before.id,
    });
  }
  const changed = await recordHandover(dependencies, {
    ...entry,
    record,
    ...stopWaiting(handover, record),
  });
  await lookAgainAtBody(dependencies, followUp.forceId);
  await tellAboutHandover(dependencies, {
    ...scene,
    handover: done,
    followUp: changed,
    contacts: [...contacts, begun],
    undo,
  });
  return done;
}
