import * as z from 'zod';

/** The request that CloudFormation sends to a custom resource. */
const customResourceEventSchema = z.looseObject({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.record(z.string(), z.unknown()),
});

export type CustomResourceEvent = z.infer<typeof customResourceEventSchema>;

/**
 * Returns a Lambda handler that does the work and reports the result to CloudFormation.
 *
 * `act` returns the resource's physical id. If it throws, the deployment fails and the operator reads the error's message.
 */
export function createCustomResourceHandler(
  act: (event: CustomResourceEvent) => Promise<string>,
): (event: unknown) => Promise<void> {
  return async (unparsed) => {
    const event = customResourceEventSchema.parse(unparsed);
    try {
      await answer(event, { Status: 'SUCCESS', PhysicalResourceId: await act(event) });
    } catch (error) {
      const Reason = error instanceof Error ? error.message : String(error);
      // Every answer must name an id, even the answer to a delete of something that was never made.
      await answer(event, {
        Status: 'FAILED',
        Reason,
        PhysicalResourceId: event.PhysicalResourceId ?? 'none',
      });
    }
  };
}

async function answer(
  event: CustomResourceEvent,
  outcome: { Status: 'SUCCESS' | 'FAILED'; PhysicalResourceId: string; Reason?: string },
): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const body = JSON.stringify({ StackId, RequestId, LogicalResourceId, ...outcome });
  // The URL is signed for a request without a content type.
  const response = await fetch(event.ResponseURL, { method: 'PUT', body: new TextEncoder().encode(body) });
  if (!response.ok) throw new Error(`CloudFormation refused the answer with status ${response.status}.`);
}
