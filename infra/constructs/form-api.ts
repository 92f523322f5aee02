import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpNoneAuthorizer, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/** The HTTP API of the form. The function refuses a request without CloudFront's secret, so nobody can go around it. */
export class FormApi extends Construct {
  readonly apiId: string;
  /** The host name without a scheme, for use as an origin. */
  readonly hostname: string;

  constructor(
    scope: Construct,
    id: string,
    props: { stage: string; form: IFunction; logRetention: RetentionDays },
  ) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      apiName: `revisit-${props.stage}-form`,
      description: 'The form on which leads answer progress requests',
      createDefaultStage: false,
      defaultIntegration: new HttpLambdaIntegration('Form', props.form),
      defaultAuthorizer: new HttpNoneAuthorizer(),
    });
    const log = new LogGroup(this, 'Requests', {
      logGroupName: `/revisit/${props.stage}/form-requests`,
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      // Enough for 43 leads who answer at once, and far too little to cost much or to starve the sweep.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // The log leaves out the path, query, referer, cookie and address. The path of a first visit contains the link's token.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            at: '$context.requestTime',
            method: '$context.httpMethod',
            status: '$context.status',
            responseMilliseconds: '$context.responseLatency',
            integrationError: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    acknowledge(api, {
      'AwsSolutions-APIG4':
        'A lead has no account. The personal link gives access, and saved answers need a code (docs/runbook.md).',
    });
    this.apiId = api.apiId;
    this.hostname = `${api.apiId}.execute-api.${Stack.of(this).region}.amazonaws.com`;
  }
}
