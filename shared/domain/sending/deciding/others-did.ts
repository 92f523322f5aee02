import { addWorkingDays } from '../../clocks/calendar.ts';
import type { Contact } from '../../contact.ts';
import { addDays, isBefore, londonDate, type Instant, type PlainDate } from '../../dates.ts';
import { findUnconfirmed, isAnswered } from '../../returns/rounds.ts';
import type { Round } from '../../round.ts';
import type { Situation } from './situation.ts';
import { lookAgain, type Verdict } from './verdict.ts';

/** What somebody did on the form, apart from sending the return or passing it on. Those are told at once. */
export interface Deed {
  readonly kind: 'pressed-send' | 'sent-another-way' | 'not-the-right-person' | 'more-time';
  readonly at: Instant;
  /** The contact whose link it was. */
  readonly by: string;
  /** The officer whose link it was. The contact asked them to approve. */
  readonly officer?: string;
  /** Whether somebody entered a code. Without one, anybody who has the link may have done it. */
  readonly isProved: boolean;
}

/** The working days within which the lead hears what others did. Later it would be old news. */
const TOLD_WITHIN_WORKING_DAYS = 5;

const NAME = 'others-did';

/**
 * Yields one email to the lead for each day on which others did something, on the next sending day. The lead answers for
 * the round, so nothing is done in it behind their back.
 */
export function* othersDidVerdicts(situation: Situation): Generator<Verdict> {
  const { addressee, ledger, record, today } = situation;
  if (addressee?.part !== 'answers') return;
  for (const round of record.rounds) {
    const milestone = situation.milestone(round.id);
    if (milestone === undefined || isAnswered(round)) continue;
    const days = new Map(
      listDeedsOfOthers(round, addressee).map(({ at }) => [londonDate(at).toString(), londonDate(at)]),
    );
    for (const day of days.values()) {
      if (!isBefore(day, today)) yield lookAgain(addDays(day, 1));
      else if (!isOldNews(day, situation)) {
        const rung = `${NAME}-${day.toString()}`;
        yield {
          verdict: 'due',
          milestone,
          rung,
          rungId: NAME,
          recipient: { kind: 'contact', contact: addressee },
          copy: false,
          atOnce: false,
          entry: ledger.entryForEvent({ milestone, rung }, addressee),
        };
      }
    }
  }
}

/** Returns what others did in a round, oldest first. A deed without a code counts, even by the lead's own link. */
export function listDeedsOfOthers(round: Round, lead: Pick<Contact, 'id'>): Deed[] {
  const { sentAnotherWay, notRightPerson, moreTime } = round;
  const unconfirmed = findUnconfirmed(round);
  const deeds: Deed[] = [];
  if (unconfirmed !== undefined)
    deeds.push({
      kind: 'pressed-send',
      ...said(unconfirmed),
      officer: unconfirmed.officer,
      isProved: false,
    });
  if (sentAnotherWay !== undefined)
    deeds.push({
      kind: 'sent-another-way',
      ...said(sentAnotherWay),
      isProved: sentAnotherWay.unproved !== true,
    });
  if (notRightPerson !== undefined)
    deeds.push({ kind: 'not-the-right-person', ...said(notRightPerson), isProved: false });
  if (moreTime !== undefined)
    deeds.push({ kind: 'more-time', at: moreTime.askedAt, by: moreTime.by, isProved: true });
  return deeds
    .filter(({ by, isProved }) => !isProved || by !== lead.id)
    .sort((one, other) => one.at.epochMilliseconds - other.at.epochMilliseconds);
}

/** Returns the day that a notice tells of. */
export function dayOfDeeds(rung: string): string {
  return rung.slice(NAME.length + 1);
}

function said({ saidAt, by }: { saidAt: Instant; by: string }): Pick<Deed, 'at' | 'by'> {
  return { at: saidAt, by };
}

function isOldNews(day: PlainDate, { today, context }: Situation): boolean {
  const { calendar } = context;
  return isBefore(addWorkingDays(day, { days: TOLD_WITHIN_WORKING_DAYS, calendar }), today);
}
