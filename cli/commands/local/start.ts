import { once } from 'node:events';
import * as z from 'zod';
import { ServiceError } from '../../../shared/errors.ts';
import { defineCommand, flag, option } from '../../command/command.ts';
import { homeOf } from '../../service/find-environment.ts';
import { endpointsOutput, renderEndpoints } from '../../output/endpoints-output.ts';

export const startLocal = defineCommand({
  summary: 'Run the whole service on this machine, until Ctrl-C',
  description:
    'Emulators, mail, form and every function, with the schedules running. Its data is kept in REVISIT_HOME (default .revisit), local.json there names every endpoint. With --bundles the functions run from the very bundles that Lambda gets, where no node_modules is within reach. With --as-of its clock stands at that moment and goes on from there.',
  examples: [
    { line: 'revisit local start', says: 'what an earlier run left is there again' },
    { line: 'revisit local start --bundles', says: 'before a deployment: what runs is what is deployed' },
    {
      line: 'revisit local start --as-of 2016-03-08 --port-base 4000',
      says: 'on 8 March 2016, on ports 4000 and on',
    },
  ],
  input: {
    portBase: option(
      z
        .string()
        .regex(/^\d{4,5}$/u, 'must be a port number, e.g. 4000.')
        .transform(Number)
        .optional(),
      { value: '<port>', help: 'the first of seven ports in a row (default: those of the last run, or any)' },
    ),
    bundles: flag('run the functions as they are deployed: bundled, each in a process of its own'),
  },
  output: z.object({ home: z.string(), endpoints: endpointsOutput }),
  run: async ({ portBase, bundles }, { stage, asOf, environment, terminal }) => {
    if (stage !== 'local')
      throw new ServiceError('bad-input', 'Only stage local starts here.', { field: 'stage' });
    terminal.progress(bundles ? 'Bundling and starting …' : 'Starting …');
    const { startWholeService } = await import('../../service/open-local-service.ts');
    const service = await startWholeService(environment, { timers: true, portBase, bundles });
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
