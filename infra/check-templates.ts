import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildApp } from './build-app.ts';
import { bundleCustomResources, bundleFunctions } from './bundle.ts';
import { cdkContext } from './cdk-context.ts';
import { loadStageConfiguration, stagesFolder } from './stage-configuration.ts';

/**
 * `npm run check:templates` makes the templates of every stage, with and without an account. It exits with 1 if a check
 * finds a problem that would stop a deployment.
 *
 * A deployment always knows its account, and a clean machine never does. `cdk synth` alone tests only one of the two cases.
 */
const accounts = [undefined, '111111111111'];

const directory = mkdtempSync(join(tmpdir(), 'revisit-templates-'));
try {
  const bundlesDirectory = join(directory, 'bundles');
  await Promise.all([bundleFunctions(bundlesDirectory), bundleCustomResources(bundlesDirectory)]);
  const stages = readdirSync(stagesFolder).map((file) => parse(file).name);
  for (const { stage, configuration } of stages.map(loadStageConfiguration)) {
    for (const account of accounts) {
      const way = account === undefined ? 'without an account' : 'with an account';
      const app = new App({
        context: cdkContext(),
        outdir: join(directory, `${stage} ${way}`),
        analyticsReporting: false,
      });
      buildApp({ app, stage, configuration, account, bundlesDirectory });
      try {
        app.synth();
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        // The findings are printed above already. CDK names a report, but it is deleted with the directory.
        const says = problem.startsWith('Validation failed')
          ? 'fix or acknowledge the findings above.'
          : problem;
        process.stderr.write(`Stage ${stage} ${way} cannot be deployed: ${says}\n`);
        process.exitCode = 1;
      }
    }
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
