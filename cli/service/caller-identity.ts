import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ServiceError } from '../../shared/errors.ts';
import { regionOf } from './describe-stack.ts';
import { explainRefusal } from './explain-refusal.ts';

/**
 * Asks AWS whose credentials these are, such as `arn:aws:sts::123456789012:assumed-role/RevisitAdmin/p.nair`. AWS needs no
 * permission for this, and nobody can choose the answer. So the audit on a deployed stage names who really acted.
 *
 * @throws ServiceError `unreachable` or `forbidden` if AWS does not answer. Then nothing is done.
 */
export async function findCallerIdentity(
  stage: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const client = new STSClient({ region: regionOf(environment), maxAttempts: 2 });
  try {
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    if (Arn !== undefined) return Arn;
  } catch (error) {
    throw explainRefusal(error, { stage });
  } finally {
    client.destroy();
  }
  throw new ServiceError('unreachable', 'AWS did not say whose credentials these are.');
}
