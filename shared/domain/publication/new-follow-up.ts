import type { PlainDate } from '../dates.ts';
import { followUpId, type FollowUp } from '../follow-up.ts';
import { forceNameOn, type Force } from '../force.ts';
import { readVisitFromNote } from './known-follow-up.ts';
import type { Programme } from '../programme.ts';

/** What is known about a publication. */
export interface Publication {
  readonly force: Force;
  readonly programme: Programme;
  readonly publishedOn: PlainDate;
  readonly reportTitle?: string;
  readonly reportUrl?: string;
  readonly source?: string;
  readonly knownFollowUp?: string;
  readonly ownerId?: string;
}

/** Makes the follow-up of a publication. Until it is released, no clock runs and no notice is owed. */
export function newFollowUp(publication: Publication, state: 'prepared' | 'staged'): FollowUp {
  const { force, programme, publishedOn, knownFollowUp } = publication;
  const visit = knownFollowUp === undefined ? undefined : readVisitFromNote(knownFollowUp);
  return {
    id: followUpId({ forceId: force.id, programmeId: programme.id, publishedOn }),
    forceId: force.id,
    programmeId: programme.id,
    policyVersion: programme.version,
    publishedOn,
    reportTitle: publication.reportTitle ?? `${programme.name}: ${forceNameOn(force, publishedOn)}`,
    reportUrl: publication.reportUrl,
    source: publication.source,
    knownFollowUp,
    ownerId: publication.ownerId,
    state,
    revisions: [],
    pauses: [],
    visits: visit === undefined ? [] : [visit],
    simulated: force.simulated,
    version: 1,
  };
}
