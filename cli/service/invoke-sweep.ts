import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Configuration } from '../../shared/contracts/configuration.ts';
import { ServiceError } from '../../shared/errors.ts';
import { explainRefusal } from './explain-refusal.ts';

/** Above the function's own 60 seconds. */
const PATIENCE_MILLISECONDS = 70_000;

/**
 * The scheduled run of a deployed stage, now, with the function's own rights.
 *
 * @returns what the sweep reports, as JSON.
 * @throws ServiceError `unreachable` where it did not come to its end: the next run of the schedule finds the same.
 */
export async function invokeSweep(
  { AWS_REGION: region, REVISIT_SWEEP_FUNCTION: name }: Configuration,
  { stage }: { stage: string },
): Promise<unknown> {
  if (name === undefined) {
    throw new ServiceError(
      'configuration',
      'REVISIT_SWEEP_FUNCTION is not set: take REVISIT_TABLE out of the environment, and the stack says where everything is.',
    );
  }
  // Never twice: a run that takes long is not repeated behind its back.
  const client = new LambdaClient({
    region,
    maxAttempts: 1,
    requestHandler: { requestTimeout: PATIENCE_MILLISECONDS },
  });
  try {
    const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: name }));
    const answer: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
    if (FunctionError === undefined) return answer;
  } catch (error) {
    throw explainRefusal(error, { stage });
  } finally {
    client.destroy();
  }
  throw new ServiceError(
    'unreachable',
    `The sweep did not come to its end: read its log /revisit/${stage}/sweep.`,
  );
}
