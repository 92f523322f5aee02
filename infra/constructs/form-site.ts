import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CustomResource, Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { isUnavailablePage, limitBodies } from '../../functions/progress-form/front.ts';
import { acknowledge, objectsFindingId } from '../acknowledge.ts';
import { BundledFunction } from './bundled-function.ts';
import { acknowledgeCustomResource } from './custom-resource-function.ts';
import type { FormApi } from './form-api.ts';
import { privateBucketSettings } from './mail-buckets.ts';
import type { OriginSecret } from './origin-secret.ts';

export interface FormSiteProps {
  stage: string;
  hostname: string;
  certificate: ICertificate;
  webAclArn: string | undefined;
  api: FormApi;
  originSecret: OriginSecret;
  accessLogs: IBucket;
  bundlesDirectory: string;
  logRetention: RetentionDays;
}

/** CloudFront in front of the form. Style sheets and scripts come from S3. */
export class FormSite extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: FormSiteProps) {
    super(scope, id);
    const assets = new Bucket(this, 'Assets', {
      ...privateBucketSettings,
      encryption: BucketEncryption.S3_MANAGED,
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: 'assets/',
    });
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Revisit ${props.stage}: the form`,
      domainNames: [props.hostname],
      certificate: props.certificate,
      ...(props.webAclArn !== undefined && { webAclId: props.webAclArn }),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: new HttpOrigin(props.api.hostname, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          customHeaders: { [originSecretHeader]: props.originSecret.sent },
          readTimeout: Duration.seconds(30),
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: this.#headers(props.stage),
        functionAssociations: [
          { function: this.#bodyLimit(props.stage), eventType: FunctionEventType.VIEWER_REQUEST },
        ],
      },
      // If the form does not answer, API Gateway answers with JSON. CloudFront shows a page with the form's own words instead.
      errorResponses: unansweredStatuses.map((httpStatus) => ({
        httpStatus,
        responseHttpStatus: httpStatus,
        responsePagePath: unavailablePagePath(assetsOf(props)),
        ttl: Duration.seconds(0),
      })),
      additionalBehaviors: {
        'assets/*': {
          origin: S3BucketOrigin.withOriginAccessControl(assets),
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
        },
      },
    });
    acknowledge(this.distribution, {
      'AwsSolutions-CFR1':
        'Officers travel, and police mail gateways and proxies may be in other countries. A geographic limit would lock leads out.',
      'AwsSolutions-CFR3':
        "CloudFront's log contains the path, and the path of a first visit contains the link's token. API Gateway logs each request without it.",
      ...(props.webAclArn === undefined && {
        'AwsSolutions-CFR2':
          'The stage\'s configuration says "firewall": false. API Gateway still limits the rate.',
      }),
    });
    this.#publish(props, assets);
  }

  #bodyLimit(stage: string): CloudFrontFunction {
    return new CloudFrontFunction(this, 'BodyLimit', {
      functionName: `revisit-${stage}-body-limit`,
      comment: 'Redirects an upload that is too large for Lambda to a page that says so.',
      code: FunctionCode.fromInline(limitBodies),
      runtime: FunctionRuntime.JS_2_0,
    });
  }

  #headers(stage: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: `revisit-${stage}-form`,
      comment: 'Only HTTPS, for two years. The form sets its other headers itself.',
      securityHeadersBehavior: {
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          override: true,
        },
        contentTypeOptions: { override: true },
      },
    });
  }

  #publish(props: FormSiteProps, assets: Bucket): void {
    const publisher = new BundledFunction(this, 'Publisher', {
      stage: props.stage,
      name: 'publish-assets',
      bundlesDirectory: props.bundlesDirectory,
      description: "Copies the form's style sheets and scripts into the bucket that CloudFront reads.",
      timeoutSeconds: 60,
      memoryMegabytes: 256,
      logRetention: props.logRetention,
    });
    publisher.role.addToPolicy(
      new PolicyStatement({ actions: ['s3:PutObject'], resources: [assets.arnForObjects('assets/*')] }),
    );
    acknowledge(publisher, {
      [objectsFindingId(assets, 'assets/*')]: 'All files under one prefix of one bucket. Their names change.',
    });
    acknowledgeCustomResource(publisher);
    const published = new CustomResource(this, 'Published', {
      resourceType: 'Custom::FormAssets',
      serviceToken: publisher.function.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: {
        bucketName: assets.bucketName,
        // A new fingerprint makes CloudFormation update the resource, and an update publishes the files.
        fingerprint: fingerprintOf(assetsOf(props)),
      },
    });
    published.node.addDependency(publisher);
  }
}

/** The header that CloudFront adds and the form requires. */
const originSecretHeader = 'x-origin-secret';

/** API Gateway and Lambda use these statuses if they cannot answer. CloudFront then shows a page. */
const unansweredStatuses = [500, 502, 503, 504];

function assetsOf({ bundlesDirectory }: FormSiteProps): string {
  return join(bundlesDirectory, 'publish-assets', 'assets');
}

function unavailablePagePath(directory: string): string {
  const name = readdirSync(directory).find((file) => isUnavailablePage(file));
  if (name === undefined)
    throw new Error(
      `${directory} has no page for a form that does not answer. Run "npm run build:pages" and bundle again.`,
    );
  return `/assets/${name}`;
}

function fingerprintOf(directory: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(directory.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
