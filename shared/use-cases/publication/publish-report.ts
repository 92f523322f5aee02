import { formatDate, isAfter, londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import { followUpId, type FollowUp } from '../../domain/follow-up.ts';
import type { Recommendation } from '../../domain/recommendation.ts';
import type { Body } from '../../domain/body.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { isSamePublication } from '../../domain/publication/is-same-publication.ts';
import { milestonesOf, type Milestone } from '../../domain/clocks/milestones.ts';
import { newFollowUp } from '../../domain/publication/new-follow-up.ts';
import type { Programme } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import { commandLines } from '../../wording/commands.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUpChange, FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import { findStaffMember } from '../finding/find-staff-member.ts';
import { programmeOf } from '../finding/programme-of.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';
import { findBody } from '../finding/find-body.ts';
import { foresee, type Foresight } from '../planning/foresee.ts';
import { decideOutcome, type PublicationOutcome } from './publication-outcome.ts';
import { refuseEarlyTimescales } from './refuse-early-timescales.ts';
import { refuseTooMany } from './refuse-too-many.ts';
import { openFollowUp } from './release-follow-ups.ts';

export interface PublishReportDependencies extends DecisionSources {
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

export interface PublicationToRecord {
  /** The body's id or name. */
  readonly body: string;
  readonly publishedOn: PlainDate;
  readonly programme: Programme;
  readonly recommendations: readonly Recommendation[];
  /** The line of the file on which each recommendation begins, by its number. */
  readonly lines?: ReadonlyMap<number, number>;
  readonly owner?: string;
  readonly reportTitle?: string;
  readonly reportUrl?: string;
  readonly source?: string;
  /**
   * True if the report is not out. The admin can then look at dates and emails, and nothing leaves until someone
   * confirms the publication.
   */
  readonly prepare: boolean;
  /** True to undo the withdrawal of this publication. */
  readonly reopen: boolean;
}

export interface PlannedPublication extends Foresight {
  readonly body: Body;
  readonly outcome: PublicationOutcome;
  /** The follow-up as it will be stored. If the outcome is `present`, as it is stored now. */
  readonly followUp: FollowUp;
  /** The follow-up as it is stored before the change. Undefined if it is new. */
  readonly stored: LoadedFollowUp | undefined;
  readonly recommendations: readonly Recommendation[];
  readonly milestones: readonly Milestone[];
  readonly owner: StaffMember | undefined;
  /** A follow-up that was prepared for another day. The publication has moved, so every date is worked out again. */
  readonly replaces: FollowUp | undefined;
}

/** A publication on record, after it was written. */
export type RecordedPublication = Omit<PlannedPublication, 'stored'>;

/**
 * Plans to record a publication. Writes nothing.
 *
 * @throws ServiceError `not-found` for the body or the owner.
 * @throws ServiceError `bad-input` if the day is in the future, if a timescale ends before it, or if `reopen` is given
 * but nobody withdrew the publication.
 * @throws ServiceError `recorded-already` if the publication has other particulars on record, `wrong-state` if it is
 * staged, prepared or withdrawn.
 * @throws ServiceError `too-large` if it has too many recommendations.
 */
export async function planPublication(
  dependencies: PublishReportDependencies,
  given: PublicationToRecord,
): Promise<PlannedPublication> {
  const { publishedOn, prepare } = given;
  if (!prepare && isAfter(publishedOn, londonDate(dependencies.clock.now()))) {
    throw new ServiceError(
      'bad-input',
      `${formatDate(publishedOn)} is in the future. Add --prepare to see its dates and emails. Nothing leaves until you confirm it.`,
      { field: 'on' },
    );
  }
  const { body, stored, replaces } = await standingOf(dependencies, given);
  refuseEarlyTimescales(given.recommendations, { ...given, stored: stored?.recommendations });
  const outcome = decideOutcome(stored?.followUp, given);
  // Keep what is on record unless something else is given. If the day moves, the owner and the recommendations stay.
  const known =
    replaces === undefined
      ? keepsWhatIsKnown(outcome)
        ? stored
        : undefined
      : await dependencies.followUps.load(replaces.id);
  const publication = known === undefined ? given : withWhatIsKnown(given, known);
  return planAs(dependencies, { publication, body, stored, replaces, outcome });
}

/** Finds the body, the publication as stored, and the one that is prepared for another day. */
async function standingOf(
  dependencies: PublishReportDependencies,
  given: Pick<PublicationToRecord, 'body' | 'programme' | 'publishedOn'> & {
    /** The follow-up, if the caller has already loaded it. */
    readonly known?: LoadedFollowUp;
  },
): Promise<{ body: Body; stored: LoadedFollowUp | undefined; replaces: FollowUp | undefined }> {
  const { followUps } = dependencies;
  const { programme, publishedOn, known } = given;
  const body = await findBody(dependencies, given.body);
  const id = followUpId({ forceId: body.id, programmeId: programme.id, publishedOn });
  const [stored, all] = await Promise.all([
    known?.followUp.id === id ? known : loadIfStored(followUps, id),
    followUps.ofBody(body.id),
  ]);
  return {
    body,
    stored,
    // A follow-up that has run is a separate report. It never replaces a report that is still in preparation.
    replaces:
      stored !== undefined && hasRun(stored.followUp)
        ? undefined
        : all.find(
            (other) => other.state === 'prepared' && other.programmeId === programme.id && other.id !== id,
          ),
  };
}

async function loadIfStored(followUps: FollowUps, id: string): Promise<LoadedFollowUp | undefined> {
  try {
    return await followUps.load(id);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not-found') return undefined;
    throw error;
  }
}

function hasRun({ releasedAt }: FollowUp): boolean {
  return releasedAt !== undefined;
}

function keepsWhatIsKnown(outcome: PublicationOutcome): boolean {
  return outcome !== 'present' && outcome !== 'added';
}

function withWhatIsKnown(
  given: PublicationToRecord,
  { followUp, recommendations }: LoadedFollowUp,
): PublicationToRecord {
  return {
    ...given,
    recommendations: given.recommendations.length > 0 ? given.recommendations : recommendations,
    owner: given.owner ?? followUp.ownerId,
    reportTitle: given.reportTitle ?? followUp.reportTitle,
    reportUrl: given.reportUrl ?? followUp.reportUrl,
    source: given.source ?? followUp.source,
  };
}

async function planAs(
  dependencies: PublishReportDependencies,
  plan: Pick<PlannedPublication, 'body' | 'stored' | 'replaces' | 'outcome'> & {
    publication: PublicationToRecord;
  },
): Promise<PlannedPublication> {
  const { publication, body, stored, replaces } = plan;
  const now = dependencies.clock.now();
  const owner =
    publication.owner === undefined ? undefined : await findStaffMember(dependencies, publication.owner);
  const begun = newFollowUp({ ...publication, body, ownerId: owner?.id }, { state: 'prepared' });
  const isUnchanged = stored !== undefined && isSamePublication(stored, { begun, publication });
  // A follow-up that has run stays as it is. Other commands change its particulars.
  const standsAsItIs = plan.outcome === 'present' || plan.outcome === 'reopened';
  if (!isUnchanged && stored !== undefined && standsAsItIs && hasRun(stored.followUp)) {
    throw otherParticulars(stored.followUp);
  }
  const outcome = plan.outcome === 'updated' && isUnchanged ? 'present' : plan.outcome;
  const prepared = stored === undefined ? begun : withParticulars(stored.followUp, begun);
  const open = openFollowUp(prepared, { at: now, catchUp: false });
  const becoming = publication.prepare ? prepared : open;
  const followUp = outcome === 'present' && stored !== undefined ? stored.followUp : becoming;
  const context = await (await DecisionContexts.at(now, dependencies)).of(followUp);
  const recommendations =
    stored !== undefined && isUnchanged ? stored.recommendations : publication.recommendations;
  refuseTooMany({ stored, recommendations, followUp });
  const record = {
    // Show a future report as if it were out, so the admin can look at its dates and emails.
    followUp: followUp.state === 'prepared' ? open : followUp,
    recommendations,
    rounds: stored?.rounds ?? [],
    notices: stored?.notices ?? [],
  };
  return {
    body,
    outcome,
    followUp,
    stored,
    recommendations,
    milestones: milestonesOf(record, context),
    owner: context.owner,
    ...foresee(record, context),
    replaces: outcome === 'present' ? undefined : replaces,
  };
}

/** Returns the stored follow-up with the new particulars and without its withdrawal. */
function withParticulars(stored: FollowUp, begun: FollowUp): FollowUp {
  const { reportTitle, reportUrl, source, ownerId } = begun;
  const neverRan = {
    state: 'prepared',
    withdrawal: undefined,
    releasedAt: undefined,
    catchesUp: undefined,
  } as const;
  return { ...stored, ...neverRan, reportTitle, reportUrl, source, ownerId };
}

/**
 * Records a publication as planned. If one was prepared for another day, withdraws that one in the same transaction.
 *
 * @returns the publication as it is stored now.
 * @throws ServiceError `recorded-already` or `race` if someone else changed it in the meantime.
 */
export async function publishReport(
  dependencies: { followUps: FollowUps; clock: Clock },
  { planned, by }: { planned: PlannedPublication; by: string },
): Promise<RecordedPublication> {
  const { followUps, clock } = dependencies;
  const { stored, ...recorded } = planned;
  const { followUp, recommendations, outcome } = planned;
  if (outcome === 'present') return recorded;
  const at = clock.now();
  const replaces = setAside(planned, { at, by });
  const audit = { at, by, ...auditOf(planned) };
  if (stored === undefined) {
    const added = await followUps.add({ followUp, recommendations, audit, ...replaces });
    return { ...recorded, followUp: added };
  }
  const changed = await followUps.change({
    before: stored.followUp,
    after: followUp,
    recommendations: recommendations.filter(
      (one) => !stored.recommendations.some((before) => before === one),
    ),
    withoutRecommendations: stored.recommendations
      .map(({ number }) => number)
      .filter((number) => !recommendations.some((one) => one.number === number)),
    audit,
    ...replaces,
  });
  return { ...recorded, followUp: changed };
}

function setAside(
  { followUp, replaces }: PlannedPublication,
  { at, by }: { at: Instant; by: string },
): { replaces?: FollowUpChange } {
  if (replaces === undefined) return {};
  const summary = `The publication moved. ${followUp.id} takes its place.`;
  return {
    replaces: {
      before: replaces,
      after: { ...replaces, state: 'withdrawn' },
      audit: { at, by, action: 'publish-moved', summary },
    },
  };
}

function auditOf({ followUp, stored, recommendations, outcome }: PlannedPublication): {
  action: string;
  summary: string;
} {
  const day = formatDate(followUp.publishedOn);
  const withdrawal = stored?.followUp.withdrawal;
  if (outcome === 'updated') {
    const summary = `Updated, with ${recommendations.length} recommendations.`;
    return { action: 'publish-prepare', summary };
  }
  if (outcome === 'confirmed') return { action: 'publish-confirm', summary: `Published on ${day}.` };
  const isPrepared = followUp.state === 'prepared';
  const begins = isPrepared ? `Prepared for publication on ${day}` : `Published on ${day}`;
  if (outcome === 'reopened' && withdrawal !== undefined) {
    const summary = `${begins} again. It was withdrawn on ${formatDate(withdrawal.on)} (${withdrawal.reason}).`;
    return { action: 'publish-reopen', summary };
  }
  return {
    action: isPrepared ? 'publish-prepare' : 'publish',
    summary: `${begins} with ${recommendations.length} recommendations.`,
  };
}

/**
 * Plans to confirm a prepared publication because its report is out. It may be out on the prepared day or on another
 * day. Plans nothing if the report is already published on that day.
 *
 * @throws ServiceError `wrong-state` if it was never prepared.
 * @throws ServiceError `bad-input` if the day is in the future.
 */
export async function planConfirmation(
  dependencies: PublishReportDependencies,
  confirming: { followUp: string; on?: PlainDate },
): Promise<PlannedPublication> {
  const { id } = await findFollowUp(dependencies, confirming.followUp);
  const known = await dependencies.followUps.load(id);
  const prepared = known.followUp;
  const publishedOn = confirming.on ?? prepared.publishedOn;
  const isMoved = !publishedOn.equals(prepared.publishedOn);
  if (prepared.state !== 'prepared' && (prepared.state !== 'open' || isMoved)) {
    throw new ServiceError(
      'wrong-state',
      `${prepared.id} is ${prepared.state}. Only a prepared publication can be confirmed.`,
    );
  }
  if (isAfter(publishedOn, londonDate(dependencies.clock.now()))) {
    throw new ServiceError(
      'bad-input',
      `It is prepared for ${formatDate(publishedOn)}, which is in the future. You can confirm it from that day on. For another day, use revisit publish ${prepared.forceId} --on <date> --prepare.`,
      { field: 'on' },
    );
  }
  const programme = await programmeOf(dependencies, prepared);
  const given: PublicationToRecord = {
    body: prepared.forceId,
    publishedOn,
    programme,
    recommendations: [],
    prepare: false,
    reopen: false,
  };
  const { body, stored, replaces } = await standingOf(dependencies, { ...given, known });
  const outcome =
    stored?.followUp.state === 'prepared' ? 'confirmed' : decideOutcome(stored?.followUp, given);
  if (isMoved && outcome === 'present') {
    throw new ServiceError(
      'recorded-already',
      `${stored?.followUp.id ?? ''} is already ${stored?.followUp.state ?? ''}. If it is the same report, withdraw ${prepared.id}.`,
    );
  }
  const publication = withWhatIsKnown(given, known);
  return planAs(dependencies, { publication, body, stored, replaces, outcome });
}

function otherParticulars({ id }: FollowUp): ServiceError {
  return new ServiceError(
    'recorded-already',
    `${id} is already recorded with other particulars. Nothing was written. To see them, use revisit show ${id}. To change them, use ${commandLines.assignOwner(id)} or revisit recommendations import ${id} <file>.`,
  );
}
