import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations, type Stack } from 'aws-cdk-lib';
import { Match, Template as Assertions } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, describe, expect, test } from 'vitest';
import { limitBodies } from '../../functions/progress-form/front.ts';
import * as z from 'zod';
import { functionNames, queueNames, serviceMap } from '../../infra/service-map.ts';
import { functionOf } from './grants.ts';
import { tableDefinition } from '../../infra/table-definition.ts';
import { parseConfiguration, parseQueues } from '../../shared/contracts/configuration.ts';
import { buildEnvironment, stackOutputsSchema } from '../../shared/contracts/stack-outputs.ts';
import { describePolicies, policiesOf } from './policies.ts';
import {
  accounts,
  canonical,
  exampleSettings,
  render,
  resourcesOfType,
  synthesise,
  type Synthesised,
} from './synthesise.ts';

const lifecycleSchema = z.object({
  Rules: z.array(z.looseObject({ ExpirationInDays: z.int().optional() })),
});

/** The templates of production, as each account makes them. */
const everyProduction: Synthesised[] = [];

describe.each(accounts)('the templates of a stage $way', ({ account }) => {
  let example: Synthesised;
  let production: Synthesised;
  let service: Assertions;

  beforeAll(() => {
    example = synthesise({ stage: 'example', settings: exampleSettings, account });
    production = synthesise({
      stage: 'production',
      account,
      settings: {
        ...exampleSettings,
        allowedRecipients: [],
        hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'inspectorate.example' },
        dmarcReportsTo: 'dmarc@inspectorate.example',
        originSecretGenerations: ['second', 'first'],
        replacesReceiptRuleSet: 'old-rules',
      },
    });
    service = Assertions.fromJSON(example.service);
    everyProduction.push(production);
  }, 180_000);

  describe('the rate of SES', () => {
    test('is divided among the senders of the ladder, and holds up nothing that somebody waits for', () => {
      const shares = functionNames.map((name): [string, unknown] => [
        name,
        functionOf(example.service, name).Environment.Variables['REVISIT_SENDS_PER_SECOND'],
      ]);
      // 1 email a second, of which the ladder may use four fifths, and two senders.
      expect(shares.filter(([, share]) => share !== undefined)).toEqual([['send-notices', '0.4']]);
    });
  });

  describe('the checks of cdk-nag', () => {
    test('stop the synthesis when they find a problem without an acknowledgement', () => {
      const adding = (service: Stack): void => {
        new Queue(service, 'Open');
      };
      expect(() => synthesise({ stage: 'example', settings: exampleSettings, account, adding })).toThrow(
        /validation/iu,
      );
    });

    test('have a reason for every acknowledgement', () => {
      const acknowledgements = example.app.node
        .findAll()
        .flatMap(({ node }) => node.metadata)
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => Object.entries(z.record(z.string(), z.string()).parse(data)));

      expect(acknowledgements.length).toBeGreaterThan(0);
      for (const [rule, reason] of acknowledgements) {
        expect(reason.split(' ').length, `${rule}: ${reason}`).toBeGreaterThan(7);
      }
    });
  });

  describe('the permissions', () => {
    test('never grant an action by wildcard', () => {
      const wild = policiesOf(example.service)
        .filter(({ kind }) => kind === 'identity')
        .flatMap(({ on, statements }) =>
          statements.flatMap(({ actions }) =>
            actions.filter((action) => action.includes('*')).map((action) => `${on}: ${action}`),
          ),
        );

      expect(wild).toEqual([]);
    });

    test('cover every resource only for tracing, SES and the list of triggers', () => {
      const onEverything = policiesOf(example.service)
        .filter(({ kind }) => kind === 'identity')
        .flatMap(({ statements }) => statements)
        .filter(({ resources }) => resources.includes('*'))
        .flatMap(({ actions }) => actions);

      expect([...new Set(onEverything)].sort()).toEqual([
        'lambda:ListEventSourceMappings',
        'ses:DescribeActiveReceiptRuleSet',
        'ses:GetAccount',
        'ses:SetActiveReceiptRuleSet',
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ]);
    });

    test('allow email only from the one address through the configuration set, and outside production only to listed people', () => {
      const sending = (stage: Synthesised) =>
        policiesOf(stage.service)
          .flatMap(({ statements }) => statements)
          .filter(({ actions }) => actions.includes('ses:SendRawEmail'));
      const limited =
        'ForAllValues:StringLike ses:Recipients *@inspectorate.example or lead@essex.example or *@simulator.amazonses.com';
      const from = 'StringEquals ses:FromAddress follow-up@mail.inspectorate.example';

      expect(sending(example).length).toBeGreaterThan(0);
      for (const { conditions } of sending(example)) expect(conditions).toEqual([from, limited]);
      for (const { conditions, resources } of sending(production)) {
        expect(conditions).toEqual([from]);
        expect(resources).toHaveLength(2);
        expect(resources[0]).toMatch(/:configuration-set\/revisit-production$/);
        expect(resources[1]).toMatch(/:identity\/\$\{OutgoingMailIdentity\w+\}$/);
      }
    });

    test('are the same as in the reviewed snapshot file', async () => {
      await expect(describePolicies(example.service)).toMatchFileSnapshot('permissions.snapshot.txt');
    });
  });

  describe('the stored data', () => {
    test('includes a table that our key encrypts, that can be restored to any second of 35 days, and that outlives the stack', () => {
      service.hasResource('AWS::DynamoDB::Table', {
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
          TimeToLiveSpecification: { AttributeName: tableDefinition.timeToLiveAttribute, Enabled: true },
          KeySchema: [
            { AttributeName: tableDefinition.partitionKey, KeyType: 'HASH' },
            { AttributeName: tableDefinition.sortKey, KeyType: 'RANGE' },
          ],
          GlobalSecondaryIndexes: tableDefinition.indexes.map((index) =>
            Match.objectLike({
              IndexName: index.name,
              KeySchema: [
                { AttributeName: index.partitionKey, KeyType: 'HASH' },
                { AttributeName: index.sortKey, KeyType: 'RANGE' },
              ],
              Projection: { ProjectionType: index.projection },
            }),
          ),
        },
      });
    });

    test('includes no bucket that is public, unencrypted, open to plain HTTP or deleted with the stack', () => {
      const buckets = resourcesOfType(example.service, 'AWS::S3::Bucket');
      expect(buckets).toHaveLength(5);
      for (const [id, bucket] of buckets) {
        expect(bucket.Properties, id).toMatchObject({
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        });
        expect(bucket.Properties['BucketEncryption'], id).toBeDefined();
        expect(bucket.DeletionPolicy, id).toBe('Retain');
      }
      const refusals = policiesOf(example.service)
        .flatMap(({ statements }) => statements)
        .filter(({ conditions }) => conditions.includes('Bool aws:SecureTransport false'));
      expect(refusals.filter(({ actions }) => actions.includes('s3:*'))).toHaveLength(buckets.length);
    });

    test('encrypts mail, attachments and the log of reads with our key', () => {
      const underOurKey = resourcesOfType(example.service, 'AWS::S3::Bucket').filter(([, { Properties }]) =>
        JSON.stringify(Properties['BucketEncryption']).includes('KMSMasterKeyID'),
      );
      expect(underOurKey.map(([id]) => id)).toEqual([
        expect.stringContaining('rawmail'),
        expect.stringContaining('attachments'),
        expect.stringContaining('ReadTrailLog'),
      ]);
    });

    test('deletes raw mail after its retention, but never the copy that a legal hold makes', () => {
      const rules = resourcesOfType(example.service, 'AWS::S3::Bucket').flatMap(([id, { Properties }]) =>
        id.includes('rawmail')
          ? lifecycleSchema
              .parse(Properties['LifecycleConfiguration'])
              .Rules.filter((rule) => rule.ExpirationInDays !== undefined)
          : [],
      );
      expect(rules).toEqual([{ Prefix: 'mail/', ExpirationInDays: 730, Status: 'Enabled' }]);
      service.hasResourceProperties('AWS::SES::ReceiptRule', {
        Rule: { Actions: [{ S3Action: { ObjectKeyPrefix: 'mail/' } }] },
      });
    });

    test('keeps an old version of mail or of a file for one day, and no marker of a file that is gone', () => {
      const rulesOf = (name: string) =>
        resourcesOfType(example.service, 'AWS::S3::Bucket').flatMap(([id, { Properties }]) =>
          id.includes(name) ? lifecycleSchema.parse(Properties['LifecycleConfiguration']).Rules : [],
        );
      const ofAllObjects = {
        Status: 'Enabled',
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      };
      expect(rulesOf('attachments')).toEqual([{ ...ofAllObjects, ExpiredObjectDeleteMarker: true }]);
      // S3 removes the markers of this bucket by the rule that expires mail.
      expect(rulesOf('rawmail')).toEqual([
        { Prefix: 'mail/', ExpirationInDays: 730, Status: 'Enabled' },
        ofAllObjects,
      ]);
    });

    test('includes no log that is kept for ever', () => {
      const logs = resourcesOfType(example.service, 'AWS::Logs::LogGroup');
      expect(logs.length).toBeGreaterThan(functionNames.length);
      for (const [id, log] of logs) expect(log.Properties['RetentionInDays'], id).toBe(90);
    });
  });

  describe('the queues', () => {
    test('are encrypted, refuse plain HTTP and keep messages for as long as SQS can', () => {
      const queues = resourcesOfType(example.service, 'AWS::SQS::Queue');
      expect(queues).toHaveLength(2 * queueNames.length + 1);
      for (const [id, { Properties }] of queues) {
        expect(Properties, id).toMatchObject({
          SqsManagedSseEnabled: true,
          MessageRetentionPeriod: 1_209_600,
        });
      }
      const refusals = policiesOf(example.service)
        .flatMap(({ statements }) => statements)
        .filter(({ actions, effect }) => effect === 'Deny' && actions.includes('sqs:*'));
      expect(refusals).toHaveLength(queues.length);
    });

    test('each have a dead-letter queue, unless they are one', () => {
      const queues = resourcesOfType(example.service, 'AWS::SQS::Queue');
      const redrive = z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() }).optional();
      const deadLetters = new Set(
        queues.flatMap(([, { Properties }]) => {
          const policy = redrive.parse(Properties['RedrivePolicy']);
          return policy === undefined ? [] : [render(policy.deadLetterTargetArn)];
        }),
      );
      const alone = queues.filter(
        ([id, { Properties }]) =>
          Properties['RedrivePolicy'] === undefined && !deadLetters.has(`\${${id}.Arn}`),
      );

      expect(alone.map(([, { Properties }]) => Properties['QueueName'])).toEqual([
        'revisit-example-missed-runs',
      ]);
    });

    test('hide a message for longer than its function can take with all its retries', () => {
      for (const name of functionNames) {
        const { trigger, timeoutSeconds } = serviceMap.functions[name];
        if (trigger.kind !== 'queue') continue;
        service.hasResourceProperties('AWS::SQS::Queue', {
          QueueName: `revisit-example-${trigger.queue}`,
          VisibilityTimeout: serviceMap.queues[trigger.queue].visibilitySeconds,
        });
        expect(serviceMap.queues[trigger.queue].visibilitySeconds, name).toBeGreaterThanOrEqual(
          6 * timeoutSeconds,
        );
      }
    });

    test('have consumers that take as many messages at once as the map allows, and give back those that failed', () => {
      for (const name of functionNames) {
        const { trigger } = serviceMap.functions[name];
        if (trigger.kind !== 'queue') continue;
        service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
          BatchSize: trigger.batchSize,
          ScalingConfig: { MaximumConcurrency: trigger.maxConcurrency },
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp(trigger.queue.replace('-', '')), 'Arn'] },
        });
      }
    });
  });

  describe('the functions', () => {
    test('run on Node 24 on arm64, are traced, and have the limits of the service map', () => {
      for (const name of functionNames) {
        const { timeoutSeconds, memoryMegabytes } = serviceMap.functions[name];
        service.hasResourceProperties('AWS::Lambda::Function', {
          FunctionName: `revisit-example-${name}`,
          Runtime: 'nodejs24.x',
          Architectures: ['arm64'],
          Handler: 'index.handler',
          TracingConfig: { Mode: 'Active' },
          Timeout: timeoutSeconds,
          MemorySize: memoryMegabytes,
        });
      }
    });

    test('get a configuration that they can read, and only the form gets the secret of CloudFront', () => {
      for (const name of functionNames) {
        const environment = environmentOfFunction(example, name);
        const configuration = parseConfiguration({ ...environment, ...setByLambda });
        expect(configuration.REVISIT_STAGE, name).toBe('example');
        expect(configuration.REVISIT_ALLOWED_RECIPIENTS, name).toBe(
          '@inspectorate.example,lead@essex.example',
        );
        expect(configuration.REVISIT_ORIGIN_SECRET !== undefined, name).toBe(name === 'progress-form');
      }
    });

    test('on a schedule start by London time, are retried, and leave a message when they fail', () => {
      for (const name of functionNames) {
        const { trigger } = serviceMap.functions[name];
        if (trigger.kind !== 'schedule') continue;
        service.hasResourceProperties('AWS::Scheduler::Schedule', {
          Name: name,
          State: 'ENABLED',
          ScheduleExpression: trigger.expression,
          ScheduleExpressionTimezone: 'Europe/London',
          Target: Match.objectLike({
            Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(name.replace('-', '')), 'Arn'] },
            RetryPolicy: { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 900 },
            DeadLetterConfig: { Arn: Match.anyValue() },
          }),
        });
        service.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
          FunctionName: { Ref: Match.stringLikeRegexp(name.replace('-', '')) },
          DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
        });
      }
    });
  });

  describe('the form', () => {
    test('can be reached only over HTTPS, through the firewall and with the secret that it demands', () => {
      service.hasResourceProperties('AWS::CloudFront::Distribution', {
        DistributionConfig: Match.objectLike({
          Aliases: ['follow-up.inspectorate.example'],
          DefaultCacheBehavior: Match.objectLike({ ViewerProtocolPolicy: 'redirect-to-https' }),
          CacheBehaviors: [
            Match.objectLike({ PathPattern: 'assets/*', ViewerProtocolPolicy: 'redirect-to-https' }),
          ],
          ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
          WebACLId: Match.anyValue(),
          Logging: Match.absent(),
        }),
      });
      const sent = originHeaders(example);
      expect(sent).toEqual([environmentOfFunction(example, 'progress-form')['REVISIT_ORIGIN_SECRET']]);
      // The template does not contain the value. CloudFormation looks it up.
      expect(sent[0]).toMatch(/^\{\{resolve:secretsmanager:/);
    });

    test('answers requests that are too large or that fail with pages and not with JSON (F34)', () => {
      service.hasResourceProperties('AWS::CloudFront::Function', {
        FunctionCode: limitBodies,
        FunctionConfig: Match.objectLike({ Runtime: 'cloudfront-js-2.0' }),
      });
      service.hasResourceProperties('AWS::CloudFront::Distribution', {
        DistributionConfig: Match.objectLike({
          DefaultCacheBehavior: Match.objectLike({
            FunctionAssociations: [Match.objectLike({ EventType: 'viewer-request' })],
          }),
          CustomErrorResponses: [500, 502, 503, 504].map((status) => ({
            ErrorCode: status,
            ResponseCode: status,
            ErrorCachingMinTTL: 0,
            ResponsePagePath: Match.stringLikeRegexp('^/assets/unavailable-.+[.]html$'),
          })),
        }),
      });
    });

    test('accepts the old secret beside the new one during a change of secret', () => {
      const [sent] = originHeaders(production);
      const accepted = environmentOfFunction(production, 'progress-form')['REVISIT_ORIGIN_SECRET']?.split(
        ',',
      );
      expect(accepted).toHaveLength(2);
      expect(accepted?.[0]).toBe(sent);
      expect(sent).toContain('second');
    });

    test('writes no access log with a path, a query, a referer or a cookie', () => {
      const [stage] = resourcesOfType(example.service, 'AWS::ApiGatewayV2::Stage');
      const { Format } = z
        .object({ Format: z.string() })
        .loose()
        .parse(stage?.[1].Properties['AccessLogSettings']);
      expect(Format).toContain('$context.status');
      expect(Format).not.toMatch(/path|query|referer|cookie|header|authorizer|sourceIp/i);
    });

    test("limits requests by the visitor's address, which only the firewall at the edge can see", () => {
      Assertions.fromJSON(example.edge).hasResourceProperties('AWS::WAFv2::WebACL', {
        Scope: 'CLOUDFRONT',
        Rules: [
          Match.objectLike({
            Statement: {
              RateBasedStatement: { AggregateKeyType: 'IP', Limit: 1000, EvaluationWindowSec: 300 },
            },
            Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
          }),
        ],
      });
      service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
        DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      });
    });

    test('keeps no samples of requests in the firewall', () => {
      const [firewall] = resourcesOfType(example.edge, 'AWS::WAFv2::WebACL');
      expect(JSON.stringify(firewall)).not.toContain('"SampledRequestsEnabled":true');
      expect(JSON.stringify(firewall)).toContain('"SampledRequestsEnabled":false');
    });
  });

  describe('the mail', () => {
    test('events of SES go to topics under our key, and on to the queues unchanged', () => {
      const topics = resourcesOfType(example.service, 'AWS::SNS::Topic');
      for (const [id, topic] of topics) {
        expect(render(topic.Properties['KmsMasterKeyId']), id).toMatch(/^\$\{EncryptionKey\w+\.Arn\}$/);
      }
      for (const queue of ['mailevents', 'incomingmail']) {
        service.hasResourceProperties('AWS::SNS::Subscription', {
          Protocol: 'sqs',
          RawMessageDelivery: true,
          Endpoint: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^Queues${queue}(?!dead)`), 'Arn'] },
          RedrivePolicy: {
            deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`${queue}deadletters`), 'Arn'] },
          },
        });
      }
    });

    test('topics have a policy that lets SES and the alarms publish, because a policy of their own replaces the default', () => {
      const publishers = policiesOf(example.service)
        .filter(({ on }) => example.service.Resources[on]?.Type === 'AWS::SNS::TopicPolicy')
        .map(({ statements }) =>
          statements
            .filter(({ effect }) => effect === 'Allow')
            .map(({ principal, actions }) => `${principal}: ${actions.join()}`),
        );
      expect(publishers.sort()).toEqual([
        ['Service cloudwatch.amazonaws.com: sns:Publish'],
        ['Service ses.amazonaws.com: sns:Publish'],
        ['Service ses.amazonaws.com: sns:Publish'],
      ]);
      const key = policiesOf(example.service).find(
        ({ on }) => example.service.Resources[on]?.Type === 'AWS::KMS::Key',
      );
      const users = key?.statements.map(({ principal }) => principal);
      expect(users).toContain('Service ses.amazonaws.com');
      expect(users).toContain('Service cloudwatch.amazonaws.com');
    });

    test('domain for outgoing email is signed by DKIM, and bounces return to a domain below it', () => {
      service.hasResourceProperties('AWS::SES::EmailIdentity', {
        EmailIdentity: 'mail.inspectorate.example',
        MailFromAttributes: {
          MailFromDomain: 'bounce.mail.inspectorate.example',
          BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
        },
        DkimAttributes: Match.absent(),
        FeedbackAttributes: { EmailForwardingEnabled: false },
      });
    });

    test('configuration set reports every event of an email, and tracks no openings and no clicks', () => {
      service.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
        EventDestination: Match.objectLike({
          Enabled: true,
          MatchingEventTypes: [
            'send',
            'delivery',
            'deliveryDelay',
            'bounce',
            'complaint',
            'reject',
            'renderingFailure',
          ],
        }),
      });
      service.hasResourceProperties('AWS::SES::ConfigurationSet', {
        Name: 'revisit-example',
        DeliveryOptions: { TlsPolicy: 'REQUIRE' },
        ReputationOptions: { ReputationMetricsEnabled: true },
        SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
        TrackingOptions: Match.absent(),
      });
    });

    test('rule stores a reply before it reports it, and becomes active only when everything for this exists', () => {
      service.hasResourceProperties('AWS::SES::ReceiptRule', {
        Rule: Match.objectLike({
          Recipients: ['reply.inspectorate.example'],
          Enabled: true,
          ScanEnabled: true,
          Actions: [{ S3Action: { BucketName: Match.anyValue(), TopicArn: Match.anyValue() } }],
        }),
      });
      const [activation] = resourcesOfType(production.service, 'Custom::ActiveReceiptRuleSet');
      const [rule] = resourcesOfType(production.service, 'AWS::SES::ReceiptRule');
      expect(activation?.[1].Properties).toMatchObject({
        ruleSetName: 'revisit-production',
        mayReplace: 'old-rules',
      });
      expect(activation?.[1].DependsOn).toContain(rule?.[0]);
    });

    test('domain for replies is an identity with DKIM, and the receipt rule waits for it and for its topic', () => {
      const identities = resourcesOfType(production.service, 'AWS::SES::EmailIdentity');
      const [identity] = identities.find(
        ([, { Properties }]) => Properties['EmailIdentity'] === 'reply.inspectorate.example',
      ) ?? ['none'];
      const [[, rule] = []] = resourcesOfType(production.service, 'AWS::SES::ReceiptRule');
      expect(identities).toHaveLength(2);
      expect(rule?.DependsOn).toContain(identity);
      expect(rule?.DependsOn).toContainEqual(expect.stringMatching(/^IncomingMailReceivedPolicy/u));
      const signed = resourcesOfType(production.service, 'AWS::Route53::RecordSet')
        .map(([, { Properties }]) => render(Properties['Name']))
        .filter((name) => name.includes(`${identity}.DkimDNSTokenName`));
      expect(signed).toHaveLength(3);
    });

    test('domain gets its MX record only after the receipt rules are active', () => {
      const [activation] = resourcesOfType(production.service, 'Custom::ActiveReceiptRuleSet');
      const mx = resourcesOfType(production.service, 'AWS::Route53::RecordSet').find(
        ([, { Properties }]) =>
          render(Properties['Name']) === 'reply.inspectorate.example.' && Properties['Type'] === 'MX',
      );
      expect(mx?.[1].DependsOn).toContain(activation?.[0]);
    });

    test('DNS records are created in our own zone, and listed as outputs if the zone is elsewhere', () => {
      const made = resourcesOfType(production.service, 'AWS::Route53::RecordSet').map(
        ([, { Properties }]) =>
          `${render(Properties['Name'])} ${render(Properties['Type'])} ${render(Properties['ResourceRecords'])}`,
      );
      expect(made).toContain(
        '_dmarc.mail.inspectorate.example. TXT ["\\"v=DMARC1; p=reject; adkim=s; aspf=r; rua=mailto:dmarc@inspectorate.example\\""]',
      );
      expect(made).toContain('reply.inspectorate.example. MX ["10 inbound-smtp.eu-west-2.amazonaws.com"]');
      expect(made.filter((record) => record.startsWith('follow-up.inspectorate.example. A'))).toHaveLength(2);
      expect(made).toHaveLength(14);

      expect(resourcesOfType(example.service, 'AWS::Route53::RecordSet')).toEqual([]);
      const listed = Object.entries(example.service.Outputs).filter(([name]) => name.startsWith('DnsRecord'));
      expect(listed).toHaveLength(13);
      expect(listed.map(([, { Value }]) => render(Value))).toContain(
        'bounce.mail.inspectorate.example MX 10 feedback-smtp.eu-west-2.amazonses.com',
      );
    });
  });

  describe('the alarms', () => {
    const alarmSchema = z.looseObject({
      AlarmName: z.string(),
      AlarmDescription: z.string(),
      AlarmActions: z.array(z.unknown()).nonempty(),
      OKActions: z.array(z.unknown()).nonempty(),
      TreatMissingData: z.string(),
      MetricName: z.string(),
    });
    const alarms = () =>
      resourcesOfType(example.service, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
        alarmSchema.parse(Properties),
      );
    const alarm = (name: string) => {
      const found = alarms().find(({ AlarmName }) => AlarmName === `revisit-example-${name}`);
      if (found === undefined) throw new Error(`There is no alarm ${name}.`);
      return found;
    };

    test('each link to a section that exists in the runbook', () => {
      const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
      const anchors = new Set(
        [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)),
      );
      for (const { AlarmName, AlarmDescription } of alarms()) {
        const [, anchor] = /docs\/runbook\.md#(\S+)$/.exec(AlarmDescription) ?? [];
        expect([...anchors], `${AlarmName}: ${AlarmDescription}`).toContain(anchor);
      }
    });

    test('cover every function, and say what people lose', () => {
      for (const name of functionNames) {
        expect(alarm(`${name}-fails`).AlarmDescription).toContain(serviceMap.functions[name].failureImpact);
      }
    });

    test('cover every queue, for messages that wait and for messages set aside', () => {
      for (const name of queueNames) {
        expect(alarm(`${name}-waits`).MetricName).toBe('ApproximateAgeOfOldestMessage');
        expect(alarm(`${name}-dead-letters`).MetricName).toBe('ApproximateNumberOfMessagesVisible');
      }
    });

    test('ring when a heartbeat is missing', () => {
      expect(alarm('sweep-has-not-run')).toMatchObject({
        MetricName: 'SweepRan',
        TreatMissingData: 'breaching',
      });
      expect(alarm('digest-has-not-run')).toMatchObject({
        MetricName: 'DigestRan',
        TreatMissingData: 'breaching',
      });
    });

    test("ring when SES refuses any function's email because sending is paused", () => {
      const senders = functionNames.filter((name) =>
        serviceMap.functions[name].uses.some(({ kind }) => kind === 'ses'),
      );
      expect(resourcesOfType(example.service, 'AWS::Logs::MetricFilter')).toHaveLength(senders.length);
      expect(alarm('sending-paused').MetricName).toBe('SendingPaused');
    });

    test('ring before SES acts on our reputation, which it reviews at 5% bounces and 0.1% complaints', () => {
      const threshold = (name: string) =>
        z.looseObject({ Threshold: z.number() }).parse(alarm(name)).Threshold;
      expect(threshold('bounce-rate-near-limit')).toBeLessThan(0.05);
      expect(threshold('complaint-rate-near-limit')).toBeLessThan(0.001);
    });

    test('ring when the bank holidays run out and when nobody looks at mail', () => {
      expect(alarm('holiday-data-ends')).toMatchObject({
        MetricName: 'HolidayDaysLeft',
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 270,
      });
      expect(alarm('mail-waits').MetricName).toBe('MailsWaiting');
      expect(alarm('emails-due').MetricName).toBe('EmailsDue');
    });

    test('ring for follow-ups without an owner or programme head, because nobody else would be told (F39)', () => {
      expect(alarm('nobody-responsible').MetricName).toBe('FollowUpsUnowned');
    });

    test('each say who is not served while they ring', () => {
      const people = /\b(body|bodies|lead|leads|owners|people|person|nobody|them)\b/iu;
      for (const { AlarmName, AlarmDescription } of alarms())
        expect(AlarmDescription, AlarmName).toMatch(people);
    });

    test('are all on the first line of the dashboard', () => {
      const [dashboard] = resourcesOfType(example.service, 'AWS::CloudWatch::Dashboard');
      const body = render(dashboard?.[1].Properties['DashboardBody']);
      const ids = resourcesOfType(example.service, 'AWS::CloudWatch::Alarm').map(([id]) => id);
      expect(ids.length).toBeGreaterThan(15);
      for (const id of ids) expect(body).toContain(`\${${id}.Arn}`);
    });

    test('have descriptions within the 1,024 characters that CloudWatch takes', () => {
      for (const { AlarmDescription } of alarms()) expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
    });

    test('come with a budget that tells somebody before the account spends more than planned', () => {
      service.hasResourceProperties('AWS::Budgets::Budget', {
        Budget: Match.objectLike({ BudgetLimit: { Amount: 50, Unit: 'USD' }, TimeUnit: 'MONTHLY' }),
      });
    });
  });

  describe('the stacks', () => {
    test('have only the certificate and the firewall in us-east-1', () => {
      expect(Object.values(example.edge.Resources).map(({ Type }) => Type)).toEqual([
        'AWS::CertificateManager::Certificate',
        'AWS::WAFv2::WebACL',
      ]);
    });

    test('have outputs with everything that the command line needs to reach the stage', () => {
      for (const stage of [example, production]) {
        const outputs = Object.fromEntries(
          Object.entries(stage.service.Outputs).map(([name, { Value }]) => [name, placeholder(name, Value)]),
        );
        const environment = buildEnvironment('example', stackOutputsSchema.parse(outputs));
        const configuration = parseConfiguration(environment);
        expect(configuration.REVISIT_REPLY_DOMAIN).toBe('reply.inspectorate.example');
        expect(parseQueues(configuration).map(({ name }) => name)).toEqual(queueNames);
      }
    });
  });
});

test('an account changes nothing but its number in the templates of production (F38)', () => {
  const [without, ...others] = everyProduction;
  expect(others).toHaveLength(accounts.length - 1);
  for (const { edge, service } of others) {
    expect(canonical(service)).toEqual(canonical(without?.service));
    expect(canonical(edge)).toEqual(canonical(without?.edge));
  }
});

/** Makes the anchor of a heading as GitHub does. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

/** Returns the value that is known at synthesis. A URL that is known only later gets an example. */
function placeholder(name: string, value: unknown): string {
  return typeof value !== 'string' && /url$/i.test(name)
    ? 'https://sqs.eu-west-2.amazonaws.com/1/queue'
    : render(value);
}

/** Lambda sets this variable itself for every function. */
const setByLambda = { AWS_REGION: 'eu-west-2' };

function environmentOfFunction(stage: Synthesised, name: string): Record<string, string> {
  const found = resourcesOfType(stage.service, 'AWS::Lambda::Function').find(([, { Properties }]) =>
    render(Properties['FunctionName']).endsWith(`-${name}`),
  );
  const { Variables } = z
    .object({ Variables: z.record(z.string(), z.unknown()) })
    .parse(found?.[1].Properties['Environment']);
  return Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, placeholder(key, value)]));
}

function originHeaders(stage: Synthesised): string[] {
  const [distribution] = resourcesOfType(stage.service, 'AWS::CloudFront::Distribution');
  const { Origins } = z
    .looseObject({
      Origins: z.array(
        z.looseObject({
          OriginCustomHeaders: z
            .array(z.object({ HeaderName: z.string(), HeaderValue: z.unknown() }))
            .optional(),
        }),
      ),
    })
    .parse(distribution?.[1].Properties['DistributionConfig']);
  return Origins.flatMap(({ OriginCustomHeaders = [] }) =>
    OriginCustomHeaders.map(({ HeaderValue }) => render(HeaderValue)),
  );
}
