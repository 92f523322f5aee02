import { addWorkingDays } from '../../domain/clocks/calendar.ts';
import { findAddresseeWithout } from '../../domain/people/contacts.ts';
import { daysBetween, isBefore, laterDate, londonDate } from '../../domain/dates.ts';
import type { Round } from '../../domain/round.ts';
import type { Contact } from '../../domain/contact.ts';
import { findNextRound } from '../../domain/form/form.ts';
import type { OwedNotice, Recipient } from '../../domain/sending/decide-notices.ts';
import { isRound, nameMilestone, nameOfRole, type RoundRule } from '../../domain/programme.ts';
import {
  describeRung,
  isAlertRung,
  isLetterRung,
  sectionKinds,
  type LetterRungId,
  type RungId,
} from '../../domain/rungs.ts';
import { nameAnnouncementRung } from '../../domain/visits/visits.ts';
import { ServiceError } from '../../errors.ts';
import type {
  NamedBody,
  NewsEmail,
  NonEmpty,
  OwnerAlert,
  Reader,
  ReceiptSection,
  Report,
  Section,
  Signatory,
} from '../../wording/email-facts.ts';
import { listFutureDates } from './list-future-dates.ts';
import { momentOf, type Moment, type OwedNews } from './owed-news.ts';
import { findCopiedRoles } from './find-copied-roles.ts';
import { nounsOf, wordsOfReport } from './words-of-report.ts';
import { deedsOf, progressOf, ringOn, findUnansweredRound } from './round-progress.ts';

/**
 * Collects the facts of the one email that a person is owed, with one section for each notice. First come the sections
 * that ask the reader for something, the most urgent at the top. The first section decides the subject.
 *
 * @throws ServiceError `bad-input` if a notice has no email (an inspectorate's task), or lacks its link.
 */
export function collectEmailFacts(
  mail: {
    readonly owed: readonly OwedNews[];
    readonly recipient: Recipient;
  } & Moment,
): NewsEmail {
  const simulated = mail.owed.some(({ record }) => record.followUp.simulated);
  const noun = mail.owed[0]?.programme.body.noun ?? 'body';
  if (mail.recipient.kind === 'staff') {
    return {
      kind: 'owner-alerts',
      language: 'en',
      simulated,
      noun,
      recipientName: mail.recipient.staff.name,
      alerts: atLeastOne(mail.owed.map((news) => alertOf(news, momentOf(news, mail)))),
    };
  }
  const { contact } = mail.recipient;
  for (const news of mail.owed) {
    const { rungId } = news.notice;
    if (isLetterRung(rungId)) return letters[rungId](news, contact);
  }
  return {
    kind: 'reports',
    language: 'en',
    simulated,
    noun,
    recipientName: contact.name,
    sections: atLeastOne(
      mail.owed.map((news) => sectionOf(news, { contact, ...momentOf(news, mail) })).sort(mostUrgentFirst),
    ),
    owners: ownersOf(mail.owed),
  };
}

/** The rungs whose email is a separate letter. */
const letters: Readonly<Record<LetterRungId, (news: OwedNews, contact: Contact) => NewsEmail>> = {
  'more-time-answer': moreTimeAnswerFor,
};

function moreTimeAnswerFor(news: OwedNews, contact: Contact): NewsEmail {
  const { notice, record, link } = news;
  const round = roundOf(notice);
  const answer = record.rounds.find(({ id }) => id === round.id)?.moreTime?.answer;
  if (answer === undefined || link === undefined) {
    throw new ServiceError('bad-input', 'An email about more time needs the answer, and a link to the form.');
  }
  return {
    kind: 'more-time-answer',
    language: 'en',
    simulated: record.followUp.simulated,
    noun: news.programme.body.noun,
    recipientName: contact.name,
    report: reportOf(news),
    round,
    owners: ownersOf([news]),
    granted: answer.granted,
    by: notice.answerBy ?? notice.milestone.lastWorkingDay,
    link,
  };
}

/**
 * Sorts sections. News that asks the reader for something comes before copies, and the most urgent comes first. The
 * first section decides the subject.
 */
function mostUrgentFirst(left: Section, right: Section): number {
  const copies = Number(left.reader.as === 'copy') - Number(right.reader.as === 'copy');
  if (copies !== 0) return copies;
  const news = urgencyOf(left) - urgencyOf(right);
  return news === 0 ? dueFirst(left, right) : news;
}

function urgencyOf({ news }: Section): number {
  return sectionKinds.indexOf(news);
}

function dueFirst(left: Section, right: Section): number {
  return 'by' in left && 'by' in right ? daysBetween(right.by, left.by) : 0;
}

function sectionOf(news: OwedNews, to: { contact: Contact } & Moment): Section {
  const { notice, record, programme } = news;
  const { rule } = notice.milestone;
  const rung = describeRung(rule, notice.rungId);
  if (rung?.written !== 'section') throw noSectionFor(notice.rungId);
  const about = { report: reportOf(news), reader: readerOf(news, to) };
  const by = notice.answerBy ?? notice.milestone.lastWorkingDay;
  switch (rung.section) {
    case 'dates':
    case 'new-dates':
      return { ...about, kind: 'dates', news: rung.section, ...listFutureDates(news, to) };
    case 'statutory':
    case 'statutory-again': {
      if (rule.kind !== 'duty') throw noSectionFor(notice.rungId);
      const dutyHolder = nameOfRole(programme, rule.role);
      const { lastWorkingDay } = notice.milestone;
      return { ...about, kind: 'statutory', news: rung.section, duty: rule, dutyHolder, by: lastWorkingDay };
    }
    case 'others-did':
      return { ...about, kind: 'others-did', news: rung.section, ...deedsOf(news, to.contact) };
    case 'announced':
      return { ...about, kind: 'announced', news: rung.section, ...announcementOf(news, to.contact) };
    case 'request': {
      const round = roundOf(notice);
      return {
        ...about,
        kind: 'request',
        news: rung.section,
        round,
        by,
        asked: record.recommendations
          .filter(({ number }) => notice.recommendations.includes(number))
          .map(({ number, title }) => ({ number, title })),
        prefilled: record.rounds.some(({ id, returns }) => id !== round.id && returns.length > 0),
        replaces: findUnansweredRound(news),
      };
    }
    case 'reminder':
      return {
        ...about,
        kind: 'reminder',
        news: rung.section,
        round: roundOf(notice),
        by,
        ...progressOf(news),
      };
    case 'chaser':
    case 'last-chaser':
      return {
        ...about,
        kind: 'chaser',
        news: rung.section,
        round: roundOf(notice),
        by,
        ...progressOf(news),
        ringOn: ringOn(news, { by, calendar: to.calendar }),
      };
    case 'questions':
      return {
        ...about,
        kind: 'questions',
        news: rung.section,
        round: roundOf(notice),
        by,
        recommendations: notice.recommendations,
      };
    case 'receipt':
      return {
        ...about,
        kind: 'receipt',
        news: rung.section,
        round: roundOf(notice),
        ...receiptOf(news, to),
      };
  }
}

function noSectionFor(rungId: RungId): ServiceError {
  return new ServiceError('bad-input', `Revisit writes no email to a body for the rung ${rungId}.`, {
    field: rungId,
  });
}

function reportOf({ record, bodyName, programme }: OwedNews): Report {
  const { publishedOn, reportUrl } = record.followUp;
  return { bodyName, ...wordsOfReport(programme), publishedOn, url: reportUrl };
}

function readerOf(news: OwedNews, { contact, now }: { contact: Contact } & Moment): Reader {
  const { notice, link } = news;
  if (notice.copy) return { as: 'copy', of: notice.addressee?.name ?? 'your lead', link };
  if (link === undefined && describeRung(notice.milestone.rule, notice.rungId)?.link === true) {
    throw new ServiceError('bad-input', `The email of the rung ${notice.rungId} needs a link to the form.`, {
      field: 'link',
    });
  }
  return {
    as: 'addressee',
    link,
    inPlaceOfLead: contact.part === 'stands-in' || contact.part === 'mailbox',
    copied: findCopiedRoles(news, { contact, on: londonDate(now) }),
  };
}

function announcementOf({ notice, record }: OwedNews, contact: Contact) {
  const visit = record.followUp.visits.findLast(
    ({ announcedAt, booked }) =>
      announcedAt !== undefined && booked !== undefined && notice.key.rung === nameAnnouncementRung(booked),
  );
  if (visit?.booked === undefined) {
    throw new ServiceError(
      'bad-input',
      `The notice ${notice.key.rung} does not belong to an announced visit.`,
    );
  }
  const replacesEarlier = record.notices.some(
    ({ key, rungId, facts }) =>
      rungId === 'announced' &&
      key.contactId === contact.id &&
      key.rung !== notice.key.rung &&
      facts.claimed !== undefined,
  );
  return { firstOn: visit.booked.firstOn, lastOn: visit.booked.lastOn, replacesEarlier };
}

function roundOf({ milestone, rungId }: OwedNotice): RoundRule {
  if (isRound(milestone.rule)) return milestone.rule;
  throw new ServiceError(
    'bad-input',
    `Revisit writes no email for the rung ${rungId} of the ${milestone.rule.name}.`,
    {
      field: rungId,
    },
  );
}

function receiptOf(
  news: OwedNews,
  { now, calendar }: Moment,
): Omit<ReceiptSection, 'kind' | 'news' | 'report' | 'reader' | 'round'> {
  const { notice, programme } = news;
  const returned = returnOf(news);
  const today = londonDate(now);
  const receivedOn = londonDate(returned.receivedAt);
  const revisit = news.milestones.find(({ rule }) => rule.kind === 'visit');
  const isRevisitToCome =
    revisit !== undefined &&
    !isBefore(revisit.lastWorkingDay, today) &&
    !news.record.followUp.visits.some(({ held }) => held !== undefined);
  return {
    receivedAt: returned.receivedAt,
    ...(returned.sentAt === undefined ? {} : { sentAt: returned.sentAt }),
    reference: returned.reference,
    answered: returned.answered,
    asked: returned.asked,
    changed: returned.version > 1,
    readBy: addWorkingDays(receivedOn, { days: programme.readingWorkingDays, calendar }),
    changeUntil: addWorkingDays(laterDate(notice.milestone.dueOn, receivedOn), {
      days: programme.amendingWorkingDays,
      calendar,
    }),
    next: findNextRound(news.record, { milestones: news.milestones, calendar, today }),
    revisitBy: isRevisitToCome ? revisit.lastWorkingDay : undefined,
  };
}

function returnOf({ notice, record }: OwedNews): Round['returns'][number] {
  const returns = record.rounds.find(({ id }) => id === notice.milestone.id)?.returns ?? [];
  const [, version] = /^receipt-(\d+)(?:-copy-|$)/u.exec(notice.key.rung) ?? [];
  const returned = returns.find((one) => String(one.version) === version);
  if (returned === undefined) {
    throw new ServiceError('bad-input', `The notice ${notice.key.rung} does not belong to a return.`);
  }
  return returned;
}

function alertOf(news: OwedNews, { now, calendar }: Moment): OwnerAlert {
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

function ownersOf(owed: readonly OwedNews[]): Signatory[] {
  const owners = new Map(owed.flatMap(({ owner }) => (owner === undefined ? [] : [[owner.id, owner]])));
  return [...owners.values()].map(({ name, telephone }) => ({ name, telephone }));
}

function atLeastOne<T>(things: readonly T[]): NonEmpty<T> {
  const [first, ...others] = things;
  if (first === undefined) throw new ServiceError('bad-input', 'An email needs at least one notice.');
  return [first, ...others];
}
