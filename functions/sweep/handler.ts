import middy from '@middy/core';
import { metricNames } from '../../shared/contracts/metrics.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';
import { sweep, type SweepDependencies } from '../../shared/use-cases/sweep.ts';
import { observe } from '../middleware/observe.ts';

export type Dependencies = SweepDependencies & { readonly metrics: Metrics };

/** The scheduled run. Its answer is for whoever invoked it by hand. */
export function createHandler(dependencies: Dependencies) {
  return middy()
    .use(observe(dependencies))
    .handler(async () => {
      const report = await sweep(dependencies);
      if (!report.fenced) dependencies.metrics.count(metricNames.sweepRan, 1);
      dependencies.metrics.count(metricNames.noticesUnknown, report.lost);
      return { ...report, at: report.at.toString() };
    });
}
