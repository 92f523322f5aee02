import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

export interface BundledFunctionProps {
  stage: string;
  /** The function's name, which is also the folder of its bundle. */
  name: string;
  bundlesDirectory: string;
  description: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  logRetention: RetentionDays;
  environment?: Record<string, string>;
}

/** A Lambda function with its bundle. Its role may only write the function's own log and traces. */
export class BundledFunction extends Construct {
  readonly function: Function;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const functionName = `revisit-${props.stage}-${props.name}`;
    this.logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/revisit/${props.stage}/${props.name}`,
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // The managed role policy is too wide, because it allows writing to every log of the account.
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(this.role);
    this.function = new Function(this, 'Function', {
      functionName,
      description: props.description,
      code: Code.fromAsset(join(props.bundlesDirectory, props.name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMegabytes,
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      environment: props.environment,
    });
    acknowledge(this.role, {
      'AwsSolutions-IAM5[Resource::*]':
        'xray:PutTraceSegments and xray:PutTelemetryRecords do not support resources, so tracing adds them with "*".',
    });
  }
}
