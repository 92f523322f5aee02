import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Configuration } from '../../shared/contracts/configuration.ts';
import { ServiceError } from '../../shared/errors.ts';
import { explainRefusal } from './explain-refusal.ts';

/** Longer than the function's own limit of 60 seconds. */
const PATIENCE_MILLISECONDS = 70_000;

/**
 * Runs the sweep of a deployed stage now, with the function's own rights.
 *
 * @returns what the sweep reports, as JSON.
 * @throws ServiceError `unreachable` if it did not finish. The next scheduled run then does the same work.
 */
export async function invokeSweep(
  { AWS_REGION: region, REVISIT_SWEEP_FUNCTION: name }: Configuration,
  { stage }: { stage: string },
): Promise<unknown> {
  if (name === undefined) {
    throw new ServiceError(
      'configuration',
      'REVISIT_SWEEP_FUNCTION is not set. Remove REVISIT_TABLE from the environment. Revisit then finds the table and the function in the stack.',
    );
  }
  // One attempt only: a second sweep must not start while a slow one is still running.
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
  throw new ServiceError('unreachable', `The sweep did not finish. Read its log /revisit/${stage}/sweep.`);
}
