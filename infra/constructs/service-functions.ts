import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig, EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import {
  functionNames,
  queueNames,
  serviceMap,
  type FunctionName,
  type Resource,
  type Trigger,
} from '../service-map.ts';
import { BundledFunction } from './bundled-function.ts';
import type { FollowUpTable } from './follow-up-table.ts';
import type { MailBuckets } from './mail-buckets.ts';
import type { OutgoingMail } from './outgoing-mail.ts';
import type { WorkQueues } from './work-queues.ts';

/**
 * The share of SES's rate that the ladder may use. The rest is for codes and links, which somebody waits for at the screen.
 */
const SHARE_OF_THE_LADDER = 0.8;

export interface ServiceFunctionsProps {
  /** The emails a second that SES allows this account. */
  sendingRate: number;
  stage: string;
  bundlesDirectory: string;
  logRetention: RetentionDays;
  /** The variables of every function. shared/contracts/configuration.ts describes them. */
  environment: Record<string, string>;
  /** The variables that only the form gets. They contain the secret that CloudFront sends to it. */
  formEnvironment: Record<string, string>;
  table: FollowUpTable;
  queues: WorkQueues;
  buckets: MailBuckets;
  mail: OutgoingMail;
}

/** Creates the functions of the service map. Each gets its trigger and the permissions that the map names. */
export class ServiceFunctions extends Construct {
  readonly #functions = new Map<FunctionName, BundledFunction>();
  readonly #props: ServiceFunctionsProps;

  constructor(scope: Construct, id: string, props: ServiceFunctionsProps) {
    super(scope, id);
    this.#props = props;
    for (const name of functionNames) this.#functions.set(name, this.#create(name));
  }

  function(name: FunctionName): BundledFunction {
    const found = this.#functions.get(name);
    if (found === undefined) throw new Error(`The service map has no function ${name}.`);
    return found;
  }

  #create(name: FunctionName): BundledFunction {
    const { stage, bundlesDirectory, logRetention, environment, formEnvironment } = this.#props;
    const { trigger, uses, useCase, timeoutSeconds, memoryMegabytes } = serviceMap.functions[name];
    const created = new BundledFunction(this, name, {
      stage,
      name,
      bundlesDirectory,
      description: useCase,
      timeoutSeconds,
      memoryMegabytes,
      logRetention,
      environment: {
        ...environment,
        ...(trigger.kind === 'http' ? formEnvironment : {}),
        ...(name === 'send-notices' ? this.#paceOf(trigger) : {}),
      },
    });
    for (const resource of uses) this.#grant(created, resource);
    switch (trigger.kind) {
      case 'queue':
        this.#consume(created, trigger);
        break;
      case 'schedule':
        this.#keepFailedRuns(created);
        break;
      case 'http':
        acknowledge(created, {
          'Serverless-LambdaDLQ':
            'API Gateway waits for the answer. The visitor sees the failure, and nothing is queued.',
        });
        break;
    }
    return created;
  }

  #grant(created: BundledFunction, resource: Resource): void {
    const { table, queues, buckets, mail } = this.#props;
    switch (resource.kind) {
      case 'table':
        table.grant(created.role, resource);
        break;
      case 'queue':
        queues.grantSend(created.role, queues.queue(resource.queue));
        break;
      case 'dead-letters':
        created.role.addToPolicy(
          new PolicyStatement({
            actions: resource.actions.map((action) => `sqs:${action}`),
            resources: queueNames.map((name) => queues.deadLetters(name).queueArn),
          }),
        );
        break;
      case 'bucket':
        buckets.grant(created.role, resource);
        break;
      case 'ses':
        mail.grantSend(created.role);
        break;
    }
  }

  /** Divides the rate of SES among the senders that run at once. No sender has to ask another one. */
  #paceOf(trigger: Trigger): Record<string, string> {
    const senders = trigger.kind === 'queue' ? trigger.maxConcurrency : 1;
    const perSender = (this.#props.sendingRate * SHARE_OF_THE_LADDER) / senders;
    return { REVISIT_SENDS_PER_SECOND: String(perSender) };
  }

  #consume(created: BundledFunction, trigger: Extract<Trigger, { kind: 'queue' }>): void {
    const queue = this.#props.queues.queue(trigger.queue);
    created.role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [queue.queueArn],
      }),
    );
    const mapping = new EventSourceMapping(created, 'Queue', {
      target: created.function,
      eventSourceArn: queue.queueArn,
      batchSize: trigger.batchSize,
      maxConcurrency: trigger.maxConcurrency,
      reportBatchItemFailures: true,
    });
    mapping.node.addDependency(created.role);
    acknowledge(created, {
      'Serverless-LambdaDLQ': "The queue's own redrive policy keeps messages that fail.",
      'Serverless-LambdaEventSourceMappingDestination':
        "Lambda offers no destination for SQS. The queue's redrive policy keeps messages that fail.",
    });
  }

  /** Keeps runs that fail. Scheduler hands a run to Lambda's own retry and forgets it, so a failure would leave no trace. */
  #keepFailedRuns(created: BundledFunction): void {
    const { queues } = this.#props;
    queues.grantSend(created.role, queues.missedRuns);
    const invocations = new CfnEventInvokeConfig(created, 'Invocations', {
      functionName: created.function.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      // An older run has nothing to add, because the next run finds everything that is owed.
      maximumEventAgeInSeconds: Duration.minutes(15).toSeconds(),
      destinationConfig: { onFailure: { destination: queues.missedRuns.queueArn } },
    });
    invocations.node.addDependency(created.role);
    acknowledge(created, {
      'Serverless-LambdaDLQ': 'Its on-failure destination keeps the run and its error.',
    });
  }
}
