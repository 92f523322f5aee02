import { isAfter, type PlainDate } from '../dates.ts';
import { writeKnown, type FollowUpRecord } from '../follow-up.ts';
import type { Programme } from '../programme.ts';
import type { HeldVisit } from '../visit.ts';
import type { Milestone } from '../clocks/milestones.ts';
import type { RevisitStanding } from '../visits/revisit-standing.ts';
import { judgeRevisit, hideUnannouncedDays, type RevisitJudgement, unsureDaysOf } from '../visits/visits.ts';

/** The parts of a follow-up that an export needs. */
export interface ExportSource {
  readonly record: FollowUpRecord;
  readonly programme: Programme;
  readonly bodyName: string;
  readonly milestones: readonly Milestone[];
  readonly revisit: Milestone | undefined;
  readonly standing: RevisitStanding;
}

/** One follow-up as dates and counts. It leaves out answers, people's names and reasons. */
export interface ExportRow {
  readonly followUp: string;
  readonly body: string;
  readonly bodyName: string;
  readonly publishedOn: PlainDate;
  /** The publication as far as it is known, such as `2016-03-08`, `2016-03` or `2016`. */
  readonly published: string;
  /** Absent if there is no visit, or if its date is not known yet. */
  readonly revisitOriginallyDueOn: PlainDate | undefined;
  readonly revisitDueOn: PlainDate | undefined;
  readonly booked: { readonly firstOn: PlainDate; readonly lastOn: PlainDate } | undefined;
  readonly held: HeldVisit | undefined;
  readonly verdict: RevisitJudgement['verdict'];
  readonly daysLate: number | undefined;
  /** True if only the month of the visit is known. The visit was then late by at least `daysLate` days. */
  readonly atLeast: boolean;
  readonly visitReportOn: PlainDate | undefined;
  readonly recommendations: number;
  readonly recommendationsClosed: number;
  readonly roundsAnswered: number;
  readonly simulated: boolean;
}

/** Something that a freedom-of-information export leaves out, and the number of follow-ups that it concerns. */
export interface Withheld {
  readonly what: string;
  readonly followUps: number;
}

export function buildExportRow(source: ExportSource): ExportRow {
  const { record, revisit, standing } = source;
  const { followUp, recommendations, rounds } = record;
  const judgement = judgeRevisit(followUp.visits, {
    dueOn: revisit?.originalDueOn,
    unsureDays: unsureDaysOf(followUp),
  });
  const isDayKnown = followUp.publishedFrom === undefined;
  const planned = followUp.visits.findLast(({ booked, held }) => booked !== undefined && held === undefined);
  return {
    followUp: followUp.id,
    body: followUp.forceId,
    bodyName: source.bodyName,
    publishedOn: followUp.publishedOn,
    published: writeKnown(followUp),
    revisitOriginallyDueOn: isDayKnown ? revisit?.originalDueOn : undefined,
    revisitDueOn: isDayKnown ? revisit?.dueOn : undefined,
    booked: planned?.booked,
    held: standing.kind === 'held' ? standing.held : undefined,
    verdict: judgement.verdict,
    daysLate: judgement.verdict === 'late' ? judgement.days : undefined,
    atLeast: judgement.verdict === 'late' && judgement.atLeast,
    visitReportOn: followUp.visits.findLast(({ report }) => report !== undefined)?.report?.publishedOn,
    recommendations: recommendations.length,
    recommendationsClosed: recommendations.filter(({ outcome }) => outcome !== undefined).length,
    roundsAnswered: rounds.filter(({ returns }) => returns.length > 0).length,
    simulated: followUp.simulated,
  };
}

/**
 * Tells whether an export for the public includes the follow-up. It must be published by then, real, and not withdrawn.
 */
export function isPublic({ record }: ExportSource, today: PlainDate): boolean {
  const { state, simulated, publishedOn } = record.followUp;
  return !simulated && state !== 'prepared' && state !== 'withdrawn' && !isAfter(publishedOn, today);
}

/** Returns the follow-up without the visit days that nobody has announced. */
export function hideUnannouncedInSource(source: ExportSource): ExportSource {
  return { ...source, record: { ...source.record, followUp: hideUnannouncedDays(source.record.followUp) } };
}

/** Lists what a freedom-of-information export holds back. It gives kinds and counts, but never the content. */
export function listWithheld(all: readonly ExportSource[], today: PlainDate): Withheld[] {
  const open = all.filter((source) => isPublic(source, today));
  const count = (has: (source: ExportSource) => boolean): number => open.filter(has).length;
  const withheld: Withheld[] = [
    {
      what: 'days of visits that are not announced',
      followUps: count(({ record }) =>
        record.followUp.visits.some(
          ({ booked, held, announcedAt }) =>
            booked !== undefined && held === undefined && announcedAt === undefined,
        ),
      ),
    },
    {
      what: 'answers of bodies',
      followUps: count(({ record }) => record.rounds.some(({ returns }) => returns.length > 0)),
    },
    {
      what: 'judgements of single recommendations',
      followUps: count(({ record }) =>
        record.recommendations.some(({ judgements }) => judgements.length > 0),
      ),
    },
    { what: 'names and addresses of people', followUps: open.length },
    {
      what: 'reasons given within the inspectorate',
      followUps: count(
        ({ record: { followUp } }) => followUp.lateReason !== undefined || followUp.revisions.length > 0,
      ),
    },
    {
      what: 'simulated follow-ups',
      followUps: all.filter(({ record }) => record.followUp.simulated).length,
    },
    {
      what: 'withdrawn follow-ups',
      followUps: all.filter(
        ({ record: { followUp } }) => followUp.state === 'withdrawn' && !followUp.simulated,
      ).length,
    },
  ];
  return withheld.filter(({ followUps }) => followUps > 0);
}
