import { isAfter, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { HeldVisit } from '../visit.ts';
import type { Milestone } from '../clocks/milestones.ts';
import type { RevisitStanding } from '../visits/revisit-standing.ts';
import { judgeRevisit, withoutUnannounced, type RevisitJudgement } from '../visits/visits.ts';

/** A follow-up as far as it is exported. */
export interface ExportSource {
  readonly record: FollowUpRecord;
  readonly forceName: string;
  readonly milestones: readonly Milestone[];
  readonly revisit: Milestone;
  readonly standing: RevisitStanding;
}

/** What is known of one follow-up as dates and counts: no answer, no name of a person, no reason. */
export interface ExportRow {
  readonly followUp: string;
  readonly force: string;
  readonly forceName: string;
  readonly publishedOn: PlainDate;
  readonly revisitOriginallyDueOn: PlainDate;
  readonly revisitDueOn: PlainDate;
  readonly booked: { readonly firstOn: PlainDate; readonly lastOn: PlainDate } | undefined;
  readonly held: HeldVisit | undefined;
  readonly verdict: RevisitJudgement['verdict'];
  readonly daysLate: number | undefined;
  /** Only the month of the visit is known: it was late by so many days or more. */
  readonly atLeast: boolean;
  readonly visitReportOn: PlainDate | undefined;
  readonly recommendations: number;
  readonly recommendationsClosed: number;
  readonly roundsAnswered: number;
  readonly simulated: boolean;
}

/** What a freedom-of-information export leaves out, and of how many follow-ups. */
export interface Withheld {
  readonly what: string;
  readonly followUps: number;
}

export function exportRow(source: ExportSource): ExportRow {
  const { record, revisit, standing } = source;
  const { followUp, recommendations, rounds } = record;
  const judgement = judgeRevisit(followUp.visits, { dueOn: revisit.originalDueOn });
  const planned = followUp.visits.findLast(({ booked, held }) => booked !== undefined && held === undefined);
  return {
    followUp: followUp.id,
    force: followUp.forceId,
    forceName: source.forceName,
    publishedOn: followUp.publishedOn,
    revisitOriginallyDueOn: revisit.originalDueOn,
    revisitDueOn: revisit.dueOn,
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

/** Whether a follow-up belongs into what outsiders get: published by then, real, and not withdrawn. */
export function isPublic({ record }: ExportSource, today: PlainDate): boolean {
  const { state, simulated, publishedOn } = record.followUp;
  return !simulated && state !== 'prepared' && state !== 'withdrawn' && !isAfter(publishedOn, today);
}

/** A follow-up as outsiders may have it. */
export function publicSource(source: ExportSource): ExportSource {
  return { ...source, record: { ...source.record, followUp: withoutUnannounced(source.record.followUp) } };
}

/** What a freedom-of-information export holds back, said of kinds and counts and never of their content. */
export function withheldFrom(all: readonly ExportSource[], today: PlainDate): Withheld[] {
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
      what: 'answers of forces',
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
