import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { policiesOf } from './policies.ts';
import {
  accounts,
  exampleSettings,
  render,
  resourcesOfType,
  synthesise,
  withoutAccount,
  type Template,
} from './synthesise.ts';

const trailSchema = z.looseObject({
  TrailName: z.string(),
  S3BucketName: z.unknown(),
  AdvancedEventSelectors: z.array(
    z.object({
      Name: z.string(),
      FieldSelectors: z.array(
        z.object({
          Field: z.string(),
          Equals: z.array(z.unknown()).optional(),
          StartsWith: z.array(z.unknown()).optional(),
        }),
      ),
    }),
  ),
});

describe.each(accounts)('the log of reads $way', ({ account }) => {
  let production: Template;

  beforeAll(() => {
    const { readTrail, ...settings } = { ...exampleSettings, allowedRecipients: [] };
    expect(readTrail).toBe(true);
    production = synthesise({ stage: 'production', settings, account }).service;
  }, 120_000);

  const trail = () => {
    const [[id, resource] = ['none', undefined], ...others] = resourcesOfType(
      production,
      'AWS::CloudTrail::Trail',
    );
    expect(others).toEqual([]);
    return { id, ...trailSchema.parse(resource?.Properties), dependsOn: resource?.DependsOn ?? [] };
  };
  const logBucket = () => {
    const id = render(trail().S3BucketName).slice(2, -1);
    return { id, ...production.Resources[id] };
  };

  test('is on in production, with files that nobody can change unseen', () => {
    expect(trail()).toMatchObject({
      TrailName: 'revisit-production-reads',
      IsLogging: true,
      EnableLogFileValidation: true,
      IncludeGlobalServiceEvents: false,
      IsMultiRegionTrail: false,
    });
  });

  test('has the reads of the table and of the objects in both sensitive buckets, and nothing else', () => {
    const selected = trail().AdvancedEventSelectors.map(({ FieldSelectors }) =>
      Object.fromEntries(
        FieldSelectors.map(({ Field, Equals = [], StartsWith = [] }) => [
          Field,
          [...Equals.map(render), ...StartsWith.map((start) => `${render(start)}*`)],
        ]),
      ),
    );
    expect(selected).toEqual([
      {
        eventCategory: ['Data'],
        readOnly: ['true'],
        'resources.type': ['AWS::S3::Object'],
        'resources.ARN': [
          expect.stringMatching(/^\$\{Bucketsrawmail\w+\.Arn\}\/\*$/u),
          expect.stringMatching(/^\$\{Bucketsattachments\w+\.Arn\}\/\*$/u),
        ],
      },
      {
        eventCategory: ['Data'],
        readOnly: ['true'],
        'resources.type': ['AWS::DynamoDB::Table'],
        'resources.ARN': [expect.stringMatching(/^\$\{FollowUpsTable\w+\.Arn\}$/u)],
      },
    ]);
  });

  test('goes to a bucket of its own under our key, which keeps it for 400 days and outlives the stack', () => {
    expect(logBucket()).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: 400, Status: 'Enabled' }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      },
    });
    expect(JSON.stringify(logBucket().Properties?.['BucketEncryption'])).toContain('KMSMasterKeyID');
  });

  test('may be written by this one trail only, which waits for the permission', () => {
    const ofTrail = policiesOf(production).flatMap(({ on, statements }) =>
      statements
        .filter(({ principal }) => principal === 'Service cloudtrail.amazonaws.com')
        .map(({ actions, conditions }) => ({ on, actions, conditions: conditions.map(withoutAccount) })),
    );
    const arn = 'arn:aws:cloudtrail:eu-west-2:${AWS::AccountId}:trail/revisit-production-reads';
    expect(ofTrail.map(({ actions }) => actions.join())).toEqual([
      'kms:GenerateDataKey*',
      'kms:DescribeKey',
      's3:GetBucketAcl',
      's3:PutObject',
    ]);
    for (const { conditions } of ofTrail) expect(conditions).toContain(`StringEquals aws:SourceArn ${arn}`);
    expect(trail().dependsOn).toContain(ofTrail.at(-1)?.on);
  });

  test('is read by no role and no policy of ours', () => {
    const { id } = logBucket();
    const readers = policiesOf(production).filter(
      ({ kind, statements }) =>
        kind === 'identity' &&
        statements.some(({ resources }) => resources.some((resource) => resource.includes(id))),
    );
    expect(readers).toEqual([]);
  });

  test('is left out if the stage says so', () => {
    const settings = { ...exampleSettings, readTrail: false };
    const { service } = synthesise({ stage: 'example', settings, account });
    expect(resourcesOfType(service, 'AWS::CloudTrail::Trail')).toEqual([]);
    expect(resourcesOfType(service, 'AWS::S3::Bucket')).toHaveLength(4);
  }, 60_000);
});
