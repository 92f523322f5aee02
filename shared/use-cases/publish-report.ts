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
  /** Prepared before for the same day, and brought up to date. */
  readonly updates?: FollowUp | undefined;
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
  given: PublicationToRecord,
): Promise<PlannedPublication> {
  const { publishedOn, prepare } = given;
  if (!prepare && isAfter(publishedOn, londonDate(dependencies.clock.now()))) {
    throw new ServiceError(
      'bad-input',
      `${inWords(publishedOn)} is still to come. Add --prepare: then everything can be looked at, and nothing leaves before revisit publish confirm.`,
      { field: 'on' },
    );
  }
  const force = await findForce(dependencies, given.force);
  const known = (await dependencies.followUps.ofForce(force.id)).find(
    ({ state, programmeId }) => state === 'prepared' && programmeId === given.programme.id,
  );
  const publication = known === undefined ? given : await withWhatIsKnown(given, { known, dependencies });
  const planned = await planAs(dependencies, publication);
  if (known?.id !== planned.followUp.id) return planned;
  if (!prepare) {
    throw new ServiceError(
      'conflict',
      `${known.id} is prepared. Where the report is out: revisit publish confirm ${force.id}.`,
    );
  }
  return planned.isPresent ? planned : { ...planned, updates: known };
}

/** What was prepared before stands, as far as nothing else is said: a slipped day loses no owner and no recommendation. */
async function withWhatIsKnown(
  given: PublicationToRecord,
  { known, dependencies }: { known: FollowUp; dependencies: PublishReportDependencies },
): Promise<PublicationToRecord> {
  const { recommendations } = await dependencies.followUps.load(known.id);
  return {
    ...given,
    recommendations: given.recommendations.length > 0 ? given.recommendations : recommendations,
    owner: given.owner ?? known.ownerId,
    reportTitle: given.reportTitle ?? known.reportTitle,
    reportUrl: given.reportUrl ?? known.reportUrl,
    source: given.source ?? known.source,
  };
}

async function planAs(
  dependencies: PublishReportDependencies,
  publication: PublicationToRecord,
): Promise<PlannedPublication> {
  const now = dependencies.clock.now();
  const { recommendations, prepare } = publication;
  const force = await findForce(dependencies, publication.force);
  const owner =
    publication.owner === undefined ? undefined : await findStaffMember(dependencies, publication.owner);
  const prepared = newFollowUp({ ...publication, force, ownerId: owner?.id }, 'prepared');
  const open = opened(prepared, { at: now, catchUp: false });
  const contexts = await DecisionContexts.at(now, dependencies);
  const context = await contexts.of(open);
  const record = { followUp: open, recommendations, rounds: [], notices: [] };
  const existing = await dependencies.followUps.find(prepared.id);
  const isPresent =
    existing !== undefined && (await isSame(dependencies, { existing, prepared, recommendations }));
  if (existing !== undefined && !isPresent && existing.state !== 'prepared') throw otherParticulars(existing);
  const others = await dependencies.followUps.ofForce(force.id);
  return {
    force,
    followUp: prepare ? prepared : open,
    recommendations,
    milestones: milestonesOf(open, context),
    owner: context.owner,
    ...foresee(record, context),
    isPresent,
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
  const { followUp, recommendations, replaces, updates } = planned;
  if (updates !== undefined) {
    await followUps.change({
      before: updates,
      after: { ...followUp, version: updates.version },
      recommendations,
      audit: {
        at: clock.now(),
        by,
        action: 'publish-prepare',
        summary: `Brought up to date: ${recommendations.length} recommendations.`,
      },
    });
    return;
  }
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
 * Where it is published already, on that day, nothing is left to do.
 *
 * @throws ServiceError `conflict` for one that was never prepared; `bad-input` for a day to come.
 */
export async function planConfirmation(
  dependencies: PublishReportDependencies,
  confirming: { followUp: string; on?: PlainDate | undefined },
): Promise<PlannedPublication> {
  const prepared = await findFollowUp(dependencies, confirming.followUp);
  const publishedOn = confirming.on ?? prepared.publishedOn;
  const isDone = prepared.state === 'open' && publishedOn.equals(prepared.publishedOn);
  if (prepared.state !== 'prepared' && !isDone) {
    throw new ServiceError(
      'conflict',
      `${prepared.id} is ${prepared.state}: only what was prepared is confirmed.`,
    );
  }
  if (isAfter(publishedOn, londonDate(dependencies.clock.now()))) {
    throw new ServiceError(
      'bad-input',
      `It is prepared for ${inWords(publishedOn)}, which is still to come: it can be confirmed from that day on. For another day: revisit publish ${prepared.forceId} --on <date> --prepare.`,
      { field: 'on' },
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
  return { ...(await planAs(dependencies, { ...publication, prepare: false })), isPresent: isDone };
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
async function isSame(
  { followUps }: { followUps: FollowUps },
  of: { existing: FollowUp; prepared: FollowUp; recommendations: readonly Recommendation[] },
): Promise<boolean> {
  const { existing, prepared } = of;
  const stored = await followUps.load(existing.id);
  return (
    existing.ownerId === prepared.ownerId &&
    existing.reportUrl === prepared.reportUrl &&
    stored.recommendations.length === of.recommendations.length &&
    stored.recommendations.every(({ title }, index) => title === of.recommendations[index]?.title)
  );
}

function otherParticulars({ id }: FollowUp): ServiceError {
  return new ServiceError(
    'conflict',
    `${id} is recorded already, with other particulars. Nothing was written. revisit show ${id} shows what is there; revisit owner assign and revisit recommendations import change it.`,
  );
}
