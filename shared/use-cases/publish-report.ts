import { inWords, isAfter, londonDate, type PlainDate } from '../domain/dates.ts';
import type { Decision } from '../domain/decision.ts';
import type { FollowUp, Force, Recommendation } from '../domain/follow-up.ts';
import { newFollowUp } from '../domain/new-follow-up.ts';
import { noticesOwed } from '../domain/notices-owed.ts';
import type { Programme } from '../domain/programme.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import { findStaffMember } from './add-staff.ts';
import { DecisionContexts, type DecisionSources } from './decision-contexts.ts';
import { findForce } from './find-force.ts';
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

export interface PlannedPublication {
  readonly force: Force;
  /** As it will be added: prepared, or open. */
  readonly followUp: FollowUp;
  readonly recommendations: readonly Recommendation[];
  /** What is owed as soon as it is open, by the real decision. */
  readonly decision: Decision;
  /** It was recorded before, with the same particulars: nothing is left to do. */
  readonly isPresent: boolean;
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
  const record = { followUp: open, recommendations, rounds: [], notices: [] };
  const existing = await dependencies.followUps.find(prepared.id);
  if (existing !== undefined) await refuseOther(dependencies, { existing, prepared, recommendations });
  return {
    force,
    followUp: prepare ? prepared : open,
    recommendations,
    decision: noticesOwed(record, await contexts.of(open)),
    isPresent: existing !== undefined,
  };
}

/** Records a publication as it was planned. @throws ServiceError `conflict` where somebody else just did. */
export async function publishReport(
  { followUps, clock }: { followUps: FollowUps; clock: Clock },
  { planned, by }: { planned: PlannedPublication; by: string },
): Promise<void> {
  const { followUp, recommendations } = planned;
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
