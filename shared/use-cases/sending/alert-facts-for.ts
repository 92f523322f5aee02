import { addWorkingDays } from '../../domain/clocks/calendar.ts';
import { findAddresseeWithout } from '../../domain/people/contacts.ts';
import { londonDate } from '../../domain/dates.ts';
import { nameMilestone, nameOfRole } from '../../domain/programme.ts';
import { isAlertRung } from '../../domain/rungs.ts';
import { ServiceError } from '../../errors.ts';
import type { NamedBody, OwnerAlert } from '../../wording/email-facts.ts';
import { reportOf, type Moment, type OwedNews } from './owed-news.ts';
import { nameChanges } from './name-changes.ts';
import { nounsOf } from './words-of-report.ts';
import { roundOf } from './round-progress.ts';

/** Returns what an alert to an owner says. @throws ServiceError `bad-input` if the rung is no alert. */
export function alertOf(news: OwedNews, { now, calendar }: Moment): OwnerAlert {
  const { notice, record } = news;
  const { rungId } = notice;
  const { followUp } = record;
  const body = {
    id: followUp.forceId,
    followUpId: followUp.id,
    name: news.bodyName,
    publishedOn: followUp.publishedOn,
    ...nounsOf(news.programme),
    simulated: followUp.simulated,
  };
  if (!isAlertRung(rungId)) {
    throw new ServiceError('bad-input', `Revisit writes no email to an owner for the rung ${rungId}.`, {
      field: rungId,
    });
  }
  switch (rungId) {
    case 'nobody-reachable':
      return { alert: rungId, body, about: nameMilestone(news.programme, notice.milestone.id) };
    case 'holds-old-date':
      return { ...beliefOf(news), alert: rungId, body, report: reportOf(news) };
    case 'unreachable':
    case 'complaint': {
      const contact = news.contacts.find(({ id }) => notice.key.rung === `${rungId}-${id}`);
      const about = {
        body,
        contact:
          contact === undefined
            ? undefined
            : { name: contact.name, role: nameOfRole(news.programme, contact.role) },
        requestsGoTo: findAddresseeWithout(news.contacts, { failed: contact, on: londonDate(now) }),
      };
      if (rungId === 'complaint') return { ...about, alert: 'complaint' };
      const reason = contact?.unreachable?.reason === 'suppressed' ? 'suppressed' : 'bounced';
      return { ...about, alert: 'unreachable', reason };
    }
    case 'sent-another-way':
    case 'not-the-right-person':
      return saidAlertOf(news, { body, alert: rungId });
    case 'more-time-asked': {
      const round = roundOf(notice);
      const request = record.rounds.find(({ id }) => id === round.id)?.moreTime;
      if (request === undefined) {
        throw new ServiceError(
          'bad-input',
          `Nobody asked for more time for the ${notice.milestone.rule.name}.`,
        );
      }
      return {
        alert: 'more-time-asked',
        body,
        round,
        askedBy: news.contacts.find(({ id }) => id === request.by)?.name ?? request.by,
        due: notice.milestone.lastWorkingDay,
        until: request.until,
        answerBy: addWorkingDays(londonDate(request.askedAt), {
          days: MORE_TIME_ANSWER_WORKING_DAYS,
          calendar,
        }),
      };
    }
  }
}

/** Returns who holds an old date, and what. */
function beliefOf(
  news: OwedNews,
): Pick<Extract<OwnerAlert, { alert: 'holds-old-date' }>, 'contact' | 'changes'> {
  const { rung } = news.notice.key;
  const belief = news.beliefs?.find(({ contact }) => rung.startsWith(`tell-${contact.id}-`));
  if (belief === undefined) {
    throw new ServiceError('bad-input', `The notice ${rung} is about nobody who holds an old date.`);
  }
  const { id, name, role } = belief.contact;
  return {
    contact: { id, name, role: nameOfRole(news.programme, role) },
    changes: nameChanges(belief.changes, news),
  };
}

/** Returns the alert about what somebody with a link said. What they typed is only on the desk. */
function saidAlertOf(
  { notice, record, contacts }: OwedNews,
  { body, alert }: { body: NamedBody; alert: 'sent-another-way' | 'not-the-right-person' },
): OwnerAlert {
  const round = roundOf(notice);
  const { sentAnotherWay, notRightPerson } = record.rounds.find(({ id }) => id === round.id) ?? {};
  const by = alert === 'sent-another-way' ? sentAnotherWay?.by : notRightPerson?.by;
  const about = { body, round, saidBy: contacts.find(({ id }) => id === by)?.name ?? 'someone' };
  return alert === 'sent-another-way'
    ? { ...about, alert, isProved: sentAnotherWay?.unproved !== true }
    : { ...about, alert };
}

/** How many working days the owner has to answer a request for more time (DOMAIN: the return). */
const MORE_TIME_ANSWER_WORKING_DAYS = 2;
