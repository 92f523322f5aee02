import * as z from 'zod';

/** What a consumer finds in a message of its queue: something to act on, or something that asks nothing of it. */
export type Reading<Message> =
  | { readonly kind: 'ours'; readonly message: Message }
  /** `why` is a sentence for the log. */
  | { readonly kind: 'not-ours'; readonly why: string };

export const ours = <Message>(message: Message): Reading<Message> => ({ kind: 'ours', message });
export const notOurs = (why: string) => ({ kind: 'not-ours', why }) as const;

/** SES sends this text when a topic becomes an event destination. It is the only message of SES's that is not JSON. */
const SES_HAS_VALIDATED_THE_TOPIC = 'Successfully validated SNS topic for Amazon SES event publishing.';

const envelopeSchema = z.object({
  Type: z.literal('Notification'),
  TopicArn: z.string(),
  MessageId: z.string(),
  Message: z.string(),
});

/** What AWS's services say to each other while something is set up. */
const setUpMessages: readonly { schema: z.ZodType; why: string }[] = [
  {
    schema: z.object({ Type: z.literal('SubscriptionConfirmation'), TopicArn: z.string() }),
    why: 'A topic asks this queue to confirm a subscription. The stack needs none: its own are confirmed at once.',
  },
  {
    schema: z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') }),
    why: 'S3 has tried whether it may tell this queue what happens in a bucket.',
  },
  {
    schema: z.object({ notificationType: z.literal('AmazonSnsSubscriptionSucceeded') }),
    why: 'SES has tried whether it may publish to the topic of an identity.',
  },
];

/**
 * What a subscriber was meant to get. A subscription without raw message delivery wraps it in an envelope, and then it is
 * still for us.
 */
export function withoutEnvelope(body: string): string {
  const envelope = envelopeSchema.safeParse(jsonIn(body));
  return envelope.success ? envelope.data.Message : body;
}

/** Why a message is none of any consumer's, where it is AWS's own about how things are set up. */
export function setUpMessage(text: string): string | undefined {
  if (text.trim() === SES_HAS_VALIDATED_THE_TOPIC) {
    return 'SES has tried whether it may publish what becomes of each email.';
  }
  const json = jsonIn(text);
  return setUpMessages.find(({ schema }) => schema.safeParse(json).success)?.why;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
