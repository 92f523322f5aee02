import type { Instant } from '../../domain/dates.ts';
import type { FollowUp, FollowUpRecord } from '../../domain/follow-up.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Imports } from '../../ports/imports.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';
import { foresee, type Foresight } from '../planning/foresee.ts';
import { addStaged } from './import-publications.ts';

export interface ReleaseDependencies extends DecisionSources {
  readonly followUps: FollowUps;
  readonly imports: Imports;
  readonly clock: Clock;
}

/** A planned release of one follow-up, and its effect. */
export interface Release extends Foresight {
  readonly followUp: FollowUp;
}

/**
 * Plans the release of staged follow-ups, with the emails that leave in the weeks after. `what` names an import, a
 * follow-up or a body. Without it, plans all staged follow-ups. With `catchUp`, the body is also asked about rounds
 * whose date has passed.
 *
 * @throws ServiceError `not-found` or `ambiguous`.
 * @throws ServiceError `wrong-state` if a named follow-up is neither staged nor open.
 */
export async function planRelease(
  dependencies: ReleaseDependencies,
  asked: { what?: string; catchUp: boolean; by: string },
): Promise<Release[]> {
  const staged = await findStagedFollowUps(dependencies, asked);
  const now = dependencies.clock.now();
  const contexts = await DecisionContexts.at(now, dependencies);
  const releases: Release[] = [];
  for (const followUp of staged) {
    const record = await dependencies.followUps.load(followUp.id);
    const released = releaseRecord(record, { at: now, catchUp: asked.catchUp });
    releases.push({ followUp: record.followUp, ...foresee(released, await contexts.of(followUp)) });
  }
  return releases;
}

/** Opens follow-ups one by one. Their clocks start now. If it stops halfway, running it again opens the rest. */
export async function releaseFollowUps(
  { followUps, clock }: { followUps: FollowUps; clock: Clock },
  { releases, catchUp, by }: { releases: readonly Release[]; catchUp: boolean; by: string },
): Promise<FollowUp[]> {
  const released: FollowUp[] = [];
  for (const { followUp } of releases) {
    const at = clock.now();
    const summary = catchUp
      ? 'Released. Rounds whose date has passed are asked for too.'
      : 'Released. Rounds whose date has passed are not asked for.';
    released.push(
      await followUps.change({
        before: followUp,
        after: openFollowUp(followUp, { at, catchUp }),
        audit: { at, by, action: 'release', summary },
      }),
    );
  }
  return released;
}

/**
 * Returns the follow-up as it is after its release. With `catchUp`, the body is also asked about rounds whose date has
 * passed.
 */
export function openFollowUp(
  followUp: FollowUp,
  { at, catchUp }: { at: Instant; catchUp: boolean },
): FollowUp {
  return { ...followUp, state: 'open', releasedAt: at, ...(catchUp ? { catchesUp: true } : {}) };
}

function releaseRecord(
  record: FollowUpRecord,
  { at, catchUp }: { at: Instant; catchUp: boolean },
): FollowUpRecord {
  return { ...record, followUp: openFollowUp(record.followUp, { at, catchUp }) };
}

async function findStagedFollowUps(
  dependencies: ReleaseDependencies,
  { what, by }: { what?: string; by: string },
): Promise<FollowUp[]> {
  const { followUps, imports } = dependencies;
  const named = what === undefined ? undefined : await imports.find(what);
  if (what !== undefined && named === undefined) {
    const followUp = await findFollowUp(dependencies, what);
    if (followUp.state === 'staged') return [followUp];
    if (followUp.state === 'open') return [];
    throw new ServiceError(
      'wrong-state',
      `${followUp.id} is ${followUp.state}. ${sayWhyNotStaged(followUp)}`,
      {
        field: 'what',
      },
    );
  }
  const committed = named === undefined ? await imports.list() : [named];
  // If an import was committed but did not finish, finish it first.
  for (const { id } of committed) await addStaged(dependencies, { id, by });
  if (named === undefined) {
    const all = await loadEveryFollowUp(dependencies);
    return all.map(({ followUp }) => followUp).filter(({ state }) => state === 'staged');
  }
  const staged: FollowUp[] = [];
  for await (const row of imports.rows(named.id)) {
    const followUp = await followUps.find(row.followUp.id);
    if (followUp?.state === 'staged') staged.push(followUp);
  }
  return staged;
}

function sayWhyNotStaged({ id, state }: FollowUp): string {
  return state === 'prepared'
    ? `If the report is out, use revisit publish confirm ${id}.`
    : 'Only a staged follow-up can be released.';
}
