import * as z from 'zod';

/** A batch of SQS messages as Lambda passes it. Fields that are not named here stay as they are. */
export const queueEventSchema = z.object({
  Records: z.array(
    z.looseObject({
      messageId: z.string(),
      body: z.string(),
      attributes: z.looseObject({ ApproximateReceiveCount: z.string() }),
      eventSource: z.literal('aws:sqs'),
    }),
  ),
});

export type QueueMessage = z.output<typeof queueEventSchema>['Records'][number];
