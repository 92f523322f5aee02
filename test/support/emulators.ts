import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createLocalClients, type LocalClients } from '../../local/aws-clients.ts';
import type { EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';
import { localEnvironment } from '../../local/environment.ts';
import { createResources, nameResources, type Resources } from '../../local/resources.ts';

/** A table, queues, topics and buckets of one test file's own. */
export interface TestStack {
  endpoints: EmulatorEndpoints;
  resources: Resources;
  /** What a function would find in `process.env`. */
  environment: Record<string, string>;
  clients: LocalClients;
  stop(): Promise<void>;
}

export async function createTestStack(): Promise<TestStack> {
  const endpoints = inject('emulators');
  const clients = createLocalClients(endpoints);
  const prefix = `t${randomBytes(5).toString('hex')}`;
  const resources = nameResources(prefix, endpoints);
  await createResources(resources, clients);
  return {
    endpoints,
    resources,
    environment: localEnvironment({
      endpoints: { ...endpoints, ses: 'http://127.0.0.1:9' },
      resources,
      publicUrl: 'http://127.0.0.1:9',
      stackId: prefix,
    }),
    clients,
    stop: () => {
      clients.destroy();
      return Promise.resolve();
    },
  };
}
