import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import { functionNames, type FunctionName } from '../../infra/service-map.ts';
import { bundleEveryFunction } from '../../local/bundled-functions.ts';
import { startLocalService, type LocalService } from '../../local/local-service.ts';
import { nameResources } from '../../local/resources.ts';
import { openMailStore } from '../../local/ses-door/mail-store.ts';
import { createLineLog } from '../../shared/adapters/observability.ts';
import { wire, type Service } from '../../shared/wiring.ts';
import { startCallRecorder, type CallRecorder, type Use } from './recorded-calls.ts';

export interface SentMail {
  readonly subject: string;
  readonly text: string;
  /** The form's address in it, where it has one. */
  readonly link: string;
  readonly replyTo: string;
}

/** The whole service on this machine, its functions from the bundles of Lambda, with every call of theirs written down. */
export interface ServiceOnBundles {
  readonly local: LocalService;
  /** The same table for the test itself: what it does is not recorded. */
  readonly service: Service;
  /** What the functions asked of the services so far. */
  uses(): readonly Use[];
  /** Every line the functions wrote. */
  readonly log: readonly string[];
  sweepAt(instant: string): Promise<void>;
  invokeAt(name: FunctionName, instant: string): Promise<void>;
  /** What has left for somebody, oldest first. */
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
      const endpoint = (service: string): string => environment[`AWS_ENDPOINT_URL_${service}`] ?? '';
      const endpoints = {
        dynamodb: endpoint('DYNAMODB'),
        sqs: endpoint('SQS'),
        sns: endpoint('SNS'),
        s3: endpoint('S3'),
      };
      const started = await startCallRecorder(environment, nameResources('revisit-local', endpoints));
      recorder = started;
      return bundled.handlersFrom(environment, (name) => started.environmentOf(name, environment));
    },
    timers: false,
    log: write,
  });
  Object.assign(process.env, local.environment);
  const service = wire(local.environment, { functionName: 'test', log: createLineLog(write) });
  const mails = await openMailStore(join(home, 'mail'));
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
      await local.stop();
      await bundled.stop();
      await recorder?.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export function usesOf(uses: readonly Use[]): Map<FunctionName, Set<string>> {
  const texts = (name: FunctionName) =>
    new Set(uses.filter(({ by }) => by === name).map(({ action, on }) => `${action} on ${on}`));
  return new Map(functionNames.map((name) => [name, texts(name)]));
}
