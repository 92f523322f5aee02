import { addWorkingDays } from '../../domain/clocks/calendar.ts';
import { isStopped } from '../../domain/clocks/stopped-clock.ts';
import { daysBetween, isBefore, laterDate, londonDate } from '../../domain/dates.ts';
import type { Round } from '../../domain/round.ts';
import type { Contact } from '../../domain/contact.ts';
import { findNextRound } from '../../domain/form/form.ts';
import type { Recipient } from '../../domain/sending/decide-notices.ts';
import { nameOfRole } from '../../domain/programme.ts';
import {
  describeRung,
  isLetterRung,
  sectionKinds,
  type LetterRungId,
  type RungId,
} from '../../domain/rungs.ts';
import type { Organisation } from '../../domain/organisation.ts';
import { nameAnnouncementRung } from '../../domain/visits/visits.ts';
import { ServiceError } from '../../errors.ts';
import type {
  NewsEmail,
  NonEmpty,
  Occasion,
  Reader,
  ReceiptSection,
  Section,
  Signatory,
} from '../../wording/email-facts.ts';
import { listFutureDates } from './list-future-dates.ts';
import { momentOf, reportOf, type Moment, type OwedNews } from './owed-news.ts';
import { agreeWithRequests, changesToCarry, whatChangedFor } from './name-changes.ts';
import { findCopiedRoles } from './find-copied-roles.ts';
import { alertOf } from './alert-facts-for.ts';
import { deedsOf, roundOf, isPrefilled, standingFor, ringOn, findUnansweredRound } from './round-progress.ts';

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
    readonly organisation: Organisation;
  } & Moment,
): NewsEmail {
  const occasion = { today: londonDate(mail.now), organisation: mail.organisation };
  const simulated = mail.owed.some(({ record }) => record.followUp.simulated);
  const noun = mail.owed[0]?.programme.body.noun ?? 'body';
  if (mail.recipient.kind === 'staff') {
    return {
      kind: 'owner-alerts',
      language: 'en',
      simulated,
      noun,
      recipientName: mail.recipient.staff.name,
      today: occasion.today,
      alerts: atLeastOne(mail.owed.map((news) => alertOf(news, momentOf(news, mail)))),
    };
  }
  const { contact } = mail.recipient;
  for (const news of mail.owed) {
    const { rungId } = news.notice;
    if (isLetterRung(rungId)) return letters[rungId](news, { contact, ...occasion });
  }
  const sections = mail.owed
    .map((news) => sectionOf(news, { contact, ...momentOf(news, mail) }))
    .sort(mostUrgentFirst);
  return {
    kind: 'reports',
    language: 'en',
    ...occasion,
    simulated,
    noun,
    recipientName: contact.name,
    ...agreeWithRequests({ changes: changesToCarry(mail.owed), sections: atLeastOne(sections) }),
    owners: ownersOf(mail.owed),
  };
}

type LetterTo = Occasion & { readonly contact: Contact };

/** The rungs whose email is a separate letter. */
const letters: Readonly<Record<LetterRungId, (news: OwedNews, to: LetterTo) => NewsEmail>> = {
  'more-time-answer': moreTimeAnswerFor,
};

function moreTimeAnswerFor(news: OwedNews, { contact, ...occasion }: LetterTo): NewsEmail {
  const { notice, record, link } = news;
  const round = roundOf(notice);
  const answer = record.rounds.find(({ id }) => id === round.id)?.moreTime?.answer;
  if (answer === undefined || link === undefined) {
    throw new ServiceError('bad-input', 'An email about more time needs the answer, and a link to the form.');
  }
  return {
    kind: 'more-time-answer',
    language: 'en',
    ...occasion,
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
      return { ...about, kind: 'dates', news: rung.section, ...listFutureDates(news, to) };
    case 'correction':
      return { ...about, kind: 'correction', news: rung.section, ...whatChangedFor(news) };
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
      return { ...about, kind: 'announced', news: rung.section, ...announcementOf(news) };
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
        prefilled: isPrefilled(news),
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
        prefilled: isPrefilled(news),
        standing: standingFor(news, to),
      };
    case 'chaser':
    case 'last-chaser':
      return {
        ...about,
        kind: 'chaser',
        news: rung.section,
        round: roundOf(notice),
        by,
        standing: standingFor(news, to),
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

function announcementOf({ notice, record }: OwedNews) {
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
  return { firstOn: visit.booked.firstOn, lastOn: visit.booked.lastOn };
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
    !revisit.suspended &&
    !isStopped(revisit.suspensions, today) &&
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

function ownersOf(owed: readonly OwedNews[]): Signatory[] {
  const owners = new Map(owed.flatMap(({ owner }) => (owner === undefined ? [] : [[owner.id, owner]])));
  return [...owners.values()].map(({ name, telephone }) => ({ name, telephone }));
}

function atLeastOne<T>(things: readonly T[]): NonEmpty<T> {
  const [first, ...others] = things;
  if (first === undefined) throw new ServiceError('bad-input', 'An email needs at least one notice.');
  return [first, ...others];
}
