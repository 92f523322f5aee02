import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { acknowledge, resourceFindingId } from '../acknowledge.ts';
import { bucketNames, queueNames, type BucketName } from '../service-map.ts';
import type { FollowUpTable } from './follow-up-table.ts';
import type { IncomingMail } from './incoming-mail.ts';
import type { MailBuckets } from './mail-buckets.ts';
import type { OutgoingMail } from './outgoing-mail.ts';
import type { ServiceFunctions } from './service-functions.ts';
import type { WorkQueues } from './work-queues.ts';

/** The parts of a stage that the policies of people name. */
export interface PolicyParts {
  stage: string;
  table: FollowUpTable;
  queues: WorkQueues;
  buckets: MailBuckets;
  functions: ServiceFunctions;
  mail: OutgoingMail;
  incomingMail: IncomingMail;
}

/**
 * Lets the command line find the stage and lets the doctor look at it. Every policy of people needs this.
 *
 * The command line also asks AWS whose credentials it has (`sts:GetCallerIdentity`), for the audit. AWS needs no permission
 * for that.
 */
export function grantLooking(
  policy: ManagedPolicy,
  { stage, queues, mail, incomingMail }: PolicyParts,
): void {
  const stack = Stack.of(policy);
  const schedules = stack.formatArn({
    service: 'scheduler',
    resource: 'schedule',
    resourceName: `revisit-${stage}/*`,
  });
  const stacks = stackArn(policy);
  const visibleQueues = [
    ...queueNames.map((name) => queues.queue(name)),
    ...queueNames.map((name) => queues.deadLetters(name)),
    queues.missedRuns,
  ];
  policy.addStatements(
    new PolicyStatement({
      // The desk counts the messages in each queue, and the doctor checks that SES events reach their queue.
      sid: 'LookAtQueues',
      actions: ['sqs:GetQueueAttributes'],
      resources: visibleQueues.map(({ queueArn }) => queueArn),
    }),
    new PolicyStatement({
      sid: 'FindTheStack',
      actions: ['cloudformation:DescribeStacks'],
      // The name is fixed and the id is not. The policy still fits after the stage is deleted and deployed again.
      resources: [stacks],
    }),
    new PolicyStatement({
      sid: 'LookAtSchedules',
      actions: ['scheduler:GetSchedule'],
      resources: [schedules],
    }),
    ...lookAtMail({ mail, incomingMail }),
  );
  acknowledge(policy, {
    'AwsSolutions-IAM5[Resource::*]':
      'SES does not support resources for these two actions, which only read.',
    [resourceFindingId(policy, schedules)]: "Every schedule of the stage's own group, to read it.",
    [resourceFindingId(policy, stacks)]:
      'The one stack with this name. Its id changes when the stack is deleted and deployed again.',
  });
}

export function stackArn(policy: ManagedPolicy): string {
  const stack = Stack.of(policy);
  return stack.formatArn({
    service: 'cloudformation',
    resource: 'stack',
    resourceName: `${stack.stackName}/*`,
  });
}

/** Lets the doctor check SES and its topics. */
function lookAtMail({ mail, incomingMail }: Pick<PolicyParts, 'mail' | 'incomingMail'>): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'LookAtSes',
      actions: ['ses:DescribeActiveReceiptRuleSet', 'ses:GetAccount'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': Aws.REGION } },
    }),
    new PolicyStatement({
      sid: 'LookAtOurMail',
      actions: ['ses:GetConfigurationSetEventDestinations', 'ses:GetEmailIdentity'],
      resources: [
        mail.identity.emailIdentityArn,
        incomingMail.identity.emailIdentityArn,
        mail.configurationSetArn,
      ],
    }),
    new PolicyStatement({
      sid: 'LookAtTopics',
      actions: ['sns:ListSubscriptionsByTopic'],
      resources: [mail.topic.topicArn, incomingMail.topic.topicArn],
    }),
  ];
}

/** Lets someone list the objects of buckets. Without it, S3 also answers "forbidden" for an object that is gone. */
export function listObjects(buckets: MailBuckets, names: readonly BucketName[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: names.map((name) => buckets.bucket(name).bucketArn),
  });
}

/** To erase a person's mail and files, `revisit` lists and deletes all versions. */
export function eraseObjects({ buckets }: PolicyParts): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ListObjects',
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      resources: bucketNames.map((name) => buckets.bucket(name).bucketArn),
    }),
    new PolicyStatement({
      sid: 'Erase',
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      resources: bucketNames.map((name) => buckets.bucket(name).arnForObjects('*')),
    }),
  ];
}

/** Lets someone run the sweep, put dead letters back, and read and empty the queue of missed runs. */
export function handleMessages({ queues, functions }: PolicyParts): PolicyStatement[] {
  return [
    new PolicyStatement({
      // To put dead letters back into their queue.
      sid: 'SendToQueues',
      actions: ['sqs:SendMessage'],
      resources: queueNames.map((name) => queues.queue(name).queueArn),
    }),
    new PolicyStatement({
      sid: 'Redrive',
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      resources: queueNames.map((name) => queues.deadLetters(name).queueArn),
    }),
    new PolicyStatement({
      // To read which runs were missed, and to empty the queue (docs/runbook.md).
      sid: 'ReadMissedRuns',
      actions: ['sqs:ReceiveMessage', 'sqs:PurgeQueue'],
      resources: [queues.missedRuns.queueArn],
    }),
    new PolicyStatement({
      sid: 'RunTheSweepNow',
      actions: ['lambda:InvokeFunction'],
      resources: [functions.function('sweep').function.functionArn],
    }),
  ];
}
