import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { auditEntrySchema } from '../../shared/contracts/stored.ts';
import { HELD_MAIL } from '../../shared/ports/raw-mail.ts';
import { acknowledge, resourceFindingId } from '../acknowledge.ts';
import { tableDefinition } from '../table-definition.ts';
import {
  PARTITION_OF_AUDIT,
  PARTITION_OF_FENCE,
  partitionsToChange,
  partitionsToLookAt,
  partitionsToLookAtAsOwner,
  partitionsToPutInto,
} from '../partitions.ts';
import {
  grantLooking,
  handleMessages,
  listObjects,
  stackArn,
  type PolicyParts,
} from './policy-statements.ts';

/** The attributes of an audit entry. Another kind of item has others. */
const auditAttributes = [
  tableDefinition.partitionKey,
  tableDefinition.sortKey,
  ...Object.keys(auditEntrySchema.shape),
];

/**
 * Reads everything that the command line shows, and records in the audit who read a return or a mail.
 *
 * The audit of a follow-up is in one partition with its returns and calls (`HISTORY#<follow-up>`), and IAM does not see the
 * sort key. So the policy allows only `PutItem`, only into this partition, and only with the attributes of an audit entry.
 * A reader can therefore write no return and no call. IAM cannot stop a reader who puts an audit entry under the key of a
 * return, which destroys that return. The command line never does this. The continuous backup has the return for 35 days.
 */
export class ReaderPolicy extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: PolicyParts) {
    super(scope, id);
    this.policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: `revisit-${props.stage}-reader`,
      description: `The command line of Revisit ${props.stage}: everything that only looks.`,
    });
    grantReading(this.policy, { ...props, partitions: partitionsToLookAt });
    props.table.grant(this.policy, {
      actions: ['PutItem'],
      indexes: [],
      only: { partitions: [PARTITION_OF_AUDIT], attributes: auditAttributes },
    });
  }
}

/**
 * Does what an owner of follow-ups does day to day: reads, changes follow-ups, settles mail, answers requests and sends
 * email. It erases nobody, deletes no object and no version of one, arms no table and handles no dead letter.
 *
 * It may delete items of a follow-up, because a claim is given back if SES refuses an email. It may write a contact,
 * because a handover makes one. IAM cannot tell these from other changes in the same partitions.
 */
export class OwnerPolicy extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: PolicyParts) {
    super(scope, id);
    const { stage, table, buckets, mail } = props;
    this.policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: `revisit-${stage}-owner`,
      description: `The command line of Revisit ${stage}: the daily work on follow-ups.`,
    });
    grantReading(this.policy, { ...props, partitions: partitionsToLookAtAsOwner });
    table.grant(this.policy, {
      actions: ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      indexes: [],
      only: { partitions: partitionsToChange },
    });
    table.grant(this.policy, {
      actions: ['PutItem'],
      indexes: [],
      only: { partitions: partitionsToPutInto },
    });
    // `revisit inbox assign` copies the files of a mail into the form. Under a legal hold, it also keeps the mail.
    buckets.grant(this.policy, { bucket: 'raw-mail', actions: ['PutObject'], below: HELD_MAIL });
    buckets.grant(this.policy, { bucket: 'attachments', actions: ['PutObject'] });
    mail.grantSend(this.policy);
  }
}

/**
 * Runs a stage and looks at it, without its content. Of the table it sees only whether it may send. The checks of the
 * doctor that read follow-ups say that the right is missing.
 *
 * To put a dead letter back, `revisit redrive` must receive it. A message about a mail has its sender and subject, and a
 * message about an email has its recipient. It never has an answer.
 */
export class OperatorPolicy extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: PolicyParts) {
    super(scope, id);
    const { stage, table, buckets } = props;
    this.policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: `revisit-${stage}-operator`,
      description: `The command line of Revisit ${stage}: what runs it, without its content.`,
    });
    table.grant(this.policy, { actions: ['DescribeTable'], indexes: [] });
    table.grant(this.policy, {
      actions: ['GetItem'],
      indexes: [],
      only: { partitions: [PARTITION_OF_FENCE] },
    });
    this.policy.addStatements(
      // The doctor checks that the bucket exists.
      listObjects(buckets, ['raw-mail']),
      ...handleMessages(props),
      new PolicyStatement({
        sid: 'ReadWhyADeploymentFailed',
        actions: ['cloudformation:DescribeStackEvents'],
        resources: [stackArn(this.policy)],
      }),
      ...stopAndReadLogs(this.policy, props),
    );
    grantLooking(this.policy, props);
  }
}

/** Lets an operator stop all email, start it again, and read the logs (docs/runbook.md). */
function stopAndReadLogs(policy: ManagedPolicy, { stage, functions }: PolicyParts): PolicyStatement[] {
  const stack = Stack.of(policy);
  const logs = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `/revisit/${stage}/*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const mappings = stack.formatArn({
    service: 'lambda',
    resource: 'event-source-mapping',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  acknowledge(policy, {
    [resourceFindingId(policy, logs)]:
      "The logs of the stage's own functions. They hold no address and no answer.",
    [resourceFindingId(policy, mappings)]: 'A condition limits it to the mapping of one function.',
  });
  return [
    new PolicyStatement({
      sid: 'ReadLogs',
      actions: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents'],
      resources: [logs],
    }),
    new PolicyStatement({
      sid: 'FindMappings',
      actions: ['lambda:ListEventSourceMappings'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'StopAndStartEmail',
      actions: ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      resources: [mappings],
      conditions: {
        ArnEquals: { 'lambda:FunctionArn': functions.function('send-notices').function.functionArn },
      },
    }),
  ];
}

function grantReading(
  policy: ManagedPolicy,
  { partitions, ...props }: PolicyParts & { partitions: readonly string[] },
): void {
  const { table, buckets } = props;
  table.grant(policy, { actions: ['DescribeTable'], indexes: ['by-force', 'problems'] });
  table.grant(policy, { actions: ['GetItem', 'BatchGetItem', 'Query'], indexes: [], only: { partitions } });
  buckets.grant(policy, { bucket: 'raw-mail', actions: ['GetObject'] });
  buckets.grant(policy, { bucket: 'attachments', actions: ['GetObject'] });
  grantLooking(policy, props);
}
