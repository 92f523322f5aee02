import { addWorkingDays, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { findRungDay } from '../../domain/clocks/ladder.ts';
import { isBefore, laterDate, type PlainDate, londonDate } from '../../domain/dates.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import { isRound, type RoundRule } from '../../domain/programme.ts';
import { requestIdOf } from '../../domain/rungs.ts';
import { standingOf } from '../../domain/returns/standing.ts';
import { isAnswered } from '../../domain/returns/rounds.ts';
import { dayOfDeeds, listDeedsOfOthers } from '../../domain/sending/deciding/others-did.ts';
import type { Contact } from '../../domain/contact.ts';
import { ServiceError } from '../../errors.ts';
import type { OthersDidSection } from '../../wording/email-facts.ts';
import type { OwedNotice } from '../../domain/sending/decide-notices.ts';
import type { RoundStanding } from '../../wording/round-standing.ts';
import { nameStanding } from './name-standing.ts';
import type { Moment, OwedNews } from './owed-news.ts';

/** Returns the earlier round that was asked for and never answered. The current round absorbs it. */
export function findUnansweredRound({ notice, record, milestones }: OwedNews): RoundRule | undefined {
  const before = milestones.filter(({ dueOn }) => isBefore(dueOn, notice.milestone.dueOn));
  return before
    .map(({ rule }) => rule)
    .filter(isRound)
    .findLast(
      (rule) => wasAsked(rule, record) && !isAnswered(record.rounds.find(({ id }) => id === rule.id)),
    );
}

function wasAsked(rule: RoundRule, record: FollowUpRecord): boolean {
  const request = requestIdOf(rule);
  return record.notices.some(
    ({ key, rungId, facts }) =>
      key.milestone === rule.id && rungId === request && facts.claimed !== undefined,
  );
}

/** Tells whether the form of a round shows the body's last answers. */
export function isPrefilled({ notice, record }: OwedNews): boolean {
  return record.rounds.some(({ id, returns }) => id !== notice.milestone.id && returns.length > 0);
}

/** Returns what we have from the body in the notice's round, as the reader of the email knows it. */
export function standingFor(
  { notice, record, contacts }: OwedNews,
  { contact, now, calendar }: { contact: Contact } & Moment,
): RoundStanding {
  const round = record.rounds.find(({ id }) => id === notice.milestone.id);
  const asked = notice.recommendations;
  return nameStanding(standingOf(round, { asked, today: londonDate(now), calendar }), {
    contacts,
    reader: contact,
  });
}

/**
 * Returns the day on which the owner rings. The ladder counts it from the due date or the date asked for, if that is
 * later.
 */
export function ringOn(
  news: OwedNews,
  { by, calendar }: { by: PlainDate; calendar: WorkingCalendar },
): PlainDate {
  const { milestone } = news.notice;
  const ring = milestone.rule.rungs.find(({ task }) => task === 'ring');
  if (ring === undefined) return addWorkingDays(laterDate(by, milestone.dueOn), { days: 10, calendar });
  return findRungDay(ring.at, { milestone, calendar, by });
}

/** Returns what others did in the round on the day that the notice tells of. */
export function deedsOf(
  { notice, record, contacts }: OwedNews,
  lead: Contact,
): Pick<OthersDidSection, 'round' | 'deeds'> {
  const { rule } = notice.milestone;
  if (!isRound(rule)) throw new ServiceError('bad-input', `${rule.name} is not a round.`);
  const round = rule;
  const known = record.rounds.find(({ id }) => id === round.id);
  const deeds = known === undefined ? [] : listDeedsOfOthers(known, lead);
  const day = dayOfDeeds(notice.key.rung);
  return {
    round,
    deeds: deeds
      .filter(({ at }) => londonDate(at).toString() === day)
      .map(({ by, ...deed }) => ({ ...deed, who: contacts.find(({ id }) => id === by)?.name ?? 'someone' })),
  };
}

/** Returns the round of a notice. @throws ServiceError `bad-input` if it belongs to no round. */
export function roundOf({ milestone, rungId }: OwedNotice): RoundRule {
  if (isRound(milestone.rule)) return milestone.rule;
  throw new ServiceError(
    'bad-input',
    `Revisit writes no email for the rung ${rungId} of the ${milestone.rule.name}.`,
    {
      field: rungId,
    },
  );
}
