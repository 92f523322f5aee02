import { Stack, Validations } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';

/** Accepts what cdk-nag finds on a construct: the reasons, by the finding's id. */
export function acknowledge(construct: IConstruct, reasons: Record<string, string>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason });
}

/**
 * The id of cdk-nag's finding on a policy that names this ARN with a "*" in it.
 *
 * cdk-nag makes the id from the ARN as it stands in the template. There the account is a number or a reference, depending
 * on whether the synthesis knows the account. So the id is made from the stack in the same way, and never written by hand.
 */
export function resourceFinding(construct: IConstruct, arn: string): string {
  return `AwsSolutions-IAM5[Resource::${flattenCfnReference(Stack.of(construct).resolve(arn))}]`;
}

/** The id of cdk-nag's finding on a policy that names the objects of a bucket, e.g. all below `assets`. */
export function objectsFinding(bucket: IBucket, keys: string): string {
  return resourceFinding(bucket, bucket.arnForObjects(keys));
}
