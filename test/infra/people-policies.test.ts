import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandList } from '../../cli/command-line/command-list.ts';
import { partitionsToLookAt } from '../../infra/partitions.ts';
import { auditEntrySchema } from '../../shared/contracts/stored.ts';
import { grantsOfPeople, managedPolicy, policyNames, type PolicyName } from './grants.ts';
import { policiesOf } from './policies.ts';
import { sizeOfPolicy } from './policy-size.ts';
import { accounts, exampleSettings, render, synthesise, type Template } from './synthesise.ts';

const stoppingAndReadingLogs = [
  'logs:DescribeLogStreams',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'lambda:ListEventSourceMappings',
  'lambda:GetEventSourceMapping',
  'lambda:UpdateEventSourceMapping',
];

const looking = [
  'cloudformation:DescribeStacks',
  'kms:Decrypt',
  'kms:GenerateDataKey',
  's3:ListBucket',
  'scheduler:GetSchedule',
  'ses:DescribeActiveReceiptRuleSet',
  'ses:GetAccount',
  'ses:GetConfigurationSetEventDestinations',
  'ses:GetEmailIdentity',
  'sns:ListSubscriptionsByTopic',
  'sqs:GetQueueAttributes',
];
const reading = [
  ...looking,
  'dynamodb:BatchGetItem',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  's3:GetObject',
];
const changing = [
  ...reading,
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:UpdateItem',
  's3:PutObject',
  'ses:SendRawEmail',
];
const running = [
  'lambda:InvokeFunction',
  'sqs:DeleteMessage',
  'sqs:PurgeQueue',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
];

const actions: Readonly<Record<PolicyName, readonly string[]>> = {
  reader: reading,
  owner: changing,
  admin: [...changing, ...running, 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:ListBucketVersions'],
  operator: [
    ...looking,
    ...running,
    'cloudformation:DescribeStackEvents',
    'dynamodb:DescribeTable',
    'dynamodb:GetItem',
    ...stoppingAndReadingLogs,
  ],
};

describe.each(accounts)('the policies for people $way', ({ account }) => {
  let template: Template;
  beforeAll(() => {
    template = synthesise({ stage: 'example', settings: exampleSettings, account }).service;
  }, 120_000);

  const statementsOf = (who: PolicyName) => {
    const [id] = managedPolicy(template, who);
    return policiesOf(template).find(({ on }) => on === id)?.statements ?? [];
  };
  /** Lists the statements about items of the table that allow an action, each by its conditions. */
  const limitsOf = (who: PolicyName, action: string): string[][] =>
    statementsOf(who)
      .filter(({ actions: allowed, resources }) => allowed.includes(action) && !isIndex(resources))
      .map(({ conditions }) => conditions);

  it.each(policyNames)('allow %s these actions and no others', (who) => {
    const allowed = statementsOf(who).flatMap((statement) => statement.actions);
    expect([...new Set(allowed)].sort()).toEqual([...actions[who]].sort());
  });

  it.each(policyNames)(
    'fit %s into one IAM policy of 6,144 characters, even with the longest names',
    (who) => {
      const [, { Properties }] = managedPolicy(template, who);
      const size = sizeOfPolicy(Properties['PolicyDocument'], template);
      expect(size).toBeGreaterThan(2_000);
      expect(size).toBeLessThanOrEqual(6_144);
    },
  );

  it('allow an admin everything that the others may do, except reading logs and stopping the email', () => {
    const admin = new Set(grantsOfPeople(template, 'admin'));
    const beyond = (['reader', 'owner', 'operator'] as const).flatMap((who) =>
      grantsOfPeople(template, who).filter((grant) => !admin.has(grant)),
    );
    expect(beyond.map((grant) => grant.replace(/ on .*/u, ''))).toEqual([
      'cloudformation:DescribeStackEvents',
      ...stoppingAndReadingLogs,
    ]);
  });

  it('let a reader write nothing but the attributes of an audit entry, in the partition of the audit', () => {
    const attributes = ['pk', 'sk', ...Object.keys(auditEntrySchema.shape)];
    expect(limitsOf('reader', 'dynamodb:PutItem')).toEqual([
      [
        'ForAllValues:StringLike dynamodb:LeadingKeys HISTORY#*',
        `ForAllValues:StringEquals dynamodb:Attributes ${attributes.join(' or ')}`,
        'Null dynamodb:LeadingKeys false',
        'Null dynamodb:Attributes false',
      ],
    ]);
  });

  it('show nobody but an admin the codes and sessions of the form', () => {
    for (const who of ['reader', 'owner', 'operator'] as const) {
      for (const action of ['GetItem', 'BatchGetItem', 'Query']) {
        for (const limits of limitsOf(who, `dynamodb:${action}`)) {
          expect(limits.join()).toContain('dynamodb:LeadingKeys');
          expect(limits.join()).not.toMatch(/FORMCODE|FORMSESSION/u);
        }
      }
    }
    expect(limitsOf('reader', 'dynamodb:Query')[0]).toContain(
      `ForAllValues:StringLike dynamodb:LeadingKeys ${partitionsToLookAt.join(' or ')}`,
    );
  });

  it('let an owner neither arm a table, nor change settings, staff, forces and programmes', () => {
    const written = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].flatMap((action) =>
      limitsOf('owner', `dynamodb:${action}`),
    );
    expect(written).toHaveLength(5);
    for (const limits of written) {
      expect(limits.join()).toContain('dynamodb:LeadingKeys');
      expect(limits.join()).not.toMatch(/SYSTEM|SETTINGS|STAFF|FORCES|PROGRAMMES|IMPORT/u);
    }
  });

  it('let nobody but an admin look for the mail of an address, which an erasure does before anything else', () => {
    for (const who of ['reader', 'owner', 'operator'] as const) {
      const found = limitsOf(who, 'dynamodb:Query').join();
      expect(found, who).not.toMatch(/ALIAS#(?:address|\*)/u);
    }
  });

  it('let an owner delete no audit, return, mail or contact', () => {
    const [limits] = limitsOf('owner', 'dynamodb:DeleteItem');
    expect(limits?.join()).not.toMatch(/HISTORY|INBOX|FORCE#|address/u);
  });

  it('show an operator of the table only whether it may send, and no object of a bucket', () => {
    expect(limitsOf('operator', 'dynamodb:GetItem')).toEqual([
      ['ForAllValues:StringLike dynamodb:LeadingKeys SYSTEM', 'Null dynamodb:LeadingKeys false'],
    ]);
    const objects = statementsOf('operator').filter(({ resources }) =>
      resources.some((resource) => resource.endsWith('/*') && resource.includes('Bucket')),
    );
    expect(objects).toEqual([]);
  });

  it('are each named by an output of the stack', () => {
    for (const who of policyNames) {
      const output = `${who.charAt(0).toUpperCase()}${who.slice(1)}PolicyArn`;
      const [id] = managedPolicy(template, who);
      expect(render(template.Outputs[output]?.Value), output).toBe(`\${${id}}`);
    }
  });
});

describe('docs/permissions.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/permissions.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `revisit ?([^`]*)` +\| (\S+) +\|/gmu)].map(
    ([, words = '', who = '']) => ({
      words,
      who,
    }),
  );

  it('names the policy of each command once', () => {
    expect(rows.map(({ words }) => words).sort()).toEqual(
      commandList.map(({ words }) => words.join(' ')).sort(),
    );
  });

  it('names only policies that exist, or none', () => {
    const known: readonly string[] = [...policyNames, 'none'];
    expect(rows.filter(({ who }) => !known.includes(who))).toEqual([]);
  });
});

function isIndex(resources: readonly string[]): boolean {
  return resources.every((resource) => resource.includes('/index/'));
}
