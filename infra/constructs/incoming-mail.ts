import { Aws, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { EmailIdentity, Identity, ReceiptRule, ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { S3 } from 'aws-cdk-lib/aws-ses-actions';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { INCOMING_MAIL } from '../../shared/ports/raw-mail.ts';
import { BundledFunction } from './bundled-function.ts';
import { acknowledgeCustomResource } from './custom-resource-function.ts';
import type { MailBuckets } from './mail-buckets.ts';
import type { WorkQueues } from './work-queues.ts';

export interface IncomingMailProps {
  stage: string;
  replyDomain: string;
  replacesReceiptRuleSet: string | undefined;
  key: IKey;
  buckets: MailBuckets;
  queues: WorkQueues;
  bundlesDirectory: string;
  logRetention: RetentionDays;
}

/** Receives the mail that bodies send back. SES stores it in S3, then tells the queue through SNS. */
export class IncomingMail extends Construct {
  readonly ruleSetName: string;
  /** SES refuses mail to a domain that is not a verified identity of the account. Receipt rules do not change that. */
  readonly identity: EmailIdentity;
  /** SES publishes to this topic when it has stored a mail. */
  readonly topic: ITopic;
  /** When this resource exists, mail is received. */
  readonly activation: CustomResource;

  constructor(scope: Construct, id: string, props: IncomingMailProps) {
    super(scope, id);
    const ruleSetName = `revisit-${props.stage}`;
    this.ruleSetName = ruleSetName;
    // SES also uses the DKIM records to see that the domain is ours. No function may send from this domain.
    this.identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(props.replyDomain) });
    const received = new Topic(this, 'Received', {
      displayName: `Revisit ${props.stage}: mail received`,
      masterKey: props.key,
      enforceSSL: true,
    });
    this.topic = received;
    received.addToResourcePolicy(
      new PolicyStatement({
        sid: 'SesMayPublish',
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [received.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'ses',
              resource: 'receipt-rule-set',
              resourceName: `${ruleSetName}:receipt-rule/*`,
            }),
          },
        },
      }),
    );
    received.addSubscription(
      new SqsSubscription(props.queues.queue('incoming-mail'), {
        rawMessageDelivery: true,
        deadLetterQueue: props.queues.deadLetters('incoming-mail'),
      }),
    );

    const ruleSet = new ReceiptRuleSet(this, 'RuleSet', { receiptRuleSetName: ruleSetName });
    const rule = new ReceiptRule(this, 'Store', {
      ruleSet,
      receiptRuleName: 'store-replies',
      recipients: [props.replyDomain],
      scanEnabled: true,
      // An answer that came without TLS is still an answer. If SES refused it, it would be lost.
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [
        new S3({ bucket: props.buckets.bucket('raw-mail'), objectKeyPrefix: INCOMING_MAIL, topic: received }),
      ],
    });

    // SES tests the topic when it creates the rule, and refuses the rule if it may not publish there.
    rule.node.addDependency(this.identity, received);

    const activator = new BundledFunction(this, 'Activator', {
      stage: props.stage,
      name: 'activate-receipt-rules',
      bundlesDirectory: props.bundlesDirectory,
      description: "Activates the stack's receipt rule set, unless another set is active.",
      timeoutSeconds: 60,
      memoryMegabytes: 256,
      logRetention: props.logRetention,
    });
    activator.role.addToPolicy(
      new PolicyStatement({
        actions: ['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet'],
        // SES does not support resources for these two actions.
        resources: ['*'],
      }),
    );
    acknowledgeCustomResource(activator);
    this.activation = new CustomResource(this, 'Activation', {
      resourceType: 'Custom::ActiveReceiptRuleSet',
      serviceToken: activator.function.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { ruleSetName, mayReplace: props.replacesReceiptRuleSet },
    });
    // CloudFormation creates this last and deletes it first. Mail never meets an empty or deleted rule set.
    this.activation.node.addDependency(ruleSet, rule, activator);
  }
}
