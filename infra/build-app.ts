import { Tags, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { EdgeStack } from './edge-stack.ts';
import { RevisitStack } from './revisit-stack.ts';
import type { StageConfiguration } from './stage-configuration.ts';

export interface BuildAppOptions {
  app: App;
  stage: string;
  configuration: StageConfiguration;
  /** The account of the credentials. Used if the stage's configuration does not name an account. */
  account: string | undefined;
  bundlesDirectory: string;
}

/** Creates the two stacks of a stage. cdk-nag checks them during synthesis. */
export function buildApp(options: BuildAppOptions): { edge: EdgeStack; service: RevisitStack } {
  const { app, stage, configuration, bundlesDirectory } = options;
  const account = configuration.account ?? options.account;
  const tags = { service: 'revisit', stage };
  for (const [name, value] of Object.entries(tags)) Tags.of(app).add(name, value);
  const common = { stage, configuration, tags, terminationProtection: true };
  const edge = new EdgeStack(app, `revisit-${stage}-edge`, {
    ...common,
    description: `Revisit ${stage}: certificate and firewall of the form`,
    env: { account, region: 'us-east-1' },
  });
  const service = new RevisitStack(app, `revisit-${stage}`, {
    ...common,
    description: `Revisit ${stage}: the follow-up of police inspections`,
    env: { account, region: configuration.region },
    bundlesDirectory,
    certificate: edge.certificate,
    webAclArn: edge.webAclArn,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return { edge, service };
}
