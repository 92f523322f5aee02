import { readFileSync } from 'node:fs';
import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { parse } from 'csv-parse/sync';
import PostalMime from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { createHandler as createProgressForm } from '../../functions/progress-form/handler.ts';
import { createHandler as createReceiveReply } from '../../functions/receive-reply/handler.ts';
import { createHandler as createRecordMailEvent } from '../../functions/record-mail-event/handler.ts';
import { createHandler as createSendNotices } from '../../functions/send-notices/handler.ts';
import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import { startRunner, type Runner } from '../../local/runner/start-runner.ts';
import { createLineLog } from '../../shared/adapters/observability.ts';
import type { Recommendation } from '../../shared/domain/recommendation.ts';
import type { RoundId } from '../../shared/domain/programme.ts';
import { wire, type Service } from '../../shared/wiring.ts';
import { aContact, anOwner, aRecommendation } from '../builders/follow-up.ts';
import { anOpenFollowUp } from '../builders/stored.ts';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import { createTestStack, type TestStack } from './emulators.ts';
import type { FormReader } from './form-reader.ts';
import { createMarks } from './marks.ts';
import { handlersWith } from './handlers.ts';
import type { ReceivedEmail } from './running-service.ts';
import { inOneOrder } from './table-content.ts';

/** Starts the form over HTTP, with the functions that send its email, on emulators of its own. */
export interface FormTestService {
  readonly stack: TestStack;
  readonly service: Service;
  readonly runner: Runner;
  readonly endpoint: string;
  readonly log: readonly string[];
  setClock(instant: string): void;
  /** Returns a personal link as an email contains it. */
  link(wanted?: {
    contactId?: string;
    round?: RoundId;
    expiresAt?: string;
    followUpId?: string;
  }): Promise<string>;
  /** Returns every item of the table by its key, so that a test sees what a request changed. */
  tableContent(): Promise<Map<string, string>>;
  /** Deletes an item, by a key of `tableContent`. */
  forget(key: string): Promise<void>;
  /**
   * Marks what is stored and sent, the time of the clock, and the session of each reader. The answer restores all of it.
   * So each test of a file can begin at the mark, without a service of its own.
   */
  markPoint(readers: readonly FormReader[]): Promise<() => Promise<void>>;
  /** Returns everything that has left, once the queues are empty. */
  inbox(): Promise<ReceivedEmail[]>;
  stop(): Promise<void>;
}

export const essexId = 'essex-ncpi-2016-03-08';

/** @param watch is told the action of each request to the table. */
export async function startFormService(watch?: (action: string) => void): Promise<FormTestService> {
  const stack = await createTestStack({ visibilitySeconds: 1 });
  const proxy =
    watch === undefined
      ? undefined
      : await startFaultProxy({
          service: 'dynamodb',
          target: stack.endpoints.dynamodb,
          interference: () => ({
            before: ({ action }) => {
              watch(action);
              return undefined;
            },
          }),
        });
  Object.assign(process.env, stack.environment);
  if (proxy !== undefined) process.env['AWS_ENDPOINT_URL_DYNAMODB'] = proxy.endpoint;
  const log: string[] = [];
  let wired: Service | undefined;
  const runner = await startRunner({
    createHandlers: async (endpoint) => {
      const service = wire(
        { ...stack.environment, REVISIT_PUBLIC_URL: endpoint },
        { functionName: 'test', log: createLineLog((line) => log.push(line)) },
      );
      wired = service;
      await service.settings.arm({ at: Temporal.Instant.from('2010-01-01T00:00:00Z') });
      return handlersWith({
        'progress-form': createProgressForm(service),
        'send-notices': createSendNotices(service),
        'record-mail-event': createRecordMailEvent(service),
        'receive-reply': createReceiveReply(service),
        sweep: createSweep(service),
      });
    },
    clock: stack.clock,
    sqs: stack.clients.sqs,
    queueUrls: stack.resources.queueUrls,
    timers: false,
    log: (line) => log.push(line),
    isBusyElsewhere: () => stack.sesDoor.isBusy(),
  });
  if (wired === undefined) throw new Error('The runner made no functions.');
  const service = wired;
  const marks = createMarks({ stack, runner });
  return {
    stack,
    service,
    runner,
    endpoint: runner.formEndpoint,
    log,
    setClock: (instant) => {
      stack.clock.setAsOf(Temporal.Instant.from(instant));
    },
    link: async (wanted = {}) => {
      const { token, tokenHash } = service.tokens.newToken();
      const followUpId = wanted.followUpId ?? essexId;
      await service.links.add({
        tokenHash,
        followUpId,
        forceId: followUpId.split('-ncpi-')[0] ?? '',
        round: wanted.round ?? 'six-week-response',
        contactId: wanted.contactId ?? 'lead',
        createdAt: service.clock.now(),
        expiresAt: Temporal.Instant.from(wanted.expiresAt ?? '2016-12-31T00:00:00Z'),
      });
      return `/f/${token}`;
    },
    tableContent: async () => {
      const { Items = [] } = await stack.clients.dynamodb.send(
        new ScanCommand({ TableName: stack.resources.table, ConsistentRead: true }),
      );
      return new Map(
        Items.map((item) => [`${item['pk']?.S ?? ''}/${item['sk']?.S ?? ''}`, inOneOrder(item)]),
      );
    },
    forget: async (key) => {
      const slash = key.indexOf('/');
      await stack.clients.dynamodb.send(
        new DeleteItemCommand({
          TableName: stack.resources.table,
          Key: { pk: { S: key.slice(0, slash) }, sk: { S: key.slice(slash + 1) } },
        }),
      );
    },
    markPoint: async (readers) => {
      const goBack = await marks.mark();
      const cookies = readers.map((reader) => new Map(reader.cookies));
      return async () => {
        await goBack();
        for (const [index, reader] of readers.entries()) {
          reader.cookies.clear();
          for (const [name, value] of cookies[index] ?? []) reader.cookies.set(name, value);
        }
      };
    },
    inbox: async () => {
      await runner.drain();
      const envelopes = await marks.mails();
      return Promise.all(
        envelopes.map(async (envelope) => {
          const parsed = await PostalMime.parse(await stack.sesDoor.readMail(envelope.id));
          return {
            to: envelope.destinations.join(', '),
            subject: parsed.subject ?? '',
            text: parsed.text ?? '',
            sentAt: Temporal.Instant.from(envelope.acceptedAt),
          };
        }),
      );
    },
    stop: async () => {
      await runner.stop({ abandonPolls: true });
      await proxy?.stop();
      await stack.stop();
    },
  };
}

const rowSchema = z.object({
  number: z.coerce.number(),
  title: z.string(),
  timescale: z.string(),
});

/** The five areas of concern of the Essex report, as in data/essex-2016-recommendations.csv. */
export function essexAreas(): Recommendation[] {
  const file = new URL('../../data/essex-2016-recommendations.csv', import.meta.url);
  const rows: unknown[] = parse(readFileSync(file), { columns: true });
  return rows.map((row) => aRecommendation({ ...rowSchema.parse(row), illustrative: true }));
}

/** Publishes the Essex report of 8 March 2016 with its five areas of concern, its owner and its people. */
export async function publishEssex(
  { people, followUps }: Service,
  given: { recommendations?: readonly Recommendation[] } = {},
): Promise<void> {
  const audit = {
    at: Temporal.Instant.from('2016-03-08T09:30:00Z'),
    by: 'test',
    action: 'publish',
    summary: 'Published.',
  };
  await people.putBody(
    { id: 'essex', names: [{ name: 'Essex Police' }], nation: 'England', simulated: false },
    { replace: false },
  );
  await people.putStaffMember(anOwner());
  for (const contact of [
    aContact({ role: 'lead', name: 'Chief Superintendent Shaw' }),
    aContact({ role: 'deputy', name: 'Superintendent Okoro' }),
    aContact({ role: 'sign-off', name: 'Assistant Chief Constable Wynn' }),
    aContact({ role: 'liaison', name: 'Inspection liaison' }),
  ]) {
    await people.putContact(contact, { isNew: true, audit });
  }
  await followUps.add({
    followUp: anOpenFollowUp({ forceId: 'essex' }),
    recommendations: given.recommendations ?? essexAreas(),
    audit,
  });
}
