import { MAX_RECOMMENDATIONS } from '../../domain/follow-up.ts';
import type { Recommendation } from '../../domain/recommendation.ts';
import { isSameRecommendation } from '../../domain/publication/is-same-recommendation.ts';
import { ServiceError } from '../../errors.ts';
import {
  planChange,
  loadForDecision,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';
import { refuseEarlyTimescales } from './refuse-early-timescales.ts';

/** A planned change of a report's recommendations, and the numbers that it concerns. */
export interface PlannedRecommendations {
  readonly change: PlannedChange;
  readonly added: readonly number[];
  readonly changed: readonly number[];
  readonly unchanged: readonly number[];
  /** Recommendations on record that are not in the file. They stay. */
  readonly notInFile: readonly number[];
}

/**
 * Plans to add recommendations to a report, and to update the wording of those on record. Removes none. Judgements and
 * outcomes stay as they are.
 *
 * @throws ServiceError `too-large` if the report would have too many recommendations, `bad-input` if a timescale ends
 * before the publication.
 */
export async function planRecommendations(
  dependencies: ChangeDependencies,
  {
    followUp,
    recommendations,
    lines,
  }: {
    followUp: string;
    recommendations: readonly Recommendation[];
    /** The line of the file on which each recommendation begins, by its number. */
    lines?: ReadonlyMap<number, number>;
  },
): Promise<PlannedRecommendations> {
  const scene = await loadForDecision(dependencies, followUp);
  const { followUp: stored, recommendations: known } = scene.record;
  refuseEarlyTimescales(recommendations, { publishedOn: stored.publishedOn, stored: known, lines });
  const knownByNumber = new Map(known.map((one) => [one.number, one]));
  const merged = recommendations.map((imported) => {
    const existing = knownByNumber.get(imported.number);
    const after: Recommendation =
      existing === undefined
        ? imported
        : { ...imported, outcome: existing.outcome, judgements: existing.judgements };
    return { after, existing };
  });
  const total = new Set([...knownByNumber.keys(), ...merged.map(({ after }) => after.number)]).size;
  if (total > MAX_RECOMMENDATIONS) {
    throw new ServiceError(
      'too-large',
      `With this file the report would have ${total} recommendations, and it can have at most ${MAX_RECOMMENDATIONS}. Nothing was written.`,
      { field: 'file' },
    );
  }
  const added = merged.filter(({ existing }) => existing === undefined);
  const changed = merged.filter(
    ({ existing, after }) => existing !== undefined && !isSameRecommendation(existing, after),
  );
  const written = [...added, ...changed].map(({ after }) => after);
  const numbers = (list: typeof merged): number[] => list.map(({ after }) => after.number);
  const inFile = numbers(merged);
  return {
    change: planChange(scene, {
      becoming: written.length === 0 ? undefined : { recommendations: written },
      action: 'import-recommendations',
      summary: `Recommendations: ${added.length} added, ${changed.length} changed, ${merged.length - written.length} unchanged.`,
    }),
    added: numbers(added),
    changed: numbers(changed),
    unchanged: inFile.filter((number) => !written.some((one) => one.number === number)),
    notInFile: [...knownByNumber.keys()].filter((number) => !inFile.includes(number)),
  };
}
