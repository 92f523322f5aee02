import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { functionNames, serviceMap } from '../service-map.ts';
import type { ServiceFunctions } from './service-functions.ts';
import type { WorkQueues } from './work-queues.ts';

/** Starts the scheduled functions by London time, in summer and in winter. */
export class Schedules extends Construct {
  readonly groupName: string;

  constructor(
    scope: Construct,
    id: string,
    props: { stage: string; functions: ServiceFunctions; queues: WorkQueues },
  ) {
    super(scope, id);
    const group = new ScheduleGroup(this, 'Group', { scheduleGroupName: `revisit-${props.stage}` });
    this.groupName = group.scheduleGroupName;
    for (const name of functionNames) {
      const { trigger } = serviceMap.functions[name];
      if (trigger.kind !== 'schedule') continue;
      const target = props.functions.function(name).function;
      const role = new Role(this, `${name}-role`, {
        assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
          conditions: {
            StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group.scheduleGroupArn },
          },
        }),
      });
      role.addToPolicy(
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }),
      );
      props.queues.grantSend(role, props.queues.missedRuns);
      const schedule = new CfnSchedule(this, name, {
        name,
        groupName: group.scheduleGroupName,
        description: serviceMap.functions[name].useCase,
        scheduleExpression: trigger.expression,
        scheduleExpressionTimezone: 'Europe/London',
        flexibleTimeWindow: { mode: 'OFF' },
        state: 'ENABLED',
        target: {
          arn: target.functionArn,
          roleArn: role.roleArn,
          retryPolicy: {
            maximumRetryAttempts: 5,
            maximumEventAgeInSeconds: Duration.minutes(15).toSeconds(),
          },
          deadLetterConfig: { arn: props.queues.missedRuns.queueArn },
        },
      });
      schedule.node.addDependency(role);
    }
  }
}
