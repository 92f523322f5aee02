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

/** What forces send back: SES stores it in S3 first, then says so through SNS to the queue. */
export class IncomingMail extends Construct {
  readonly ruleSetName: string;
  /** SES refuses mail to a domain that is no verified identity of the account, whatever the receipt rules say. */
  readonly identity: EmailIdentity;
  /** Where SES says that it has stored a mail. */
  readonly topic: ITopic;
  /** From then on mail is received. */
  readonly activation: CustomResource;

  constructor(scope: Construct, id: string, props: IncomingMailProps) {
    super(scope, id);
    const ruleSetName = `revisit-${props.stage}`;
    this.ruleSetName = ruleSetName;
    // Signed for by DKIM: its records are also how SES sees that the domain is ours. No function may send from it.
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
      // An answer that came without TLS is still an answer: to refuse it would lose it.
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [
        new S3({ bucket: props.buckets.bucket('raw-mail'), objectKeyPrefix: INCOMING_MAIL, topic: received }),
      ],
    });

    // SES tries the topic when the rule is made, and refuses the rule where it may not publish.
    rule.node.addDependency(this.identity, received);

    const activator = new BundledFunction(this, 'Activator', {
      stage: props.stage,
      name: 'activate-receipt-rules',
      bundlesDirectory: props.bundlesDirectory,
      description: "Makes the stack's receipt rule set the active one, unless another's is.",
      timeoutSeconds: 60,
      memoryMegabytes: 256,
      logRetention: props.logRetention,
    });
    activator.role.addToPolicy(
      new PolicyStatement({
        actions: ['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet'],
        // SES knows no resources for these two.
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
    // Deleted first, so that the set is inactive before it goes; made last, so that no mail meets an empty set.
    this.activation.node.addDependency(ruleSet, rule, activator);
  }
}
