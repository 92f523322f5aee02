import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import type { FunctionName } from '../../infra/service-map.ts';
import { bundleEveryFunction } from '../../local/bundled-functions.ts';
import { startLocalService, type LocalService } from '../../local/local-service.ts';
import { nameResources, type Resources } from '../../local/resources.ts';
import { openMailStore } from '../../local/ses-door/mail-store.ts';
import { createLineLog } from '../../shared/adapters/observability.ts';
import { wire, type Service } from '../../shared/wiring.ts';
import { revisit, type CommandRun } from '../support/command-line.ts';
import type { PolicyName } from './grants.ts';
import { startCallRecorder, type CallRecorder, type Use } from './recorded-calls.ts';

export interface SentMail {
  readonly subject: string;
  readonly text: string;
  /** The address of the form in the email, if it has one. */
  readonly link: string;
  readonly replyTo: string;
}

/**
 * The whole service on this machine. Its functions run from the bundles for Lambda, and every call of theirs is recorded.
 */
export interface ServiceOnBundles {
  readonly local: LocalService;
  /** The same table for the test itself. The test's own calls are not recorded. */
  readonly service: Service;
  /** What the functions have asked of the services until now. */
  uses(): readonly Use[];
  /** Every line the functions wrote. */
  readonly log: readonly string[];
  sweepAt(instant: string): Promise<void>;
  invokeAt(name: FunctionName, instant: string): Promise<void>;
  readonly resources: Resources;
  /** Puts a message on a dead-letter queue. */
  setAside(queueUrl: string): Promise<void>;
  /** Runs a command as someone with one of the policies types it. Each policy has credentials of its own. */
  run(line: string, who: PolicyName): Promise<CommandRun>;
  /** Lists the emails that left for a recipient, oldest first. */
  mailsTo(address: string): Promise<SentMail[]>;
  reply(mail: { from: string; to: string; subject: string; text: string; file?: string }): Promise<void>;
  stop(): Promise<void>;
}

export async function startOnBundles(): Promise<ServiceOnBundles> {
  const home = await mkdtemp(join(tmpdir(), 'revisit-home-'));
  const log: string[] = [];
  const write = (line: string): void => {
    log.push(line);
  };
  const bundled = await bundleEveryFunction({ log: write });
  let recorder: CallRecorder | undefined;
  const local = await startLocalService({
    home,
    environment: {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL_DYNAMODB: process.env['AWS_ENDPOINT_URL_DYNAMODB'],
    },
    handlersFrom: async (environment) => {
      const started = await startCallRecorder(environment, resourcesIn(environment));
      recorder = started;
      return bundled.handlersFrom(environment, (name) => started.environmentOf(name, environment));
    },
    timers: false,
    log: write,
  });
  Object.assign(process.env, local.environment);
  const service = wire(local.environment, { functionName: 'test', log: createLineLog(write) });
  const resources = resourcesIn(local.environment);
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const mails = openMailStore(join(home, 'mail'));
  const invokeAt = async (name: FunctionName, instant: string): Promise<void> => {
    await local.setAsOf(Temporal.Instant.from(instant));
    await local.invoke(name);
    await local.drain();
  };
  return {
    local,
    service,
    uses: () => recorder?.uses ?? [],
    log,
    invokeAt,
    resources,
    setAside: async (queueUrl) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: '{}' }));
    },
    run: async (line, who) => {
      const environment = recorder?.environmentOf(who, local.environment) ?? local.environment;
      try {
        return await revisit(line, { environment });
      } finally {
        Object.assign(process.env, local.environment);
      }
    },
    sweepAt: (instant) => invokeAt('sweep', instant),
    mailsTo: async (address) => {
      await local.drain();
      const taken = (await mails.list()).filter(({ destinations }) => destinations.includes(address));
      return Promise.all(
        taken.map(async ({ id }) => {
          const { subject = '', text = '', replyTo } = await PostalMime.parse(await mails.read(id));
          const link = /https?:\/\/\S+\/f\/\S+/u.exec(text)?.[0] ?? '';
          return { subject, text, link, replyTo: replyTo?.[0]?.address ?? '' };
        }),
      );
    },
    reply: async ({ from, to, subject, text, file }) => {
      const transport = createTransport({ url: local.endpoints.smtp, ignoreTLS: true });
      const attachments = file === undefined ? [] : [{ filename: 'plan.pdf', content: file }];
      await transport.sendMail({ from, to, subject, text, attachments });
      transport.close();
      await local.drain();
    },
    stop: async () => {
      sqs.destroy();
      await local.stop();
      await bundled.stop();
      await recorder?.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Lists what one function or one policy used, as `dynamodb:GetItem on table`. */
export function usesOf(uses: readonly Use[], ...by: readonly string[]): string[] {
  return [
    ...new Set(uses.filter((use) => by.includes(use.by)).map(({ action, on }) => `${action} on ${on}`)),
  ].sort();
}

function resourcesIn(environment: Record<string, string>): Resources {
  const endpointOf = (service: string): string => environment[`AWS_ENDPOINT_URL_${service}`] ?? '';
  return nameResources('revisit-local', {
    dynamodb: endpointOf('DYNAMODB'),
    sqs: endpointOf('SQS'),
    sns: endpointOf('SNS'),
    s3: endpointOf('S3'),
  });
}
