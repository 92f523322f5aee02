import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Metric,
  Stats,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { metricDimensions, metricNames, metricNamespace } from '../../shared/contracts/metrics.ts';
import { acknowledge } from '../acknowledge.ts';
import { functionNames, queueNames, serviceMap, type FunctionName, type QueueName } from '../service-map.ts';
import type { FormApi } from './form-api.ts';
import type { ServiceFunctions } from './service-functions.ts';
import type { WorkQueues } from './work-queues.ts';

export interface ServiceAlarmsProps {
  stage: string;
  runbookUrl: string;
  recipients: readonly string[];
  key: IKey;
  functions: ServiceFunctions;
  queues: WorkQueues;
  api: FormApi;
}

interface AlarmDescription {
  /** What people lose while the alarm rings, in whole sentences. */
  says: string;
  /** The anchor of the heading in docs/runbook.md that says what to do, as GitHub makes it. */
  section: string;
  metric: IMetric;
  /** The alarm rings at this value and beyond it. */
  threshold: number;
  /** For heartbeats: the alarm rings below the threshold instead, and when nothing is measured. */
  heartbeat?: boolean;
  comparison?: ComparisonOperator;
  periods?: number;
  missing?: TreatMissingData;
}

/** Every alarm of a stage. Each alarm says what people lose, and links to the instructions in the runbook. */
export class ServiceAlarms extends Construct {
  readonly topic: Topic;
  readonly alarms: Alarm[] = [];
  readonly #props: ServiceAlarmsProps;

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    this.#props = props;
    this.topic = new Topic(this, 'Topic', {
      displayName: `Revisit ${props.stage} alarms`,
      masterKey: props.key,
      enforceSSL: true,
    });
    // The default policy lets alarms publish. A topic with its own policy does not have the default one.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: `revisit-${props.stage}-*`,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    for (const recipient of props.recipients) {
      const subscription = this.topic.addSubscription(new EmailSubscription(recipient));
      acknowledge(subscription, {
        'Serverless-SNSRedrivePolicy':
          'SNS retries email itself, and nobody would read a queue. The alarm stays red on the dashboard.',
      });
    }
    this.#heartbeats();
    this.#retentionHeartbeat();
    for (const name of functionNames) this.#functionAlarm(name);
    for (const name of queueNames) this.#queueAlarms(name);
    this.#missedRuns();
    this.#form();
    this.#reputation();
    this.#sendingPaused();
    this.#addDomainAlarms();
    this.#addNotTakenAlarm();
    this.#addMailWaitsAlarm();
    this.#addDailyAlarms();
  }

  #heartbeats(): void {
    this.#alarm('sweep-has-not-run', {
      says: `The sweep has not completed for 45 minutes. ${serviceMap.functions.sweep.failureImpact}`,
      section: 'the-sweep-has-not-run',
      metric: this.#createMetric({ name: metricNames.sweepRan, by: 'sweep', every: Duration.minutes(15) }),
      threshold: 1,
      heartbeat: true,
      periods: 3,
    });
    this.#alarm('digest-has-not-run', {
      says: `The daily run has not completed for more than a day. ${serviceMap.functions['send-digest'].failureImpact}`,
      section: 'the-digest-did-not-leave',
      metric: this.#createMetric({
        name: metricNames.digestRan,
        by: 'send-digest',
        every: Duration.hours(1),
      }),
      threshold: 1,
      heartbeat: true,
      // The 26 periods are a day, an hour for the end of summer time, and an hour for a run that was tried again.
      periods: 26,
    });
  }

  #retentionHeartbeat(): void {
    this.#alarm('retention-has-not-run', {
      says: `The nightly run that erases old data has not completed for more than a day. ${serviceMap.functions['apply-retention'].failureImpact}`,
      section: 'old-data-was-not-erased',
      metric: this.#createMetric({
        name: metricNames.retentionRan,
        by: 'apply-retention',
        every: Duration.hours(1),
      }),
      threshold: 1,
      heartbeat: true,
      periods: 26,
    });
  }

  #functionAlarm(name: FunctionName): void {
    this.#alarm(`${name}-fails`, {
      says: `${name} has failed three times within 15 minutes. ${serviceMap.functions[name].failureImpact}`,
      section: 'a-function-fails',
      metric: this.#props.functions.function(name).function.metricErrors({ period: Duration.minutes(15) }),
      threshold: 3,
    });
  }

  #queueAlarms(name: QueueName): void {
    const impact = impactOfQueue(name);
    this.#alarm(`${name}-waits`, {
      says: `The oldest message in the queue ${name} has waited for more than 30 minutes. ${impact}`,
      section: 'a-queue-waits',
      metric: this.#props.queues
        .queue(name)
        .metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
      threshold: Duration.minutes(30).toSeconds(),
    });
    this.#alarm(`${name}-dead-letters`, {
      says: `A message in the queue ${name} failed ${serviceMap.queues[name].maxReceives} times and was set aside. What this means for the people it concerns: ${impact}`,
      section: 'a-dead-letter',
      metric: this.#props.queues
        .deadLetters(name)
        .metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
      threshold: 1,
    });
  }

  #missedRuns(): void {
    this.#alarm('missed-runs', {
      says: 'A scheduled run could not start, or failed three times. If the next run succeeds, it catches up and nobody loses anything. If the sweep or digest alarm rings too, nobody is reminded.',
      section: 'a-scheduled-run-was-missed',
      metric: this.#props.queues.missedRuns.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
    });
  }

  #form(): void {
    this.#alarm('form-answers-with-errors', {
      says: `The form answered three requests within 5 minutes with an error of its own. ${serviceMap.functions['progress-form'].failureImpact}`,
      section: 'the-form-fails',
      metric: formMetric(this.#props.api, '5xx'),
      threshold: 3,
    });
  }

  /** SES reviews an account at 5% bounces or 0.1% complaints, and may then pause all its email. */
  #reputation(): void {
    this.#alarm('bounce-rate-near-limit', {
      says: 'More than 4% of our email bounces, so leads are not reached. At 5% SES puts the account under review. At 10% it may stop all email to every body.',
      section: 'the-bounce-or-complaint-rate-is-near-the-limit',
      metric: reputationMetric('Reputation.BounceRate'),
      threshold: 0.04,
      missing: TreatMissingData.IGNORE,
    });
    this.#alarm('complaint-rate-near-limit', {
      says: 'More than 0.08% of our email is marked as spam. At 0.1% SES puts the account under review. At 0.5% it may stop all email to every body.',
      section: 'the-bounce-or-complaint-rate-is-near-the-limit',
      metric: reputationMetric('Reputation.ComplaintRate'),
      threshold: 0.0008,
      missing: TreatMissingData.IGNORE,
    });
  }

  #sendingPaused(): void {
    const refused = { namespace: metricNamespace, metricName: 'SendingPaused' };
    for (const name of functionNames) {
      if (!serviceMap.functions[name].uses.some(({ kind }) => kind === 'ses')) continue;
      new MetricFilter(this, `${name}-sending-paused`, {
        logGroup: this.#props.functions.function(name).logGroup,
        filterPattern: FilterPattern.anyTerm(
          'AccountSendingPausedException',
          'ConfigurationSetSendingPausedException',
        ),
        metricNamespace: refused.namespace,
        metricName: refused.metricName,
        metricValue: '1',
        defaultValue: 0,
      });
    }
    this.#alarm('sending-paused', {
      says: 'SES refuses our email because sending is paused. Until sending is resumed, no lead is asked, reminded or sent a receipt, and owners get no digest.',
      section: 'ses-has-paused-sending',
      metric: new Metric({ ...refused, period: Duration.minutes(5), statistic: Stats.SUM }),
      threshold: 1,
      missing: TreatMissingData.IGNORE,
    });
  }

  #addDomainAlarms(): void {
    this.#alarm('holiday-data-ends', {
      says: 'The bank holiday data ends in less than nine months. Dates after its end would be worked out without bank holidays, and bodies would be told days on which nobody works.',
      section: 'the-holiday-data-runs-out',
      metric: this.#createMetric({
        name: metricNames.holidayDaysLeft,
        by: 'send-digest',
        every: Duration.days(1),
        statistic: Stats.MINIMUM,
      }),
      threshold: 270,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      missing: TreatMissingData.IGNORE,
    });
    this.#alarm('notices-unknown', {
      says: 'Revisit cannot tell whether one or more emails to bodies were sent. It does not send them again by itself. A person may never have been asked.',
      section: 'a-notice-is-unknown',
      metric: this.#createMetric({
        name: metricNames.noticesUnknown,
        by: 'sweep',
        every: Duration.minutes(15),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
      missing: TreatMissingData.IGNORE,
    });
  }

  #addNotTakenAlarm(): void {
    this.#alarm('notices-not-taken', {
      says: 'SES refused, rejected or suppressed one or more emails. The people they were for have not been asked or told. Revisit does not send the emails again by itself.',
      section: 'an-email-was-not-taken',
      metric: this.#createMetric({
        name: metricNames.noticesNotTaken,
        by: 'sweep',
        every: Duration.minutes(15),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
      missing: TreatMissingData.IGNORE,
    });
  }

  #addMailWaitsAlarm(): void {
    this.#daily('mail-waits', {
      says: 'One or more emails that came in before today wait in the holding pen. A body may have asked for help, or answered, and nobody has seen it.',
      section: 'mail-waits-in-the-holding-pen',
      name: metricNames.mailsWaiting,
    });
  }

  #addDailyAlarms(): void {
    this.#daily('emails-due', {
      says: 'One or more emails were due and were not sent. The people they are for have not been asked, reminded or told.',
      section: 'an-email-was-due-and-did-not-leave',
      name: metricNames.emailsDue,
    });
    this.#daily('nobody-responsible', {
      says: 'Nobody is responsible for one or more follow-ups. They have no owner, and there is no programme head. A body that asks for something gets no answer, and nobody is told about problems.',
      section: 'nobody-is-responsible',
      name: metricNames.followUpsUnowned,
    });
  }

  /** Adds an alarm that rings while the daily run counts one or more. */
  #daily(alarm: string, { says, section, name }: { says: string; section: string; name: string }): void {
    this.#alarm(alarm, {
      says,
      section,
      metric: this.#createMetric({
        name,
        by: 'send-digest',
        every: Duration.days(1),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
      missing: TreatMissingData.IGNORE,
    });
  }

  #createMetric(options: { name: string; by: FunctionName; every: Duration; statistic?: string }): Metric {
    return new Metric({
      namespace: metricNamespace,
      metricName: options.name,
      dimensionsMap: metricDimensions({ functionName: options.by, stage: this.#props.stage }),
      period: options.every,
      statistic: options.statistic ?? Stats.SUM,
    });
  }

  #alarm(name: string, description: AlarmDescription): void {
    const { says, section, metric, threshold, heartbeat = false } = description;
    const alarm = new Alarm(this, name, {
      alarmName: `revisit-${this.#props.stage}-${name}`,
      alarmDescription: `${says} What to do: ${this.#props.runbookUrl}#${section}`,
      metric,
      threshold,
      comparisonOperator: heartbeat
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : (description.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD),
      evaluationPeriods: description.periods ?? 1,
      treatMissingData: heartbeat
        ? TreatMissingData.BREACHING
        : (description.missing ?? TreatMissingData.NOT_BREACHING),
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.alarms.push(alarm);
  }
}

/** Returns what people lose while nothing consumes a queue: the failure impact of its consumers. */
function impactOfQueue(queue: QueueName): string {
  const consumers = functionNames.filter((name) => {
    const { trigger } = serviceMap.functions[name];
    return trigger.kind === 'queue' && trigger.queue === queue;
  });
  return consumers.map((name) => serviceMap.functions[name].failureImpact).join(' ');
}

export function formMetric(api: FormApi, metricName: '4xx' | '5xx' | 'Count' | 'Latency'): Metric {
  return new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensionsMap: { ApiId: api.apiId },
    period: Duration.minutes(5),
    statistic: metricName === 'Latency' ? Stats.percentile(95) : Stats.SUM,
  });
}

export function reputationMetric(metricName: 'Reputation.BounceRate' | 'Reputation.ComplaintRate'): Metric {
  return new Metric({
    namespace: 'AWS/SES',
    metricName,
    period: Duration.hours(1),
    statistic: Stats.MAXIMUM,
  });
}
