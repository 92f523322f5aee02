import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

/** Accepts what cdk-nag finds on a construct: the reasons, by the finding's id. */
export function acknowledge(construct: IConstruct, reasons: Record<string, string>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason });
}

/** The finding of cdk-nag on a policy that names the objects of a bucket, e.g. all below `assets`. */
export function objectsFinding(bucket: IBucket, keys: string): string {
  const element = bucket.node.defaultChild;
  if (!CfnElement.isCfnElement(element)) throw new Error(`${bucket.node.path} is not of this app.`);
  return `AwsSolutions-IAM5[Resource::<${Stack.of(bucket).getLogicalId(element)}.Arn>/${keys}]`;
}
