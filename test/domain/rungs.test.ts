import { describe, expect, it } from 'vitest';
import { programmes } from '../../shared/domain/programmes/programmes.ts';
import { ladderRungIds, rungIds, rungs } from '../../shared/domain/rungs.ts';

describe('the table of rungs', () => {
  it('holds only ladder rungs that a programme uses', () => {
    const used = new Set(
      [...programmes.values()].flatMap(({ milestones }) =>
        milestones.flatMap((milestone) => milestone.rungs.map(({ id }) => id)),
      ),
    );
    expect(ladderRungIds.filter((id) => !used.has(id))).toEqual([]);
  });

  it('gives every rung its own label', () => {
    const labels = rungIds.map((id) => rungs[id].label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});
