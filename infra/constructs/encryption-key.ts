import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/**
 * The one key of a stage. It encrypts the table, the mail and attachments in S3, and the topics.
 *
 * The topics need it because SES and CloudWatch cannot publish to a topic under the AWS-managed key.
 */
export class EncryptionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: { stage: string }) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      alias: `revisit-${props.stage}`,
      description: `Revisit ${props.stage}: follow-ups, mail and notifications`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'SesStoresAndPublishesForThisAccount',
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: publishing,
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        // CloudWatch does not name a source to KMS. The alarm topic's own policy admits only the alarms of this stage.
        sid: 'AlarmsPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: publishing,
        resources: ['*'],
      }),
    );
  }
}

const publishing = ['kms:GenerateDataKey', 'kms:Decrypt'];
