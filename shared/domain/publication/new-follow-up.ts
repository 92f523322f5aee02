import type { PlainDate } from '../dates.ts';
import { followUpId, type Closing, type FollowUp } from '../follow-up.ts';
import { bodyNameOn, type Body } from '../body.ts';
import { readVisitFromNote } from './known-follow-up.ts';
import type { Programme } from '../programme.ts';

/** What is known about a publication. */
export interface Publication {
  readonly body: Body;
  readonly programme: Programme;
  readonly publishedOn: PlainDate;
  readonly publishedFrom?: PlainDate;
  readonly reportTitle?: string;
  readonly reportUrl?: string;
  readonly source?: string;
  readonly knownFollowUp?: string;
  readonly ownerId?: string;
}

/** Makes the follow-up of a publication. Until it is released, no clock runs and no notice is owed. */
export function newFollowUp(
  publication: Publication,
  how: { state: 'prepared' | 'staged' } | { state: 'closed'; closing: Closing },
): FollowUp {
  const { body, programme, publishedOn, publishedFrom, knownFollowUp } = publication;
  const visit = knownFollowUp === undefined ? undefined : readVisitFromNote(knownFollowUp);
  return {
    id: followUpId({ forceId: body.id, programmeId: programme.id, publishedOn, publishedFrom }),
    forceId: body.id,
    programmeId: programme.id,
    policyVersion: programme.version,
    publishedOn,
    publishedFrom,
    reportTitle: publication.reportTitle ?? `${programme.name}: ${bodyNameOn(body, publishedOn)}`,
    reportUrl: publication.reportUrl,
    source: publication.source,
    knownFollowUp,
    ownerId: publication.ownerId,
    ...how,
    revisions: [],
    pauses: [],
    visits: visit === undefined ? [] : [visit],
    simulated: body.simulated,
    version: 1,
  };
}
