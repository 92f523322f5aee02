import * as z from 'zod';

/** What a consumer finds in a message from its queue. It acts on `ours` and ignores `not-ours`. */
export type Reading<Message> =
  | { readonly kind: 'ours'; readonly message: Message }
  /** `why` is a sentence for the log. */
  | { readonly kind: 'not-ours'; readonly why: string };

export const asOurs = <Message>(message: Message): Reading<Message> => ({ kind: 'ours', message });
export const asNotOurs = (why: string) => ({ kind: 'not-ours', why }) as const;

/** SES sends this text when a topic becomes an event destination. It is SES's only message that is not JSON. */
const SES_HAS_VALIDATED_THE_TOPIC = 'Successfully validated SNS topic for Amazon SES event publishing.';

const envelopeSchema = z.object({
  Type: z.literal('Notification'),
  TopicArn: z.string(),
  MessageId: z.string(),
  Message: z.string(),
});

/** What AWS services send each other while they are being set up. */
const setUpMessages: readonly { schema: z.ZodType; why: string }[] = [
  {
    schema: z.object({ Type: z.literal('SubscriptionConfirmation'), TopicArn: z.string() }),
    why: 'A topic asks this queue to confirm a subscription. The stack does not need this, because its own are confirmed at once.',
  },
  {
    schema: z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') }),
    why: 'S3 has tested whether it may tell this queue what happens in a bucket.',
  },
  {
    schema: z.object({ notificationType: z.literal('AmazonSnsSubscriptionSucceeded') }),
    why: 'SES has tested whether it may publish to the topic of an identity.',
  },
];

/**
 * Returns the message without SNS's envelope. A subscription without raw message delivery adds the envelope. The
 * message in it is still for us.
 */
export function removeEnvelope(body: string): string {
  const envelope = envelopeSchema.safeParse(jsonIn(body));
  return envelope.success ? envelope.data.Message : body;
}

/**
 * Returns why no consumer needs a message that AWS sends while something is set up. Returns undefined for other
 * messages.
 */
export function explainSetUpMessage(text: string): string | undefined {
  if (text.trim() === SES_HAS_VALIDATED_THE_TOPIC) {
    return 'SES has tested whether it may publish what becomes of each email.';
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
