import middy from '@middy/core';
import { metricNames } from '../../shared/contracts/metrics.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';
import { sendDigests, type SendDigestsDependencies } from '../../shared/use-cases/desk/send-digests.ts';
import { countWaitingMail } from '../../shared/use-cases/replies/waiting-mail.ts';
import { observe } from '../middleware/observe.ts';

export type Dependencies = SendDigestsDependencies & { readonly metrics: Metrics };

/** Creates the handler of the daily run. It sends digests and the assurance email weekly, and a heartbeat every day. */
export function createHandler(dependencies: Dependencies) {
  return middy()
    .use(observe(dependencies))
    .handler(async () => {
      const report = await sendDigests(dependencies);
      if (!report.fenced) {
        dependencies.metrics.count(metricNames.digestRan, 1);
        dependencies.metrics.count(metricNames.holidayDaysLeft, report.holidayDaysLeft);
        dependencies.metrics.count(metricNames.emailsDue, report.gaps);
        dependencies.metrics.count(metricNames.followUpsUnowned, report.unowned);
        dependencies.metrics.count(metricNames.mailsWaiting, await countWaitingMail(dependencies));
      }
      return report;
    });
}
