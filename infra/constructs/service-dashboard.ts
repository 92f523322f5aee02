import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  Metric,
  Stats,
  TextWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metricDimensions, metricNames, metricNamespace } from '../../shared/contracts/metrics.ts';
import { functionNames, queueNames, type FunctionName } from '../service-map.ts';
import type { FormApi } from './form-api.ts';
import { formMetric, reputationMetric, type ServiceAlarms } from './service-alarms.ts';
import type { ServiceFunctions } from './service-functions.ts';
import type { WorkQueues } from './work-queues.ts';

export interface ServiceDashboardProps {
  stage: string;
  runbookUrl: string;
  alarms: ServiceAlarms;
  functions: ServiceFunctions;
  queues: WorkQueues;
  api: FormApi;
}

/** One page that shows whether everybody is served. */
export class ServiceDashboard extends Construct {
  constructor(scope: Construct, id: string, props: ServiceDashboardProps) {
    super(scope, id);
    const { stage, queues, functions, api } = props;
    const measured = (metricName: string, by: FunctionName): Metric =>
      new Metric({
        namespace: metricNamespace,
        metricName,
        dimensionsMap: metricDimensions({ functionName: by, stage }),
        period: Duration.hours(1),
        statistic: Stats.SUM,
      });
    const ses = (metricName: string): Metric =>
      new Metric({
        namespace: 'AWS/SES',
        metricName,
        period: Duration.hours(1),
        statistic: Stats.SUM,
      });
    const fiveMinutes = { period: Duration.minutes(5), statistic: Stats.MAXIMUM };
    new Dashboard(this, 'Dashboard', {
      dashboardName: `revisit-${stage}`,
      defaultInterval: Duration.days(7),
      widgets: [
        [
          new TextWidget({
            markdown: `# Revisit ${stage}\nWhat each alarm means and what to do: ${props.runbookUrl}`,
            width: 24,
            height: 2,
          }),
        ],
        [new AlarmStatusWidget({ title: 'Alarms', alarms: props.alarms.alarms, width: 24, height: 6 })],
        [
          graph('Runs completed', [
            measured(metricNames.sweepRan, 'sweep'),
            measured(metricNames.digestRan, 'send-digest'),
          ]),
          graph(
            'Emails: sent, accepted, refused',
            ['Send', 'Delivery', 'Bounce', 'Complaint', 'Reject'].map(ses),
          ),
          graph('Reputation at SES (reviewed at 0.05 and 0.001)', [
            reputationMetric('Reputation.BounceRate'),
            reputationMetric('Reputation.ComplaintRate'),
          ]),
        ],
        [
          graph(
            'Oldest message in each queue, seconds',
            queueNames.map((name) => queues.queue(name).metricApproximateAgeOfOldestMessage(fiveMinutes)),
          ),
          graph('Messages set aside', [
            ...queueNames.map((name) =>
              queues.deadLetters(name).metricApproximateNumberOfMessagesVisible(fiveMinutes),
            ),
            queues.missedRuns.metricApproximateNumberOfMessagesVisible(fiveMinutes),
          ]),
          graph('Notices that may or may not have been sent', [
            measured(metricNames.noticesUnknown, 'sweep').with({ statistic: Stats.MAXIMUM }),
          ]),
        ],
        [
          graph('Form: requests and errors', [
            formMetric(api, 'Count'),
            formMetric(api, '4xx'),
            formMetric(api, '5xx'),
          ]),
          graph('Form: 95 of 100 answers within, in milliseconds', [formMetric(api, 'Latency')]),
          graph(
            'Errors by function',
            functionNames.map((name) => functions.function(name).function.metricErrors()),
          ),
        ],
      ],
    });
  }
}

function graph(title: string, left: IMetric[]): IWidget {
  return new GraphWidget({ title, left, width: 8, height: 6 });
}
