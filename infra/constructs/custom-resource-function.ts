import { acknowledge } from '../acknowledge.ts';
import type { BundledFunction } from './bundled-function.ts';

/** Accepts a cdk-nag finding that matters only for functions that serve people. Only a deployment calls this one. */
export function acknowledgeCustomResource(created: BundledFunction): void {
  acknowledge(created, {
    'Serverless-LambdaDLQ':
      'CloudFormation calls it and waits. If it fails, the deployment fails and the operator sees the reason.',
  });
}
