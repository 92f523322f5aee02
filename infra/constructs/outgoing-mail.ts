import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { domainOf } from '../stage-configuration.ts';
import type { WorkQueues } from './work-queues.ts';

/** The domain that emails come from, and the events that SES reports about each email. */
export class OutgoingMail extends Construct {
  readonly identity: EmailIdentity;
  readonly configurationSetName: string;
  readonly configurationSetArn: string;
  /** SES publishes what happened to each email to this topic. */
  readonly topic: ITopic;
  /** The domain of SES's Return-Path. */
  readonly bounceDomain: string;
  readonly #mailFrom: string;
  readonly #allowedRecipients: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    props: {
      stage: string;
      mailFrom: string;
      allowedRecipients: readonly string[];
      key: IKey;
      queues: WorkQueues;
    },
  ) {
    super(scope, id);
    this.#mailFrom = props.mailFrom;
    this.#allowedRecipients = props.allowedRecipients;
    this.configurationSetName = `revisit-${props.stage}`;
    this.configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSetName,
    });
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: this.configurationSetName,
      reputationMetrics: true,
      sendingEnabled: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      // OFFICIAL email must not travel unencrypted. If a server refuses TLS, SES reports a bounce, which Revisit shows.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    });
    const domain = domainOf(props.mailFrom);
    this.bounceDomain = `bounce.${domain}`;
    this.identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      configurationSet,
      mailFromDomain: this.bounceDomain,
      // A reminder need not wait for DNS. Without the MX record, DKIM alone still passes DMARC.
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      feedbackForwarding: false,
    });

    const events = new Topic(this, 'Events', {
      displayName: `Revisit ${props.stage}: what happened to each email`,
      masterKey: props.key,
      enforceSSL: true,
    });
    this.topic = events;
    // Revisit does not track opens and clicks. A tracking pixel has no place in an official email.
    configurationSet.addEventDestination('Destination', {
      configurationSetEventDestinationName: 'mail-events',
      destination: EventDestination.snsTopic(events),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    events.addSubscription(
      new SqsSubscription(props.queues.queue('mail-events'), {
        rawMessageDelivery: true,
        deadLetterQueue: props.queues.deadLetters('mail-events'),
      }),
    );
  }

  /**
   * Lets a function send from the one address, through the configuration set. Outside production it may send only to the
   * listed people and to the SES simulator.
   */
  grantSend(grantee: IGrantable): void {
    const stack = Stack.of(this);
    const identityArn = (name: string): string =>
      stack.formatArn({ service: 'ses', resource: 'identity', resourceName: name });
    const recipients = this.#allowedRecipients;
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [
          this.identity.emailIdentityArn,
          this.configurationSetArn,
          // In the sandbox, SES also needs permission on a recipient's identity if that identity is verified here.
          ...recipients.map((recipient) => identityArn(recipient.replace(/^@/, ''))),
        ],
        conditions: {
          StringEquals: { 'ses:FromAddress': this.#mailFrom },
          ...(recipients.length > 0 && {
            'ForAllValues:StringLike': {
              'ses:Recipients': [
                ...recipients.map((recipient) => (recipient.startsWith('@') ? `*${recipient}` : recipient)),
                '*@simulator.amazonses.com',
              ],
            },
          }),
        },
      }),
    );
  }
}
