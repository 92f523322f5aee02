import { isAfter } from '../../dates.ts';
import { isAnnounced, nameAnnouncementRung } from '../../visits/visits.ts';
import type { Situation } from './situation.ts';
import type { Due } from './verdict.ts';

/**
 * Yields the dates of each visit that a person has announced. They go to whoever answers and to whoever approves, with a
 * copy to the shared mailbox. If the visit moves later, its dates are confidential again until someone announces the new
 * ones.
 */
export function* announcementVerdicts(situation: Situation): Generator<Due> {
  const { addressee, ledger, record, today } = situation;
  const milestone = situation.milestoneOf('visit');
  if (milestone === undefined) return;
  for (const visit of record.followUp.visits) {
    if (visit.booked === undefined || !isAnnounced(visit) || isAfter(today, visit.booked.lastOn)) continue;
    const rung = nameAnnouncementRung(visit.booked);
    const others = situation.othersIn(situation.rolesWith('approves', 'mailbox'), addressee);
    for (const contact of addressee === undefined ? others : [addressee, ...others]) {
      yield {
        verdict: 'due',
        milestone,
        rung,
        rungId: 'announced',
        recipient: { kind: 'contact', contact },
        copy: contact !== addressee && contact.part === 'mailbox',
        addressee,
        atOnce: false,
        entry: ledger.entryForEvent({ milestone, rung }, contact),
      };
    }
  }
}
