import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketNames } from '../service-map.ts';
import type { FollowUpTable } from './follow-up-table.ts';
import { privateBucketSettings, type MailBuckets } from './mail-buckets.ts';

/** How long the log of reads is kept, in days. The access logs of the buckets are kept as long. */
const READ_TRAIL_DAYS = 400;

/**
 * Logs every read of the table and of an object in the two sensitive buckets: who, when, with which tool, and which key.
 *
 * Revisit's own audit records what the command line shows. Someone with AWS rights can read a return or a mail with any
 * other tool, and only CloudTrail sees that. The log has the keys of what was read and never the content. It also has the
 * reads of our own functions, because a thief could use their credentials. No policy of Revisit opens the log.
 */
export class ReadTrail extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { stage: string; key: Key; table: FollowUpTable; buckets: MailBuckets },
  ) {
    super(scope, id);
    const { stage, key, table, buckets } = props;
    // The bucket and the key must name the trail before it exists, so its name is ours.
    const trailName = `revisit-${stage}-reads`;
    const trailArn = Stack.of(this).formatArn({
      service: 'cloudtrail',
      resource: 'trail',
      resourceName: trailName,
    });
    const log = new Bucket(this, 'Log', {
      ...privateBucketSettings,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      serverAccessLogsBucket: buckets.accessLogs,
      serverAccessLogsPrefix: 'read-trail/',
      lifecycleRules: [{ expiration: Duration.days(READ_TRAIL_DAYS) }],
    });
    letTheTrailWrite({ log, key, trailArn });
    const trail = new CfnTrail(this, 'Trail', {
      trailName,
      isLogging: true,
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: false,
      enableLogFileValidation: true,
      s3BucketName: log.bucketName,
      kmsKeyId: key.keyArn,
      advancedEventSelectors: [
        reads('Objects of the sensitive buckets', {
          type: 'AWS::S3::Object',
          arn: { startsWith: bucketNames.map((name) => buckets.bucket(name).arnForObjects('')) },
        }),
        reads('Items of the table', {
          type: 'AWS::DynamoDB::Table',
          arn: { equalTo: [table.table.tableArn] },
        }),
      ],
    });
    // CloudTrail writes a test file when it creates the trail, and refuses the trail if it may not.
    if (log.policy !== undefined) trail.node.addDependency(log.policy);
    trail.node.addDependency(key);
  }
}

/** Selects the read events of some resources. Management events have a free trail of their own in every account. */
function reads(
  name: string,
  of: { type: string; arn: { startsWith: string[] } | { equalTo: string[] } },
): CfnTrail.AdvancedEventSelectorProperty {
  return {
    name,
    fieldSelectors: [
      { field: 'eventCategory', equalTo: ['Data'] },
      { field: 'readOnly', equalTo: ['true'] },
      { field: 'resources.type', equalTo: [of.type] },
      { field: 'resources.ARN', ...of.arn },
    ],
  };
}

function letTheTrailWrite({ log, key, trailArn }: { log: Bucket; key: Key; trailArn: string }): void {
  const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
  const isOurTrail = { 'aws:SourceArn': trailArn };
  log.addToResourcePolicy(
    new PolicyStatement({
      sid: 'TrailLooksAtTheBucket',
      principals,
      actions: ['s3:GetBucketAcl'],
      resources: [log.bucketArn],
      conditions: { StringEquals: isOurTrail },
    }),
  );
  log.addToResourcePolicy(
    new PolicyStatement({
      sid: 'TrailWrites',
      principals,
      actions: ['s3:PutObject'],
      resources: [log.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/*`)],
      conditions: { StringEquals: { ...isOurTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'TrailEncrypts',
      principals,
      actions: ['kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: {
        StringEquals: isOurTrail,
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn },
      },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'TrailLooksAtTheKey',
      principals,
      actions: ['kms:DescribeKey'],
      resources: ['*'],
      conditions: { StringEquals: isOurTrail },
    }),
  );
}
