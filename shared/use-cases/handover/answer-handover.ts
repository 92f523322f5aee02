import { calendarOf } from '../../domain/clocks/calendar.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import type { Handover } from '../../domain/form/form.ts';
import { ServiceError } from '../../errors.ts';
import { programmeOf } from '../finding/programme-of.ts';
import { MailPermit } from '../form/mail-permit.ts';
import { handOver } from './hand-over.ts';
import { findHandover, type HandoverDependencies } from './handover-context.ts';
import { stopWaiting, recordHandover } from './record-handover.ts';

/**
 * Records whether the owner agrees to a handover to another mail domain. If the owner agrees, hands over to the
 * colleague.
 *
 * @throws ServiceError `done-already` if the handover has already been answered.
 */
export async function answerHandover(
  dependencies: HandoverDependencies,
  answered: { followUpId: string; handoverId: string; agrees: boolean; by: string },
): Promise<Handover> {
  const { people, handovers, settings, clock } = dependencies;
  const { handover, record } = await findHandover(dependencies, answered);
  if (handover.state !== 'awaits-approval') {
    throw new ServiceError('done-already', 'This handover has already been answered.');
  }
  const now = clock.now();
  if (!answered.agrees) {
    const refused: Handover = { ...handover, state: 'refused' };
    await handovers.put(answered.followUpId, refused);
    await recordHandover(dependencies, {
      at: now,
      by: answered.by,
      action: 'handover-refused',
      summary: 'Refused a handover.',
      record,
      ...stopWaiting(handover, record),
    });
    return refused;
  }
  const [officeCalendar, suspensions, contacts] = await Promise.all([
    settings.calendar(),
    settings.suspensions(),
    people.contacts(record.followUp.forceId),
  ]);
  const programme = await programmeOf(dependencies, record.followUp);
  const calendar = calendarOf(programme, officeCalendar);
  return handOver(dependencies, {
    handover,
    record,
    programme,
    calendar,
    milestones: milestonesOf(record, { programme, calendar, suspensions }),
    contacts,
    now,
    by: answered.by,
    permit: MailPermit.forStaff(),
  });
}
