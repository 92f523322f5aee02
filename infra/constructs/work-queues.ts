import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { queueNames, serviceMap, type QueueName } from '../service-map.ts';

/** The queues of the service map, each with its dead-letter queue. One more queue keeps runs that could not start. */
export class WorkQueues extends Construct {
  readonly missedRuns: Queue;
  readonly #queues = new Map<QueueName, { queue: Queue; deadLetters: Queue }>();

  constructor(scope: Construct, id: string, props: { stage: string }) {
    super(scope, id);
    for (const name of queueNames) {
      const { maxReceives, visibilitySeconds } = serviceMap.queues[name];
      const deadLetters = new Queue(this, `${name}-dead-letters`, {
        queueName: `revisit-${props.stage}-${name}-dead-letters`,
        ...keptSafe,
      });
      acknowledge(deadLetters, {
        'Serverless-SQSRedrivePolicy':
          'This is the dead-letter queue. A message in it rings an alarm and waits for a human.',
      });
      const queue = new Queue(this, name, {
        queueName: `revisit-${props.stage}-${name}`,
        ...keptSafe,
        visibilityTimeout: Duration.seconds(visibilitySeconds),
        deadLetterQueue: { queue: deadLetters, maxReceiveCount: maxReceives },
      });
      this.#queues.set(name, { queue, deadLetters });
    }
    this.missedRuns = new Queue(this, 'missed-runs', {
      queueName: `revisit-${props.stage}-missed-runs`,
      ...keptSafe,
    });
    const isADeadLetterQueue =
      'It is the dead-letter queue of the schedules and of the functions that they start. No redrive policy shows this.';
    acknowledge(this.missedRuns, {
      'AwsSolutions-SQS3': isADeadLetterQueue,
      'Serverless-SQSRedrivePolicy': isADeadLetterQueue,
    });
  }

  queue(name: QueueName): Queue {
    return this.#find(name).queue;
  }

  deadLetters(name: QueueName): Queue {
    return this.#find(name).deadLetters;
  }

  grantSend(grantee: IGrantable, queue: Queue): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    );
  }

  #find(name: QueueName): { queue: Queue; deadLetters: Queue } {
    const found = this.#queues.get(name);
    if (found === undefined) throw new Error(`The service map has no queue ${name}.`);
    return found;
  }
}

const keptSafe = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
};
