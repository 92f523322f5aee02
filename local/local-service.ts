import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createLocalClients, type LocalClients } from './aws-clients.ts';
import { openLocalClock, type LocalClock } from './clock.ts';
import { startControlServer, type LocalControl } from './control.ts';
import { endOrphanedEmulators, startEmulators, type Emulators } from './emulators/start-emulators.ts';
import { buildLocalEnvironment, localReplyDomain, localSesAccount } from './environment.ts';
import type { RunningService } from './find-local-service.ts';
import { lockHomeInTime } from './home-lock.ts';
import { explainHome, openHome } from './open-home.ts';
import type { Log } from './log.ts';
import { choosePorts, isRememberedPortTaken, type Ports } from './ports.ts';
import { createResources, nameResources, type Resources } from './resources.ts';
import type { Handlers } from './runner/handlers.ts';
import { startRunner, type Runner } from './runner/start-runner.ts';
import { startInbox } from './ses-door/inbox.ts';
import { startSesDoor, type SesDoor } from './ses-door/start-ses-door.ts';
import { sendSetUpMessages } from './set-up-messages.ts';
import { removeServiceFile, writeServiceFile, type ServiceFile } from './service-file.ts';
import { startSmtpDoor } from './smtp-door.ts';

export interface LocalServiceOptions {
  /** REVISIT_HOME, the folder for all data. */
  home: string;
  /** The environment of this process. It gives PATH, and AWS_ENDPOINT_URL_DYNAMODB to use another DynamoDB. */
  environment: Record<string, string | undefined>;
  /** Creates the functions for a given environment. */
  handlersFrom: (environment: Record<string, string>) => Promise<Handlers>;
  /** Whether the schedules start functions by themselves. */
  timers: boolean;
  log: Log;
  /** Tells a person that the start waits for another command. */
  tell?: (line: string) => void;
  /** The first of seven consecutive ports. Without it, the ports of the last run are used, or any free ones. */
  portBase?: number;
}

export interface LocalService extends RunningService {
  /** Whether this start created the table. A new table is empty. */
  isNew: boolean;
  stop(): Promise<void>;
}

/**
 * Starts the whole service on this machine, with the data of an earlier run in its home.
 *
 * @throws ServiceError `in-use` if a service is running there already or a port is in use, `unreachable` if DynamoDB
 * cannot start or the home cannot be used, `stored-data` if a file in it is broken.
 */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const home = resolve(options.home);
  openHome(home);
  const parts = createParts();
  try {
    const lock = await lockHomeInTime(home, options);
    parts.add(() => {
      lock.release();
    });
    const running = await startOnPorts({ ...options, home }, parts);
    return { ...running, stop: () => parts.stop() };
  } catch (error) {
    await parts.stop();
    throw explainHome(home, error);
  }
}

/** How often a start chooses other ports, after another process took one of them. */
const MOST_STARTS = 4;

/**
 * Starts everything. A port was free when it was chosen, but another process can take it before we listen on it. Then
 * this stops what has started and chooses again. Ports that the operator chose are never replaced.
 */
async function startOnPorts(
  options: LocalServiceOptions,
  parts: Parts,
): Promise<RunningService & { isNew: boolean }> {
  for (let start = 1; ; start += 1) {
    const started = createParts();
    try {
      const running = await startEverything(options, started);
      parts.add(() => started.stop());
      return running;
    } catch (error) {
      await started.stop();
      const mayChoose = options.portBase === undefined && start < MOST_STARTS;
      if (!mayChoose || !(await isRememberedPortTaken(portsFileIn(options.home)))) throw error;
    }
  }
}

function portsFileIn(home: string): string {
  return join(home, 'ports.json');
}

async function startEverything(
  options: LocalServiceOptions,
  parts: Parts,
): Promise<RunningService & { isNew: boolean }> {
  const { home, log } = options;
  await endOrphanedEmulators(home);
  const ports = await choosePorts({
    rememberedPath: portsFileIn(home),
    ...(options.portBase === undefined ? {} : { base: options.portBase }),
  });
  const clockFile = join(home, 'clock.json');
  const clock = openLocalClock(clockFile);

  const { emulators, clients, resources, isNewTable } = await startAws({ ...options, ports, clock }, parts);
  const inbox = await startInbox({ port: ports.inbox, log });
  parts.add(() => inbox.stop());
  const sesDoor = await startSesDoor({
    mailDirectory: join(home, 'mail'),
    clock,
    sns: clients.sns,
    mailEventsTopicArn: resources.topicArns['mail-events'],
    account: localSesAccount,
    log,
    port: ports.ses,
    inbox,
  });
  parts.add(() => sesDoor.stop());

  const endpoints = { ...emulators.endpoints, ses: sesDoor.endpoint };
  const environmentFor = (formEndpoint: string): Record<string, string> =>
    buildLocalEnvironment({ endpoints, resources, publicUrl: formEndpoint, stackId: 'local', clockFile });
  const runner = await startRunner({
    createHandlers: (formEndpoint) => options.handlersFrom(environmentFor(formEndpoint)),
    clock,
    sqs: clients.sqs,
    queueUrls: resources.queueUrls,
    timers: options.timers,
    log,
    formPort: ports.form,
    isBusyElsewhere: () => sesDoor.isBusy(),
  });
  // The emulators stop next, and every poll ends with them.
  parts.add(() => runner.stop({ abandonPolls: true }));

  const smtpDoor = await startSmtpDoor({
    clock,
    s3: clients.s3,
    sns: clients.sns,
    rawMailBucket: resources.buckets['raw-mail'],
    incomingMailTopicArn: resources.topicArns['incoming-mail'],
    domains: [localReplyDomain],
    log,
    port: ports.smtp,
  });
  parts.add(() => smtpDoor.stop());

  const control = createControl({ clock, runner, sesDoor });
  const controlToken = randomBytes(32).toString('hex');
  const controlServer = await startControlServer({ control, token: controlToken, port: ports.control });
  parts.add(() => controlServer.stop());

  const file: ServiceFile = {
    pid: process.pid,
    ...(emulators.dynamodbPid === undefined ? {} : { dynamodbPid: emulators.dynamodbPid }),
    controlToken,
    endpoints: {
      ...endpoints,
      form: runner.formEndpoint,
      smtp: smtpDoor.endpoint,
      inbox: inbox.endpoint,
      control: controlServer.endpoint,
    },
    environment: environmentFor(runner.formEndpoint),
  };
  writeServiceFile(home, file);
  parts.add(() => {
    removeServiceFile(home);
  });
  return { endpoints: file.endpoints, environment: file.environment, isNew: isNewTable, ...control };
}

/** Starts the table, the queues and the buckets, with the data of an earlier run. */
async function startAws(
  { home, environment, ports, clock }: LocalServiceOptions & { ports: Ports; clock: LocalClock },
  parts: Parts,
): Promise<{ emulators: Emulators; clients: LocalClients; resources: Resources; isNewTable: boolean }> {
  const emulators = await startEmulators({
    environment,
    directory: home,
    ports: { dynamodb: ports.dynamodb, queues: ports.queues },
  });
  parts.add(() => emulators.stop());
  const clients = createLocalClients(emulators.endpoints);
  parts.add(() => {
    clients.destroy();
  });
  const resources = nameResources('revisit-local', emulators.endpoints);
  const { isNewTable } = await createResources({ resources, clients });

  if (isNewTable) await sendSetUpMessages({ resources, clients, clock });
  return { emulators, clients, resources, isNewTable };
}

function createControl({
  clock,
  runner,
  sesDoor,
}: {
  clock: LocalClock;
  runner: Runner;
  sesDoor: SesDoor;
}): LocalControl {
  return {
    invoke: (name, event) => runner.invoke(name, event),
    drain: () => runner.drain(),
    setAsOf: (instant) => {
      clock.setAsOf(instant);
      return Promise.resolve();
    },
    resetClock: () => {
      clock.reset();
      return Promise.resolve();
    },
    setBehaviour: (address, behaviour) => {
      sesDoor.setBehaviour(address, behaviour);
      return Promise.resolve();
    },
    status: async () => ({
      now: clock.now().toString({ smallestUnit: 'second' }),
      backlog: await runner.backlog(),
      mailsAccepted: (await sesDoor.mails()).length,
    }),
  };
}

interface Parts {
  add(stop: () => void | Promise<void>): void;
  /** Stops all parts, the last one first. If one fails to stop, it still stops the others. */
  stop(): Promise<void>;
}

function createParts(): Parts {
  const stops: (() => void | Promise<void>)[] = [];
  return {
    add: (stop) => {
      stops.push(stop);
    },
    stop: async () => {
      const failures: unknown[] = [];
      for (const stop of stops.splice(0).reverse()) {
        try {
          await stop();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Parts of the local service did not stop.');
    },
  };
}
