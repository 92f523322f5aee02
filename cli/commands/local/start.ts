import { once } from 'node:events';
import * as z from 'zod';
import { ServiceError } from '../../../shared/errors.ts';
import { defineCommand, flag, option } from '../../command/command.ts';
import { homeOf } from '../../service/find-environment.ts';
import { endpointsOutput, renderEndpoints } from '../../output/endpoints-output.ts';

export const startLocal = defineCommand({
  summary: 'Run the whole service on this machine',
  description:
    'Starts the emulators, the mail server, the form, every function and the schedules. Press Ctrl-C to stop them. The data is in REVISIT_HOME (default .revisit), and the file local.json there names every endpoint. With --bundles, the functions run from the same bundles that Lambda gets, without node_modules. With --as-of, the clock starts at that moment.',
  examples: [
    { line: 'revisit local start', says: 'start with the data of the last run' },
    { line: 'revisit local start --bundles', says: 'try exactly what a deployment would deploy' },
    {
      line: 'revisit local start --as-of 2016-03-08 --port-base 4000',
      says: 'start on 8 March 2016, on the ports from 4000',
    },
  ],
  input: {
    portBase: option(
      z
        .string()
        .regex(/^\d{4,5}$/u, 'must be a port number, e.g. 4000.')
        .transform(Number)
        .optional(),
      { value: '<port>', help: 'the first of seven ports in a row (default: as in the last run, or any)' },
    ),
    bundles: flag('run each function from its bundle, in its own process'),
  },
  output: z.object({ home: z.string(), endpoints: endpointsOutput }),
  run: async ({ portBase, bundles }, { stage, asOf, environment, terminal }) => {
    if (stage !== 'local')
      throw new ServiceError('bad-input', 'This command starts only stage local. Leave out --stage.', {
        field: 'stage',
      });
    terminal.progress(bundles ? 'Bundling and starting …' : 'Starting …');
    const { startWholeService } = await import('../../service/open-local-service.ts');
    const service = await startWholeService(environment, {
      timers: true,
      portBase,
      bundles,
      tell: terminal.progress,
    });
    if (asOf !== undefined) await service.setAsOf(asOf);
    const home = homeOf(environment);
    return {
      document: { home, endpoints: service.endpoints },
      text: () =>
        `Revisit is running. Ctrl-C stops it.\n\n${renderEndpoints(service.endpoints, { home, terminal })}`,
      until: untilTold().then(() => service.stop()),
    };
  },
});

async function untilTold(): Promise<void> {
  const told = new AbortController();
  const { signal } = told;
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => once(process, name, { signal })));
  told.abort();
}
