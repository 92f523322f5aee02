import { inWords, isAfter, londonDate, type PlainDate } from '../domain/dates.ts';
import type { FollowUp, Force, Recommendation, StaffMember } from '../domain/follow-up.ts';
import { milestonesOf, type Milestone } from '../domain/milestones.ts';
import { newFollowUp } from '../domain/new-follow-up.ts';
import type { Programme } from '../domain/programme.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import { findStaffMember } from './add-staff.ts';
import { DecisionContexts, type DecisionSources } from './decision-contexts.ts';
import { findFollowUp } from './find-follow-up.ts';
import { findForce } from './find-force.ts';
import { foresee, type Foresight } from './foresee.ts';
import { opened } from './release-follow-ups.ts';

export interface PublishReportDependencies extends DecisionSources {
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

export interface PublicationToRecord {
  /** By id or name. */
  readonly force: string;
  readonly publishedOn: PlainDate;
  readonly programme: Programme;
  readonly recommendations: readonly Recommendation[];
  readonly owner?: string | undefined;
  readonly reportTitle?: string | undefined;
  readonly reportUrl?: string | undefined;
  readonly source?: string | undefined;
  /** The report is not out yet: dates and emails can be looked at, and nothing leaves before it is confirmed. */
  readonly prepare: boolean;
}

export interface PlannedPublication extends Foresight {
  readonly force: Force;
  /** As it will be added: prepared, or open. */
  readonly followUp: FollowUp;
  readonly recommendations: readonly Recommendation[];
  readonly milestones: readonly Milestone[];
  readonly owner: StaffMember | undefined;
  /** It was recorded before, with the same particulars: nothing is left to do. */
  readonly isPresent: boolean;
  /** Prepared before for another day: publication slipped, so every date is worked out again. */
  readonly replaces?: FollowUp | undefined;
}

/**
 * What recording a publication would add and cause. Nothing is written.
 *
 * @throws ServiceError `not-found` for force or owner; `bad-input` for a day to come; `conflict` where the publication is
 * recorded already with other particulars.
 */
export async function planPublication(
  dependencies: PublishReportDependencies,
  publication: PublicationToRecord,
): Promise<PlannedPublication> {
  const now = dependencies.clock.now();
  const { publishedOn, recommendations, prepare } = publication;
  if (!prepare && isAfter(publishedOn, londonDate(now))) {
    throw new ServiceError(
      'bad-input',
      `${inWords(publishedOn)} is still to come. Add --prepare: then everything can be looked at, and nothing leaves before revisit publish confirm.`,
      { field: 'on' },
    );
  }
  const force = await findForce(dependencies, publication.force);
  const owner =
    publication.owner === undefined ? undefined : await findStaffMember(dependencies, publication.owner);
  const prepared = newFollowUp({ ...publication, force, ownerId: owner?.id }, 'prepared');
  const open = opened(prepared, { at: now, catchUp: false });
  const contexts = await DecisionContexts.at(now, dependencies);
  const context = await contexts.of(open);
  const record = { followUp: open, recommendations, rounds: [], notices: [] };
  const existing = await dependencies.followUps.find(prepared.id);
  if (existing !== undefined) await refuseOther(dependencies, { existing, prepared, recommendations });
  const others = await dependencies.followUps.ofForce(force.id);
  return {
    force,
    followUp: prepare ? prepared : open,
    recommendations,
    milestones: milestonesOf(open, context),
    owner: context.owner,
    ...foresee(record, context),
    isPresent: existing !== undefined,
    replaces: others.find(
      ({ id, state, programmeId }) =>
        state === 'prepared' && programmeId === prepared.programmeId && id !== prepared.id,
    ),
  };
}

/** Records a publication as it was planned. @throws ServiceError `conflict` where somebody else just did. */
export async function publishReport(
  dependencies: { followUps: FollowUps; clock: Clock },
  { planned, by }: { planned: PlannedPublication; by: string },
): Promise<void> {
  const { followUps, clock } = dependencies;
  const { followUp, recommendations, replaces } = planned;
  const prepared = followUp.state === 'prepared';
  await followUps.add({
    followUp,
    recommendations,
    audit: {
      at: clock.now(),
      by,
      action: prepared ? 'publish-prepare' : 'publish',
      summary: `${prepared ? 'Prepared for publication' : 'Published'} on ${inWords(followUp.publishedOn)} with ${recommendations.length} recommendations.`,
    },
  });
  if (replaces === undefined) return;
  const at = clock.now();
  await followUps.change({
    before: replaces,
    after: { ...replaces, state: 'withdrawn' },
    audit: { at, by, action: 'publish-moved', summary: `Publication moved: ${followUp.id} takes its place.` },
  });
}

/**
 * What confirming a prepared publication would cause, now that the report is out: on the day it was prepared for, or on
 * another.
 *
 * @throws ServiceError `conflict` where it is published already; `bad-input` for a day to come.
 */
export async function planConfirmation(
  dependencies: PublishReportDependencies,
  confirming: { followUp: string; on?: PlainDate | undefined },
): Promise<PlannedPublication> {
  const prepared = await findFollowUp(dependencies, confirming.followUp);
  if (prepared.state !== 'prepared') {
    throw new ServiceError(
      'conflict',
      `${prepared.id} is ${prepared.state}: only what was prepared is confirmed.`,
    );
  }
  const programme = dependencies.programmes.get(prepared.programmeId);
  if (programme === undefined) {
    throw new ServiceError(
      'stored-data',
      `${prepared.id} names the programme ${prepared.programmeId}, which does not exist.`,
    );
  }
  const { recommendations } = await dependencies.followUps.load(prepared.id);
  const { reportTitle, reportUrl, source, ownerId: owner, forceId: force } = prepared;
  const publishedOn = confirming.on ?? prepared.publishedOn;
  const publication = {
    force,
    publishedOn,
    programme,
    recommendations,
    owner,
    reportTitle,
    reportUrl,
    source,
  };
  return planPublication(dependencies, { ...publication, prepare: false });
}

/** Opens a prepared publication as it was planned. */
export async function confirmPublication(
  dependencies: { followUps: FollowUps; clock: Clock },
  { planned, by }: { planned: PlannedPublication; by: string },
): Promise<void> {
  const { followUps, clock } = dependencies;
  const { followUp } = planned;
  if (planned.replaces !== undefined) {
    await publishReport(dependencies, { planned, by });
    return;
  }
  const before = await followUps.find(followUp.id);
  if (before === undefined) throw new ServiceError('not-found', `There is no follow-up ${followUp.id}.`);
  const at = clock.now();
  await followUps.change({
    before,
    after: opened(before, { at, catchUp: false }),
    audit: { at, by, action: 'publish-confirm', summary: `Published on ${inWords(followUp.publishedOn)}.` },
  });
}

/** The same command again is no mistake; the same publication with other recommendations or another owner is one. */
async function refuseOther(
  { followUps }: { followUps: FollowUps },
  of: { existing: FollowUp; prepared: FollowUp; recommendations: readonly Recommendation[] },
): Promise<void> {
  const { existing, prepared } = of;
  const stored = await followUps.load(existing.id);
  const isSame =
    existing.ownerId === prepared.ownerId &&
    existing.reportUrl === prepared.reportUrl &&
    stored.recommendations.length === of.recommendations.length &&
    stored.recommendations.every(({ title }, index) => title === of.recommendations[index]?.title);
  if (isSame) return;
  throw new ServiceError(
    'conflict',
    `${existing.id} is recorded already, with other particulars. Nothing was written. revisit show ${existing.id} shows what is there.`,
  );
}
