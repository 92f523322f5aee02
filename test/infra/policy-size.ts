import * as z from 'zod';
import type { Template } from './synthesise.ts';

const intrinsics = z.union([
  z.strictObject({ Ref: z.string() }).transform(({ Ref }) => ({ ref: Ref })),
  z
    .strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform((found) => ({ attributeOf: found['Fn::GetAtt'][0] })),
  z
    .strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) })
    .transform((found) => ({ separator: found['Fn::Join'][0], parts: found['Fn::Join'][1] })),
]);

const LONGEST_STAGE = 'a'.repeat(16);
const LONGEST_REGION = 'ap-southeast-2';
const ACCOUNT = '111111111111';
const ofAws: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': LONGEST_REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::StackName': `revisit-${LONGEST_STAGE}`,
};

/**
 * Counts the characters of a policy as IAM does after deployment. Spaces do not count, and names are the longest
 * possible.
 */
export function sizeOfPolicy(document: unknown, template: Template): number {
  return JSON.stringify(deployed(document, template)).length;
}

function deployed(value: unknown, template: Template): unknown {
  const intrinsic = intrinsics.safeParse(value).data;
  if (intrinsic !== undefined) {
    if ('parts' in intrinsic) {
      return intrinsic.parts.map((part) => String(deployed(part, template))).join(intrinsic.separator);
    }
    if ('attributeOf' in intrinsic) return arnOf(intrinsic.attributeOf, template);
    return ofAws[intrinsic.ref] ?? nameOf(intrinsic.ref, template);
  }
  if (Array.isArray(value)) return value.map((one) => deployed(one, template));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deployed(one, template)]));
  }
  return typeof value === 'string' ? value.replaceAll('revisit-example', `revisit-${LONGEST_STAGE}`) : value;
}

function arnOf(id: string, template: Template): string {
  const service = template.Resources[id]?.Type.split('::')[1]?.toLowerCase() ?? '';
  return service === 's3'
    ? `arn:aws:s3:::${nameOf(id, template)}`
    : `arn:aws:${service}:${LONGEST_REGION}:${ACCOUNT}:${nameOf(id, template)}`;
}

/** Returns the name that we gave, or one like those CloudFormation makes. */
function nameOf(id: string, { Resources }: Template): string {
  const { Type = '', Properties = {} } = Resources[id] ?? {};
  const given = Properties[`${Type.split('::')[2] ?? ''}Name`];
  const made = `revisit-${LONGEST_STAGE}-${id}-${'x'.repeat(12)}`;
  return typeof given === 'string' ? given.replace('revisit-example', `revisit-${LONGEST_STAGE}`) : made;
}
