import { Stack, Validations } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';

/** Accepts cdk-nag's findings on a construct. The keys are the ids of the findings, and the values are our reasons. */
export function acknowledge(construct: IConstruct, reasons: Record<string, string>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason });
}

/**
 * Returns the id of cdk-nag's finding on a policy that names this ARN with a "*" in it.
 *
 * cdk-nag makes the id from the ARN in the template. There the account is a number or a reference, depending on whether
 * the synthesis knows the account. This function makes the id from the stack in the same way. Never write it by hand.
 */
export function resourceFindingId(construct: IConstruct, arn: string): string {
  return `AwsSolutions-IAM5[Resource::${flattenCfnReference(Stack.of(construct).resolve(arn))}]`;
}

/** Returns the id of cdk-nag's finding on a policy that names objects of a bucket, for example all below `assets`. */
export function objectsFindingId(bucket: IBucket, keys: string): string {
  return resourceFindingId(bucket, bucket.arnForObjects(keys));
}
