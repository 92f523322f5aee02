import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { INCOMING_MAIL } from '../../shared/ports/raw-mail.ts';
import { acknowledge, objectsFindingId } from '../acknowledge.ts';
import type { BucketName } from '../service-map.ts';
import { keyUse } from './follow-up-table.ts';

/** The buckets for incoming mail and for the documents that bodies attach. Both hold OFFICIAL-SENSITIVE data. */
export class MailBuckets extends Construct {
  readonly accessLogs: Bucket;
  readonly #buckets: Record<BucketName, Bucket>;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, props: { key: IKey; rawMailRetentionDays: number }) {
    super(scope, id);
    this.#key = props.key;
    this.accessLogs = new Bucket(this, 'access-logs', {
      ...privateBucketSettings,
      // S3 cannot deliver access logs to a bucket with a customer's key.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(400) }],
    });
    const sensitive = {
      ...privateBucketSettings,
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: this.accessLogs,
    };
    this.#buckets = {
      'raw-mail': new Bucket(this, 'raw-mail', {
        ...sensitive,
        serverAccessLogsPrefix: 'raw-mail/',
        lifecycleRules: [
          // A legal hold keeps a copy under another prefix, which never expires.
          { prefix: INCOMING_MAIL, expiration: Duration.days(props.rawMailRetentionDays) },
          withoutOldVersions,
        ],
      }),
      attachments: new Bucket(this, 'attachments', {
        ...sensitive,
        serverAccessLogsPrefix: 'attachments/',
        lifecycleRules: [{ ...withoutOldVersions, expiredObjectDeleteMarker: true }],
      }),
    };
  }

  bucket(name: BucketName): Bucket {
    return this.#buckets[name];
  }

  grant(
    grantee: IGrantable & IConstruct,
    access: {
      bucket: BucketName;
      actions: readonly ('GetObject' | 'PutObject' | 'DeleteObject')[];
      below?: string;
    },
  ): void {
    const objects = `${access.below ?? ''}*`;
    const deletes = access.actions.includes('DeleteObject');
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [
          ...access.actions.map((action) => `s3:${action}`),
          // Both buckets keep old versions, and a deletion that left them would erase nothing.
          ...(deletes ? ['s3:DeleteObjectVersion'] : []),
        ],
        resources: [this.bucket(access.bucket).arnForObjects(objects)],
      }),
    );
    if (access.actions.includes('GetObject') || deletes) {
      grantee.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          // Without this permission, S3 answers "forbidden" for an object that does not exist.
          actions: ['s3:ListBucket', ...(deletes ? ['s3:ListBucketVersions'] : [])],
          resources: [this.bucket(access.bucket).bucketArn],
        }),
      );
    }
    grantee.grantPrincipal.addToPrincipalPolicy(keyUse({ key: this.#key, service: 's3' }));
    acknowledge(grantee, {
      [objectsFindingId(this.bucket(access.bucket), objects)]:
        'All objects of this one bucket. Their keys are made when mail and documents arrive.',
    });
  }
}

/**
 * The rule of both buckets. What someone takes off or erases is gone after a day. The versions still help for that day,
 * if a file was overwritten or deleted by mistake. S3 cannot expire a version sooner.
 */
const withoutOldVersions = {
  noncurrentVersionExpiration: Duration.days(1),
  abortIncompleteMultipartUploadAfter: Duration.days(7),
};

/** The settings of every bucket: not public, no plain HTTP, no ACLs, and kept when the stack is deleted. */
export const privateBucketSettings = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN,
};
