import { Aws, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HELD_MAIL } from '../../shared/ports/raw-mail.ts';
import { bucketNames, everyTableAction, queueNames } from '../service-map.ts';
import { acknowledge, resourceFindingId } from '../acknowledge.ts';
import type { FollowUpTable } from './follow-up-table.ts';
import type { IncomingMail } from './incoming-mail.ts';
import type { MailBuckets } from './mail-buckets.ts';
import type { OutgoingMail } from './outgoing-mail.ts';
import type { ServiceFunctions } from './service-functions.ts';
import type { WorkQueues } from './work-queues.ts';

export interface AdminPolicyProps {
  stage: string;
  table: FollowUpTable;
  queues: WorkQueues;
  buckets: MailBuckets;
  functions: ServiceFunctions;
  mail: OutgoingMail;
  incomingMail: IncomingMail;
}

/** The permissions that the AWS profile of `revisit --stage <name>` needs. Attach the policy to the admins' role. */
export class AdminPolicy extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: AdminPolicyProps) {
    super(scope, id);
    const { table, buckets, mail } = props;
    const stack = Stack.of(this);
    const schedules = stack.formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `revisit-${props.stage}/*`,
    });
    const stacks = stack.formatArn({
      service: 'cloudformation',
      resource: 'stack',
      resourceName: `${stack.stackName}/*`,
    });
    this.policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: `revisit-${props.stage}-admin`,
      description: `The command line of Revisit ${props.stage}: everything an admin does, and nothing else.`,
    });
    table.grant(this.policy, {
      actions: everyTableAction,
      indexes: ['by-force', 'problems'],
    });
    buckets.grant(this.policy, { bucket: 'raw-mail', actions: ['GetObject'] });
    // `revisit` copies mail under a legal hold to this place.
    buckets.grant(this.policy, { bucket: 'raw-mail', actions: ['PutObject'], below: HELD_MAIL });
    buckets.grant(this.policy, { bucket: 'attachments', actions: ['GetObject', 'PutObject'] });
    // The command line sends an email when an admin approves a handover or assigns an incoming mail.
    mail.grantSend(this.policy);
    this.policy.addStatements(
      ...eraseObjects(props),
      ...handleMessages(props),
      ...runAndFindTheService({ ...props, stacks, schedules }),
      ...lookAtMail(props),
    );
    acknowledge(this.policy, {
      'AwsSolutions-IAM5[Resource::*]':
        'SES does not support resources for these two actions, which only read.',
      [resourceFindingId(this.policy, schedules)]: "Every schedule of the stage's own group, to read it.",
      [resourceFindingId(this.policy, stacks)]:
        'The one stack with this name. Its id changes when the stack is deleted and deployed again.',
    });
  }
}

function eraseObjects({ buckets }: AdminPolicyProps): PolicyStatement[] {
  return [
    new PolicyStatement({
      // To erase a person's mail and files, `revisit` must list all versions. Without the permission to list, S3 also
      // answers "forbidden" for an object that is gone.
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

function handleMessages({ queues }: AdminPolicyProps): PolicyStatement[] {
  const deadLetters = queueNames.map((name) => queues.deadLetters(name));
  // The desk counts the messages in each queue, and the doctor checks that SES events reach their queue.
  const workQueues = queueNames.map((name) => queues.queue(name));
  const visibleQueues = [...workQueues, ...deadLetters, queues.missedRuns];
  return [
    new PolicyStatement({
      // To wake send-notices, and to put dead letters back into their queue.
      sid: 'SendToQueues',
      actions: ['sqs:SendMessage'],
      resources: queueNames.map((name) => queues.queue(name).queueArn),
    }),
    new PolicyStatement({
      sid: 'Redrive',
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      resources: deadLetters.map(({ queueArn }) => queueArn),
    }),
    new PolicyStatement({
      // To read which runs were missed, and to empty the queue (docs/runbook.md).
      sid: 'ReadMissedRuns',
      actions: ['sqs:ReceiveMessage', 'sqs:PurgeQueue'],
      resources: [queues.missedRuns.queueArn],
    }),
    new PolicyStatement({
      sid: 'LookAtQueues',
      actions: ['sqs:GetQueueAttributes'],
      resources: visibleQueues.map(({ queueArn }) => queueArn),
    }),
  ];
}

function runAndFindTheService({
  functions,
  stacks,
  schedules,
}: AdminPolicyProps & { stacks: string; schedules: string }): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'RunTheSweepNow',
      actions: ['lambda:InvokeFunction'],
      resources: [functions.function('sweep').function.functionArn],
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
  ];
}

/** Lets the doctor check SES and its topics. */
function lookAtMail({ mail, incomingMail }: AdminPolicyProps): PolicyStatement[] {
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
