import { paginateListSubscriptionsByTopic, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { requireAnswer, ok, runOnce, toDo, type Check, type Finding } from './finding.ts';

const policySchema = z.looseObject({
  Statement: z.array(z.looseObject({ Effect: z.string(), Condition: z.unknown() })),
});

/**
 * Returns the checks of the way from a topic of SES to our queue. That way needs a subscription, and a queue that lets
 * the topic write.
 */
export function topicChecks({
  name,
  settings,
  topic,
  queueUrl,
  without,
}: {
  name: string;
  settings: { region: string; maxAttempts: number };
  /** The ARN of the topic, or undefined if SES does not name one. */
  topic: () => Promise<string | undefined>;
  queueUrl: () => Promise<string>;
  /** What happens if the way is broken, such as "nothing reads a reply". It completes a sentence after "so". */
  without: string;
}): Check[] {
  const queue = runOnce(() => describeQueue(queueUrl, settings));
  const noTopic = toDo(`SES does not name a topic, so ${without}. Deploy again.`);
  return [
    {
      name: `${name} topic`,
      look: async () => {
        const topicArn = await topic();
        if (topicArn === undefined) return noTopic;
        const found = await queue();
        if (found === undefined) return toDo(`Its queue does not exist. See "${name} queue".`);
        const subscriptions = await subscriptionsOf(topicArn, settings);
        return subscriptions.some((one) => leadsTo(one, found.arn))
          ? ok('It leads to our queue.')
          : toDo(`${topicArn} does not lead to our queue, so ${without}. Deploy again.`);
      },
    },
    {
      name: `${name} queue`,
      look: async () => {
        const topicArn = await topic();
        return topicArn === undefined ? noTopic : queueFinding(await queue(), { topicArn, without });
      },
    },
  ];
}

interface Queue {
  readonly arn: string;
  readonly policy: string;
}

async function describeQueue(
  queueUrl: () => Promise<string>,
  settings: { region: string; maxAttempts: number },
): Promise<Queue | undefined> {
  const sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  try {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: await queueUrl(),
        AttributeNames: ['QueueArn', 'Policy'],
      }),
    );
    return { arn: requireAnswer(Attributes?.QueueArn, 'the queue'), policy: Attributes?.Policy ?? '' };
  } catch (error) {
    if (error instanceof Error && error.name.includes('QueueDoesNotExist')) return undefined;
    throw error;
  }
}

async function subscriptionsOf(
  topicArn: string,
  settings: { region: string; maxAttempts: number },
): Promise<Subscription[]> {
  const client = new SNSClient(settings);
  const all: Subscription[] = [];
  try {
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn })) {
      all.push(...(page.Subscriptions ?? []));
    }
  } catch (error) {
    // A topic that does not exist has no subscriptions.
    if (!(error instanceof Error) || !error.name.startsWith('NotFound')) throw error;
  }
  return all;
}

/** Tells whether a confirmed subscription leads to the queue. An unconfirmed one has "PendingConfirmation" for its ARN. */
function leadsTo({ Protocol, Endpoint, SubscriptionArn = '' }: Subscription, queueArn: string): boolean {
  return Protocol === 'sqs' && Endpoint === queueArn && SubscriptionArn.startsWith('arn:');
}

function queueFinding(
  queue: Queue | undefined,
  { topicArn, without }: { topicArn: string; without: string },
): Finding {
  if (queue === undefined) return toDo(`The queue does not exist, so ${without}. Deploy again.`);
  const policy = queue.policy === '' ? undefined : policySchema.safeParse(JSON.parse(queue.policy)).data;
  const lets = policy?.Statement.some(
    ({ Effect, Condition }) =>
      Effect === 'Allow' && Condition !== undefined && JSON.stringify(Condition).includes(`"${topicArn}"`),
  );
  return lets === true
    ? ok('It lets the topic write.')
    : toDo(`The queue does not let ${topicArn} write, so ${without}. Deploy again.`);
}
