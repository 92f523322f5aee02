import type { Programme } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import {
  loadOpenForDecision,
  planChange,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';

/**
 * Plans to move an open follow-up to another version of its programme. Writes nothing. The history keeps the move.
 *
 * @throws ServiceError `bad-input` if there is no such version, or if the version lacks something that the follow-up
 *   has already.
 */
export async function planMoveToVersion(
  dependencies: ChangeDependencies,
  move: { followUp: string; to: number },
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, move.followUp);
  const { followUp } = scene.record;
  const { programmeId, policyVersion } = followUp;
  const about = {
    action: 'move-to-version',
    summary: `It follows version ${move.to} of ${programmeId} from now on. Before, it followed version ${policyVersion}.`,
  };
  if (policyVersion === move.to) {
    const summary = `It follows version ${move.to} of ${programmeId} already.`;
    return planChange(scene, { ...about, becoming: undefined, summary });
  }
  const programme = await dependencies.programmes.version(programmeId, move.to);
  if (programme === undefined) {
    const known = (await dependencies.programmes.versions())
      .filter((one) => one.programme.id === programmeId)
      .map((one) => one.programme.version);
    throw new ServiceError(
      'bad-input',
      `There is no version ${move.to} of ${programmeId}. Use one of ${known.join(', ')}.`,
      { field: 'to' },
    );
  }
  refuseLoss(programme, scene.record);
  const after = { ...followUp, policyVersion: move.to };
  return planChange(scene, { ...about, becoming: { after }, programme });
}

/** Refuses a version that no longer has a round that was answered or a date that was moved. Their record would be lost. */
function refuseLoss(
  { id, version, milestones }: Programme,
  { followUp, rounds, notices }: PlannedRecord,
): void {
  const used = new Set([
    ...rounds.filter(({ returns }) => returns.length > 0).map((round) => round.id),
    ...followUp.revisions.map(({ milestone }) => milestone),
    ...notices.filter(({ facts }) => facts.claimed !== undefined).map(({ key }) => key.milestone),
  ]);
  const lost = [...used].filter((name) => !milestones.some((rule) => rule.id === name));
  if (lost.length === 0) return;
  throw new ServiceError(
    'bad-input',
    `Version ${version} of ${id} does not have ${lost.join(', ')}, which this follow-up has used already. It keeps its version.`,
    { field: 'to' },
  );
}

type PlannedRecord = Awaited<ReturnType<typeof loadOpenForDecision>>['record'];
