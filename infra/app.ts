import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ServiceError } from '../shared/errors.ts';
import { buildApp } from './build-app.ts';
import { bundleCustomResources, bundleFunctions } from './bundle.ts';
import { loadStageConfiguration } from './stage-configuration.ts';

/** Bundles the functions and describes the stacks of the stage given with `-c stage=`. `npx cdk` runs this file. */
async function main(): Promise<void> {
  const app = new App();
  const { stage, configuration } = loadStageConfiguration(app.node.tryGetContext('stage'));
  const bundlesDirectory = join(import.meta.dirname, '..', 'dist', 'bundles');
  rmSync(bundlesDirectory, { recursive: true, force: true });
  await Promise.all([bundleFunctions(bundlesDirectory), bundleCustomResources(bundlesDirectory)]);
  buildApp({ app, stage, configuration, account: process.env['CDK_DEFAULT_ACCOUNT'], bundlesDirectory });
  app.synth();
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ServiceError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
