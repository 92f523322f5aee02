import { noticeStatus } from '../../notice.ts';
import { nameCopyRung } from '../../notice.ts';
import type { Situation } from './situation.ts';
import { momentInKey, type Due } from './verdict.ts';

/**
 * Yields the new dates after a change of the programme's version. They go to whoever answers, with a copy to the shared
 * mailbox. Nobody gets them who was never told the old dates, because the next email gives the dates anyway.
 */
export function* newDatesVerdicts(situation: Situation): Generator<Due> {
  const { addressee, ledger, record, publication } = situation;
  const { newDatesAt } = record.followUp;
  if (newDatesAt === undefined || addressee === undefined || publication === undefined) return;
  if (!wasToldDates(situation)) return;
  const rung = `new-dates-${momentInKey(newDatesAt)}`;
  const copied = nameCopyRung(rung, addressee);
  const others = situation.othersIn(situation.rolesWith('mailbox'), addressee);
  for (const contact of [addressee, ...others]) {
    const copy = contact !== addressee;
    const key = copy ? copied : rung;
    yield {
      verdict: 'due',
      milestone: publication,
      rung: key,
      rungId: 'new-dates',
      recipient: { kind: 'contact', contact },
      copy,
      addressee,
      atOnce: false,
      entry: ledger.entryForEvent({ milestone: publication, rung: key }, contact),
    };
  }
}

/** Tells whether somebody at the body got a date: the dates after publication, or a request. */
function wasToldDates({ record, context }: Situation): boolean {
  const { milestones } = context.programme;
  const tells = milestones.flatMap((rule) =>
    rule.kind === 'start' || rule.kind === 'round'
      ? rule.rungs
          .filter(({ kind }) => kind === 'information' || kind === 'request')
          .map(({ id }) => `${rule.id}/${id}`)
      : [],
  );
  return record.notices.some(
    ({ key, rungId, facts }) =>
      tells.includes(`${key.milestone}/${rungId}`) &&
      facts.claimed !== undefined &&
      noticeStatus(facts) !== 'skipped',
  );
}
