import middy from '@middy/core';
import { metricNames } from '../../shared/contracts/metrics.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';
import {
  applyRetention,
  type ApplyRetentionDependencies,
} from '../../shared/use-cases/privacy/apply-retention.ts';
import { observe } from '../middleware/observe.ts';

export type Dependencies = ApplyRetentionDependencies & { readonly metrics: Metrics };

/** Creates the handler of the nightly run that erases personal data whose period is over. */
export function createHandler(dependencies: Dependencies) {
  return middy()
    .use(observe(dependencies))
    .handler(async () => {
      const report = await applyRetention(dependencies);
      if (!report.fenced) dependencies.metrics.count(metricNames.retentionRan, 1);
      return report;
    });
}
