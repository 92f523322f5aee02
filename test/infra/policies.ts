import * as z from 'zod';
import { render, withoutAccount, type Template } from './synthesise.ts';

const oneOrMore = z.union([z.array(z.unknown()), z.unknown().transform((value) => [value])]);

const statementSchema = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore.optional(),
  Principal: z.unknown().optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

interface PolicyStatement {
  effect: 'Allow' | 'Deny';
  actions: string[];
  resources: string[];
  conditions: string[];
  principal: string | undefined;
}

export interface Policy {
  /** The logical id of the resource that has this policy. */
  on: string;
  kind: 'identity' | 'resource' | 'trust';
  statements: PolicyStatement[];
}

const documentSchema = z.looseObject({ Statement: z.array(statementSchema) });

const policyProperties: Readonly<Record<string, { property: string; kind: Policy['kind'] }>> = {
  'AWS::IAM::Policy': { property: 'PolicyDocument', kind: 'identity' },
  'AWS::IAM::ManagedPolicy': { property: 'PolicyDocument', kind: 'identity' },
  'AWS::IAM::Role': { property: 'AssumeRolePolicyDocument', kind: 'trust' },
  'AWS::KMS::Key': { property: 'KeyPolicy', kind: 'resource' },
  'AWS::S3::BucketPolicy': { property: 'PolicyDocument', kind: 'resource' },
  'AWS::SNS::TopicPolicy': { property: 'PolicyDocument', kind: 'resource' },
  'AWS::SQS::QueuePolicy': { property: 'PolicyDocument', kind: 'resource' },
};

/** Lists every policy of a template. */
export function policiesOf(template: Template): Policy[] {
  return Object.entries(template.Resources).flatMap(([on, { Type, Properties }]) => {
    const found = policyProperties[Type];
    if (found === undefined) return [];
    const { Statement } = documentSchema.parse(Properties[found.property]);
    return [{ on, kind: found.kind, statements: Statement.map(readStatement) }];
  });
}

function readStatement(statement: z.infer<typeof statementSchema>): PolicyStatement {
  return {
    effect: statement.Effect,
    actions: statement.Action.map(render),
    resources: (statement.Resource ?? []).map(render),
    conditions: Object.entries(statement.Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `${operator} ${key} ${renderValues(value)}`),
    ),
    principal: statement.Principal === undefined ? undefined : renderPrincipal(statement.Principal),
  };
}

function renderValues(value: unknown): string {
  return Array.isArray(value) ? value.map(render).join(' or ') : render(value);
}

function renderPrincipal(principal: unknown): string {
  if (typeof principal === 'string') return principal;
  const byKind = z.record(z.string(), z.unknown()).parse(principal);
  return Object.entries(byKind)
    .map(([kind, value]) => `${kind} ${renderValues(value)}`)
    .join(', ');
}

/** Describes all permissions in one text. A reviewer sees each change of it. */
export function describePolicies(template: Template): string {
  return policiesOf(template)
    .map(({ on, kind, statements }) => [`${on} (${kind})`, ...statements.map(describeStatement)].join('\n'))
    .sort()
    .map(withoutAccount)
    .join('\n\n');
}

function describeStatement(statement: PolicyStatement): string {
  const { effect, actions, resources, conditions, principal } = statement;
  return [
    `  ${effect.toLowerCase()} ${actions.sort().join(', ')}`,
    ...(principal === undefined ? [] : [`    to ${principal}`]),
    ...resources.map((resource) => withoutAccount(`    on ${resource}`)).sort(),
    ...conditions.map((condition) => `    if ${condition}`),
  ].join('\n');
}
