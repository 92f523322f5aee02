import * as z from 'zod';
import { render, resourcesOfType, type Template, type TemplateResource } from './synthesise.ts';

const statementSchema = z.looseObject({
  Effect: z.literal('Allow'),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.union([z.array(z.unknown()), z.unknown()]),
  Condition: z.unknown().optional(),
});

const policySchema = z.looseObject({
  PolicyDocument: z.looseObject({ Statement: z.array(statementSchema) }),
  Roles: z.array(z.unknown()).default([]),
});

const functionSchema = z.looseObject({
  Role: z.unknown(),
  Environment: z.looseObject({ Variables: z.record(z.string(), z.unknown()) }),
});

/** Lists what the role of one function allows, in the same words as the recorded uses. */
export function grantsOf(template: Template, name: string): string[] {
  const { Role } = functionOf(template, name);
  const ofRole = resourcesOfType(template, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
    policySchema.parse(Properties).Roles.some((role) => render(Role) === render(role).replace('}', '.Arn}')),
  );
  return grantsIn(template, ofRole);
}

/** Lists what the managed policy of some people allows, such as `admin` or `reader`. */
export function grantsOfPeople(template: Template, who: PolicyName): string[] {
  return grantsIn(template, [managedPolicy(template, who)]);
}

/** Finds the managed policy of some people, with its logical id. */
export function managedPolicy(template: Template, who: PolicyName): [string, TemplateResource] {
  const found = resourcesOfType(template, 'AWS::IAM::ManagedPolicy').find(([, { Properties }]) =>
    render(Properties['ManagedPolicyName']).endsWith(`-${who}`),
  );
  if (found === undefined) throw new Error(`There is no policy ${who}.`);
  return found;
}

export const policyNames = ['reader', 'owner', 'admin', 'operator'] as const;
export type PolicyName = (typeof policyNames)[number];

function grantsIn(template: Template, policies: readonly (readonly [string, TemplateResource])[]): string[] {
  const nameOf = resourceNames(template, functionOf(template, 'sweep').Environment.Variables);
  return policies
    .flatMap(([, { Properties }]) => policySchema.parse(Properties).PolicyDocument.Statement)
    .flatMap(({ Action, Resource, Condition }) =>
      [Action]
        .flat()
        .flatMap((action) =>
          (Array.isArray(Resource) ? Resource : [Resource]).map(
            (resource) => `${action} on ${nameOf(render(resource), Condition)}`,
          ),
        ),
    );
}

export function functionOf(template: Template, name: string): z.infer<typeof functionSchema> {
  const found = resourcesOfType(template, 'AWS::Lambda::Function').find(([, { Properties }]) =>
    render(Properties['FunctionName']).endsWith(`-${name}`),
  );
  return functionSchema.parse(found?.[1].Properties);
}

/** Returns the name in the service map of a resource in a policy. */
function resourceNames(
  template: Template,
  variables: Record<string, unknown>,
): (arn: string, condition: unknown) => string {
  const table = render(variables['REVISIT_TABLE']).replace('}', '.Arn}');
  const bucketOf = (variable: string) => render(variables[variable]).replace('}', '.Arn}');
  const names = new Map([
    [table, 'table'],
    [bucketOf('REVISIT_RAW_MAIL_BUCKET'), 'bucket raw-mail'],
    [bucketOf('REVISIT_ATTACHMENTS_BUCKET'), 'bucket attachments'],
    ...resourcesOfType(template, 'AWS::SQS::Queue').map(([id, { Properties }]) => {
      const queue = render(Properties['QueueName']).replace(/^revisit-[^-]+-/u, '');
      const letters = /^(.*)-dead-letters$/u.exec(queue)?.[1];
      return [`\${${id}.Arn}`, letters === undefined ? `queue ${queue}` : `dead letters ${letters}`] as const;
    }),
  ]);
  return (arn, condition) => {
    const index = arn.startsWith(`${table}/index/`) ? arn.slice(`${table}/index/`.length) : undefined;
    if (index !== undefined) return `index ${index}`;
    if (/:configuration-set\/[^/]+$/u.test(arn)) return 'configuration set';
    if (/:identity\/[^/]+$/u.test(arn)) return `address ${senderOf(condition)}`;
    const [, bucket = arn, below = ''] = /^(\$\{[^}]+\})\/(.*)\*$/u.exec(arn) ?? [];
    return `${names.get(bucket) ?? bucket}${below === '' ? '' : ` below ${below}`}`;
  };
}

/**
 * Returns the one sender address that the condition allows. Without it, an identity could send as every address of its
 * domain.
 */
function senderOf(condition: unknown): string {
  const parsed = z
    .looseObject({ StringEquals: z.looseObject({ 'ses:FromAddress': z.string() }) })
    .safeParse(condition);
  return parsed.data?.StringEquals['ses:FromAddress'] ?? 'any';
}
