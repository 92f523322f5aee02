import { acknowledge } from '../acknowledge.ts';
import type { BundledFunction } from './bundled-function.ts';

/** What cdk-nag asks of functions that serve people does not fit one that only a deployment calls. */
export function acknowledgeCustomResource(created: BundledFunction): void {
  acknowledge(created, {
    'Serverless-LambdaDLQ':
      'CloudFormation calls it and waits: a failure fails the deployment, in sight of the operator.',
  });
}
