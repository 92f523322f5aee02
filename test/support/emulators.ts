import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createLocalClients, type LocalClients } from '../../local/aws-clients.ts';
import { openLocalClock, type LocalClock } from '../../local/clock.ts';
import type { EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';
import { buildLocalEnvironment, localSesAccount } from '../../local/environment.ts';
import { createResources, nameResources, type Resources } from '../../local/resources.ts';
import { startSesDoor, type SesDoor } from '../../local/ses-door/start-ses-door.ts';

/** A table, queues, topics, buckets, mail service and clock that belong to one test file. */
export interface TestStack {
  endpoints: EmulatorEndpoints & { ses: string };
  resources: Resources;
  /** The environment that a function would find in `process.env`. */
  environment: Record<string, string>;
  clients: LocalClients;
  /** Accepts mail, keeps it, and publishes its events to the mail-events queue. */
  sesDoor: SesDoor;
  /** Shows the machine's own time until a test sets it. `environment` names its file. */
  clock: LocalClock;
  /** A directory of the stack's own. `stop` deletes it. */
  directory: string;
  stop(): Promise<void>;
}

export async function createTestStack({
  emulators = inject('emulators'),
  ...options
}: {
  /** The emulators to use. If absent, those that all test files share. */
  emulators?: EmulatorEndpoints;
  visibilitySeconds?: number;
} = {}): Promise<TestStack> {
  const clients = createLocalClients(emulators);
  const prefix = `t${randomBytes(5).toString('hex')}`;
  const resources = nameResources(prefix, emulators);
  const [directory] = await Promise.all([
    mkdtemp(join(tmpdir(), 'revisit-test-')),
    createResources({ resources, clients, ...options }),
  ]);
  const clockFile = join(directory, 'clock.json');
  const clock = openLocalClock(clockFile);
  const sesDoor = await startSesDoor({
    mailDirectory: join(directory, 'mail'),
    clock,
    sns: clients.sns,
    mailEventsTopicArn: resources.topicArns['mail-events'],
    account: localSesAccount,
    log: () => undefined,
  });
  const endpoints = { ...emulators, ses: sesDoor.endpoint };
  return {
    endpoints,
    resources,
    environment: buildLocalEnvironment({
      endpoints,
      resources,
      publicUrl: 'http://127.0.0.1:9',
      stackId: prefix,
      clockFile,
    }),
    clients,
    sesDoor,
    clock,
    directory,
    stop: async () => {
      await sesDoor.stop();
      clients.destroy();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
