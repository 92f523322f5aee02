import { isStopped } from '../../clocks/stopped-clock.ts';
import { deliver } from './deliver.ts';
import { currentRound, type RoundView } from './rounds.ts';
import type { Situation } from './situation.ts';
import { hold, lookAgain, type Verdict } from './verdict.ts';

/**
 * Yields the email with the dates that start on publication day. Revisit sends it once, if no round has opened and at
 * least one is still to come.
 */
export function* publicationVerdicts(situation: Situation, rounds: readonly RoundView[]): Generator<Verdict> {
  const { publication: milestone, addressee } = situation;
  if (milestone === undefined) return;
  for (const rule of milestone.rule.rungs) {
    const rung = situation.rung(rule, milestone);
    if (!situation.hasCome(rung.day)) {
      yield lookAgain(rung.day);
      continue;
    }
    const isOpen = currentRound(rounds) !== undefined;
    if (isOpen || rounds.every(({ state }) => state.is === 'closed')) {
      if (situation.ledger.isKnown(rung)) continue;
      const contactId = addressee?.id ?? 'nobody';
      const reason = isOpen ? 'superseded by a later rung' : 'past when the follow-up was released';
      yield { verdict: 'skip', milestone, rung: rule.id, rungId: rule.id, contactId, reason };
    } else if (clocksStandStill(situation)) {
      yield hold(milestone, { rungId: rule.id, reason: 'suspended' });
    } else if (addressee === undefined) {
      yield hold(milestone, { rungId: rule.id, reason: 'nobody who answers there can be reached' });
    } else {
      yield* deliver(situation, { rung, rule, addressee });
    }
  }
}

/** Tells whether any clock is stopped. Revisit cannot give dates while a clock is stopped. */
function clocksStandStill({ milestones, today }: Situation): boolean {
  return milestones.some(({ suspended, suspensions }) => suspended || isStopped(suspensions, today));
}
