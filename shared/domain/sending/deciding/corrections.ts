import { addDays, isAfter } from '../../dates.ts';
import { isReachable } from '../../people/contacts.ts';
import { findCarryingDay, mustBeRung, oldBeliefsIn } from '../told/changes.ts';
import type { Situation } from './situation.ts';
import { lookAgain, momentInKey, type Verdict } from './verdict.ts';

/**
 * Yields one short email to each person who was told something that is no longer so. If the next email of the ladder
 * comes in time, it carries the change, and none goes by itself. Somebody who acts before an email could reach them is
 * rung, and gets the email too.
 */
export function* correctionVerdicts(situation: Situation): Generator<Verdict> {
  const { context, ledger, publication, today } = situation;
  if (publication === undefined) return;
  for (const belief of oldBeliefsIn(situation)) {
    const { contact, since } = belief;
    if (mustBeRung(belief, situation) && context.owner !== undefined) {
      const rung = `tell-${contact.id}-${momentInKey(since)}`;
      yield {
        verdict: 'due',
        milestone: publication,
        rung,
        rungId: 'holds-old-date',
        recipient: { kind: 'staff', staff: context.owner },
        copy: false,
        atOnce: true,
        entry: ledger.entryForEvent({ milestone: publication, rung }),
      };
    }
    if (!isReachable(contact, { contacts: context.contacts, on: today })) continue;
    const carried = findCarryingDay(belief, situation);
    if (carried !== undefined && isAfter(carried, today)) {
      yield lookAgain(addDays(carried, 1));
      continue;
    }
    const rung = `correction-${momentInKey(since)}`;
    yield {
      verdict: 'due',
      milestone: publication,
      rung,
      rungId: 'correction',
      recipient: { kind: 'contact', contact },
      copy: false,
      atOnce: false,
      entry: ledger.entryForEvent({ milestone: publication, rung }, contact),
    };
  }
}
