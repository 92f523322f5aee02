import middy from '@middy/core';
import { metricNames } from '../../shared/contracts/metrics.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';
import { countRecentProblems } from '../../shared/use-cases/sending/recent-problems.ts';
import { sweep, type SweepDependencies, type SweepReport } from '../../shared/use-cases/sending/sweep.ts';
import { observe } from '../middleware/observe.ts';

export type Dependencies = SweepDependencies & { readonly metrics: Metrics };

/** Creates the handler of the scheduled run. Only a person who invokes it by hand reads its result. */
export function createHandler(dependencies: Dependencies) {
  return middy()
    .use(observe(dependencies))
    .handler(async () => {
      const report = await sweepAndTell(dependencies);
      if (!report.fenced) dependencies.metrics.count(metricNames.sweepRan, 1);
      return { ...report, at: report.at.toString() };
    });
}

/** Runs the sweep. Even if the sweep fails, the alarms get the counts that are known by then. */
async function sweepAndTell(dependencies: Dependencies): Promise<SweepReport> {
  try {
    return await sweep(dependencies);
  } finally {
    const { unknown, notTaken } = await countRecentProblems(dependencies);
    dependencies.metrics.count(metricNames.noticesUnknown, unknown);
    dependencies.metrics.count(metricNames.noticesNotTaken, notTaken);
  }
}
