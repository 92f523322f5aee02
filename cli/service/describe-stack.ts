import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { stackNameOf, stackOutputsSchema, type StackOutputs } from '../../shared/contracts/stack-outputs.ts';
import { ServiceError } from '../../shared/errors.ts';
import { explainRefusal } from './explain-refusal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A deployed stage, as CloudFormation describes it. */
export interface DeployedStack {
  readonly name: string;
  /** Such as `UPDATE_COMPLETE` or `UPDATE_ROLLBACK_FAILED`. */
  readonly status: string;
  readonly outputs: StackOutputs;
}

/** The region to search if the environment does not name one. The example configuration deploys to it. */
const DEFAULT_REGION = 'eu-west-2';

export function regionOf(environment: Environment): string {
  return environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? DEFAULT_REGION;
}

/**
 * Finds the stack of a stage with the admin's own AWS profile.
 *
 * @throws ServiceError `not-found` if the account and region do not have the stack. `configuration` if another version
 * deployed it. `unreachable` or `forbidden` if the credentials do not work, with what to do.
 */
export async function describeStack(stage: string, environment: Environment): Promise<DeployedStack> {
  const name = stackNameOf(stage);
  const region = regionOf(environment);
  const client = new CloudFormationClient({ region, maxAttempts: 2 });
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const [stack] = Stacks;
    const outputs = stackOutputsSchema.safeParse(
      Object.fromEntries(
        (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]),
      ),
    );
    if (!outputs.success) {
      const missing = outputs.error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new ServiceError(
        'configuration',
        `The outputs of ${name} lack ${missing}, so another version deployed it. Deploy it from this version.`,
        { field: 'stage' },
      );
    }
    return { name, status: stack?.StackStatus ?? 'unknown', outputs: outputs.data };
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') {
      throw new ServiceError(
        'not-found',
        `There is no stack ${name} in ${region}. Deploy it, or set AWS_REGION and AWS_PROFILE to where it is.`,
        { cause: error, field: 'stage' },
      );
    }
    throw explainRefusal(error, { stage });
  } finally {
    client.destroy();
  }
}
