import { addDays, daysBetween, isAfter, isBefore, londonDate, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { HeldVisit } from '../visit.ts';
import type { Milestone } from '../clocks/milestones.ts';
import { noticeStatus, type NoticeStatus } from '../notice.ts';
import { findRule, type MilestoneId, type Programme, type RoundId } from '../programme.ts';
import { requestIdOf } from '../rungs.ts';
import { workOutStanding, type RevisitStanding } from '../visits/revisit-standing.ts';
import { hideUnannouncedDays } from '../visits/visits.ts';

/** The parts of a follow-up that a report needs. */
export interface ReportSource {
  readonly record: FollowUpRecord;
  readonly programme: Programme;
  readonly bodyName: string;
  readonly milestones: readonly Milestone[];
  readonly revisit: Milestone | undefined;
}

/**
 * The content of a page about all follow-ups. It has dates and counts only. It leaves out answers, and the days of
 * visits that nobody has announced.
 */
export interface Report {
  readonly asOf: PlainDate;
  /** The programmes of the follow-ups on the page, each in its newest version. */
  readonly programmes: readonly Programme[];
  readonly revisits: readonly ReportedRevisit[];
  readonly recommendations: readonly RecommendationCount[];
  readonly responses: readonly ResponseTime[];
  readonly mail: readonly MailOutcomeCount[];
}

export interface ReportedRevisit {
  readonly followUpId: string;
  readonly bodyName: string;
  readonly simulated: boolean;
  readonly publishedOn: PlainDate;
  /** The first day on which it may have been published, if its day is not known. Then no date is counted. */
  readonly publishedFrom?: PlainDate;
  /** The rounds that ask the body for a return. */
  readonly rounds: readonly {
    readonly id: RoundId;
    readonly name: string;
    readonly dueOn: PlainDate;
  }[];
  readonly originallyDueOn: PlainDate;
  /** Absent if the clock is stopped and nobody knows until when. */
  readonly dueOn: PlainDate | undefined;
  readonly held: HeldVisit | undefined;
  /** The days of a future visit that was announced. */
  readonly announced: { readonly firstOn: PlainDate; readonly lastOn: PlainDate } | undefined;
  readonly standing: RevisitStanding;
}

/** The state of all recommendations published by a day, at the end of that day. */
export interface RecommendationCount {
  readonly on: PlainDate;
  readonly open: number;
  readonly closed: number;
  readonly carried: number;
  readonly superseded: number;
}

/** When a body answered a round, compared with the deadline that it was given. */
export interface ResponseTime {
  readonly followUpId: string;
  readonly bodyName: string;
  readonly publishedOn: PlainDate;
  readonly simulated: boolean;
  readonly round: RoundId;
  readonly roundName: string;
  /** The round as a heading, such as "Six-week response". */
  readonly roundHeading: string;
  readonly answerBy: PlainDate;
  readonly receivedOn: PlainDate;
  /** Days after the date. The number is negative if the answer came before it. */
  readonly daysAfter: number;
}

export const mailOutcomes = [
  'accepted',
  'not heard of yet',
  'came back',
  'complained of',
  'unknown',
] as const;
export type MailOutcome = (typeof mailOutcomes)[number];

export interface MailOutcomeCount {
  readonly milestone: MilestoneId;
  /** The milestone in words, such as "Six-week response". */
  readonly about: string;
  readonly outcomes: Readonly<Record<MailOutcome, number>>;
}

export function buildReport(sources: readonly ReportSource[], { today }: { today: PlainDate }): Report {
  const shown = sources
    .filter(({ record: { followUp } }) => followUp.state !== 'prepared' && followUp.state !== 'withdrawn')
    .toSorted((a, b) => daysBetween(b.record.followUp.publishedOn, a.record.followUp.publishedOn));
  return {
    asOf: today,
    programmes: newestProgrammes(shown),
    revisits: shown.flatMap((source) => revisitOf(source, today) ?? []),
    recommendations: recommendationCounts(shown, today),
    responses: shown.flatMap(responsesOf),
    mail: mailCounts(shown),
  };
}

function newestProgrammes(sources: readonly ReportSource[]): Programme[] {
  const newest = new Map<string, Programme>();
  for (const { programme } of sources) {
    const known = newest.get(programme.id);
    if (known === undefined || known.version < programme.version) newest.set(programme.id, programme);
  }
  return [...newest.values()];
}

function revisitOf(
  { record, bodyName, milestones, revisit }: ReportSource,
  today: PlainDate,
): ReportedRevisit | undefined {
  if (revisit === undefined) return undefined;
  const followUp = hideUnannouncedDays(record.followUp);
  const standing = workOutStanding(followUp, { revisit, today });
  return {
    followUpId: followUp.id,
    bodyName,
    simulated: followUp.simulated,
    publishedOn: followUp.publishedOn,
    ...(followUp.publishedFrom === undefined ? {} : { publishedFrom: followUp.publishedFrom }),
    rounds: milestones.flatMap(({ id, rule, dueOn }) =>
      rule.kind === 'round' && followUp.publishedFrom === undefined ? [{ id, name: rule.name, dueOn }] : [],
    ),
    originallyDueOn: revisit.originalDueOn,
    dueOn: revisit.suspended || followUp.publishedFrom !== undefined ? undefined : revisit.dueOn,
    held: standing.kind === 'held' ? standing.held : undefined,
    announced: standing.kind === 'booked' ? standing : undefined,
    standing,
  };
}

/** The most points that a table shows. */
const MOST_POINTS = 24;

function recommendationCounts(sources: readonly ReportSource[], today: PlainDate): RecommendationCount[] {
  const all = sources.flatMap(({ record }) =>
    record.recommendations.map(({ outcome }) => ({ publishedOn: record.followUp.publishedOn, outcome })),
  );
  const first = all.map(({ publishedOn }) => publishedOn).toSorted((a, b) => daysBetween(b, a))[0];
  if (first === undefined) return [];
  return periodEnds(first, today).map((on) => {
    const then = all.filter(({ publishedOn }) => !isAfter(publishedOn, on));
    const count = (kind: string | undefined): number =>
      then.filter(({ outcome }) => {
        const known = outcome === undefined || isAfter(outcome.on, on) ? undefined : outcome.kind;
        return known === kind;
      }).length;
    return {
      on,
      open: count(undefined),
      closed: count('closed'),
      carried: count('carried'),
      superseded: count('superseded'),
    };
  });
}

/** Returns the ends of the months, quarters or years between two days, and the last day itself. */
function periodEnds(first: PlainDate, last: PlainDate): PlainDate[] {
  if (isBefore(last, first)) return [];
  const months = (last.year - first.year) * 12 + last.month - first.month + 1;
  const step = [1, 3, 12].find((candidate) => months / candidate <= MOST_POINTS) ?? 12;
  const ends: PlainDate[] = [];
  // Quarters and years start in January, because people name them that way.
  let next = first.with({ day: 1, month: Math.floor((first.month - 1) / step) * step + 1 });
  for (;;) {
    next = next.add({ months: step });
    const end = addDays(next, -1);
    if (!isBefore(end, last)) return [...ends, last];
    ends.push(end);
  }
}

function responsesOf({ record, bodyName, milestones }: ReportSource): ResponseTime[] {
  const { followUp } = record;
  return milestones.flatMap(({ id, rule, dueOn }) => {
    const first = record.rounds.find((round) => round.id === id)?.returns[0];
    if (rule.kind !== 'round' || first === undefined) return [];
    const request = requestIdOf(rule);
    const asked = record.notices.findLast(
      ({ key, rungId, answerBy }) => key.milestone === id && rungId === request && answerBy !== undefined,
    );
    // A late request gives the body more time than the milestone does.
    const answerBy =
      asked?.answerBy === undefined || isBefore(asked.answerBy, dueOn) ? dueOn : asked.answerBy;
    const receivedOn = londonDate(first.sentAt ?? first.receivedAt);
    return [
      {
        followUpId: followUp.id,
        bodyName,
        publishedOn: followUp.publishedOn,
        simulated: followUp.simulated,
        round: id,
        roundName: rule.name,
        roundHeading: rule.heading,
        answerBy,
        receivedOn,
        daysAfter: daysBetween(answerBy, receivedOn),
      },
    ];
  });
}

/** Notices that never left are not counted. */
const outcomeOfStatus: Readonly<Record<NoticeStatus, MailOutcome | undefined>> = {
  resendAsked: undefined,
  skipped: undefined,
  claimed: 'not heard of yet',
  unknown: 'unknown',
  accepted: 'not heard of yet',
  failed: 'came back',
  delayed: 'not heard of yet',
  transientBounce: 'came back',
  delivered: 'accepted',
  suppressed: 'came back',
  rejected: 'came back',
  permanentBounce: 'came back',
  complained: 'complained of',
};

/**
 * Counts what became of the emails, by milestone. Two programmes that give a milestone the same id and heading share
 * the count.
 */
function mailCounts(sources: readonly ReportSource[]): MailOutcomeCount[] {
  const counts = new Map<string, { milestone: MilestoneId; about: string; outcomes: Outcomes }>();
  for (const { programme } of sources) {
    for (const { id, heading } of programme.milestones) {
      const key = `${id}/${heading}`;
      if (!counts.has(key)) counts.set(key, { milestone: id, about: heading, outcomes: noOutcomes() });
    }
  }
  for (const { record, programme } of sources) {
    for (const { key, facts } of record.notices) {
      const outcome = outcomeOfStatus[noticeStatus(facts)];
      const heading = findRule(programme, key.milestone)?.heading ?? key.milestone;
      const count = counts.get(`${key.milestone}/${heading}`);
      if (count !== undefined && outcome !== undefined) count.outcomes[outcome] += 1;
    }
  }
  return [...counts.values()].filter(({ outcomes }) => Object.values(outcomes).some((count) => count > 0));
}

type Outcomes = Record<MailOutcome, number>;

function noOutcomes(): Outcomes {
  return { accepted: 0, 'not heard of yet': 0, 'came back': 0, 'complained of': 0, unknown: 0 };
}
