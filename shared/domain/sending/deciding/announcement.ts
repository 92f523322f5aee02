import { isAfter, isEarlier } from '../../dates.ts';
import type { Visit } from '../../visit.ts';
import { announcementRung } from '../../visits/visits.ts';
import type { Situation } from './situation.ts';
import type { Due } from './verdict.ts';

/**
 * The dates of a visit, once a person has announced them: to lead and sign-off officer, in copy to the liaison mailbox.
 * A visit that was moved since is confidential again until somebody announces its new dates.
 */
export function* announcementVerdicts(situation: Situation): Generator<Due> {
  const { addressee, ledger, record, today } = situation;
  const milestone = situation.milestone('revisit');
  if (milestone === undefined) return;
  for (const visit of record.followUp.visits) {
    if (visit.booked === undefined || !isAnnounced(visit) || isAfter(today, visit.booked.lastOn)) continue;
    const rung = announcementRung(visit.booked);
    const others = situation.othersIn(['sign-off', 'liaison'], addressee);
    for (const contact of addressee === undefined ? others : [addressee, ...others]) {
      yield {
        verdict: 'due',
        milestone,
        rung,
        rungId: 'announced',
        recipient: { kind: 'contact', contact },
        copy: contact !== addressee && contact.role === 'liaison',
        addressee,
        atOnce: false,
        entry: ledger.entryForEvent({ milestone, rung }, contact),
      };
    }
  }
}

function isAnnounced({ announcedAt, moves }: Visit): boolean {
  if (announcedAt === undefined) return false;
  return moves.every(({ recordedAt }) => !isEarlier(announcedAt, recordedAt));
}
