import {
  BatchWriteItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { createLocalClients } from '../local/aws-clients.ts';
import type { EmulatorEndpoints } from '../local/emulators/start-emulators.ts';
import { buildLocalEnvironment } from '../local/environment.ts';
import { createResources, nameResources } from '../local/resources.ts';
import { followUpPartition } from '../shared/adapters/dynamodb/keys.ts';
import { shippedProgrammes } from '../shared/contracts/shipped-programmes.ts';
import type { Instant, PlainDate } from '../shared/domain/dates.ts';
import type { FollowUp } from '../shared/domain/follow-up.ts';
import { wire, type Service } from '../shared/wiring.ts';

const BODIES = 43;
/** How many follow-ups that wait are made one by one. The rest are copies, because a million take hours to make. */
const WAITING = 200;
const COPIES_IN_ONE_WRITE = 25;

export const now = Temporal.Instant.from('2016-06-01T09:00:00Z');

export interface FilledService {
  readonly service: Service;
  /** The variables of the stack, for a command or a function in another process. */
  readonly environment: Record<string, string>;
  readonly close: () => void;
}

interface Course {
  readonly at: Instant;
  readonly publishedOn: (index: number) => PlainDate;
}

/** Some of these follow-ups have all their milestones in the next month. */
const halfAYear: Course = {
  at: now,
  publishedOn: (index) => Temporal.PlainDate.from('2015-12-01').add({ days: index % 180 }),
};

/** Every follow-up is owed its first emails, and nothing was missed. */
export const firstEmails: Course = {
  at: Temporal.Instant.from('2016-03-22T10:00:00Z'),
  publishedOn: () => Temporal.PlainDate.from('2016-03-08'),
};

interface Filling {
  readonly name: string;
  readonly stored: number;
  /** How many follow-ups a sweep must look at now (default: all). */
  readonly due?: number;
  /** The day of publication of every follow-up, and the moment of the clock (default: half a year before `now`, `now`). */
  readonly course?: Course;
  /** Another address of DynamoDB, such as that of a proxy which counts. */
  readonly dynamodb?: string;
}

/** Makes an armed table with 43 bodies, a contact for each role of each body, and some follow-ups. */
export async function fillService(
  endpoints: EmulatorEndpoints,
  { name, stored, due = stored, course = halfAYear, dynamodb = endpoints.dynamodb }: Filling,
): Promise<FilledService> {
  const clients = createLocalClients(endpoints);
  const resources = nameResources(name, endpoints);
  await createResources({ resources, clients });
  const environment = buildLocalEnvironment({
    endpoints: { ...endpoints, dynamodb, ses: 'http://127.0.0.1:9' },
    resources,
    publicUrl: 'http://127.0.0.1:9',
    stackId: 'bench',
  });
  Object.assign(process.env, environment);
  const service = wire(environment, { functionName: 'bench', clock: { now: () => course.at } });
  await service.settings.arm({ at: course.at.subtract({ hours: 1 }) });
  const made = Math.min(stored, due + WAITING);
  await fill(service, { stored: made, course });
  await letWait(service.followUps, { from: due, to: made, course });
  await copyLast(clients.dynamodb, { table: resources.table, made, stored, course });
  return {
    service,
    environment,
    close: () => {
      clients.destroy();
    },
  };
}

async function fill(
  { people, followUps }: Service,
  { stored, course }: { stored: number; course: Course },
): Promise<void> {
  const audit = {
    at: course.at.subtract({ hours: 1 }),
    by: 'bench',
    action: 'publish',
    summary: 'Published.',
  };
  for (let body = 0; body < BODIES; body += 1) {
    const forceId = `force-${body}`;
    const names = [{ name: `Force ${body} Police` }];
    await people.putBody({ id: forceId, names, nation: 'England', simulated: true }, { replace: false });
    for (const { id: role, part } of shippedProgrammes.get('ncpi')?.roles ?? []) {
      const email = `${role}@${forceId}.example`;
      const contact = { id: role, forceId, role, part, name: role, email, version: 1 };
      await people.putContact(contact, { isNew: true, audit });
    }
  }
  await Promise.all(
    Array.from({ length: BODIES }, async (_, body) => {
      for (let index = body; index < stored; index += BODIES) {
        await followUps.add({ followUp: followUpNumber(index, course), recommendations: [], audit });
      }
    }),
  );
}

function followUpNumber(index: number, course: Course): FollowUp {
  const publishedOn = course.publishedOn(index);
  const forceId = `force-${index % BODIES}`;
  return {
    id: `${forceId}-ncpi-${index}`,
    forceId,
    programmeId: 'ncpi',
    policyVersion: 1,
    publishedOn,
    reportTitle: 'Report',
    state: 'open',
    revisions: [],
    pauses: [],
    visits: [],
    simulated: true,
    releasedAt: publishedOn.toZonedDateTime('Europe/London').toInstant(),
    version: 1,
  };
}

/** Moves the next look at some follow-ups to tomorrow. */
async function letWait(
  followUps: Service['followUps'],
  { from, to, course }: { from: number; to: number; course: Course },
): Promise<void> {
  for (let index = from; index < to; index += 1) {
    const { followUp, attentionVersion } = await followUps.load(followUpNumber(index, course).id);
    const { id: followUpId, version } = followUp;
    await followUps.raiseAttention({
      followUpId,
      version,
      attentionVersion,
      to: course.at.add({ hours: 24 }),
    });
  }
}

const itemsSchema = z.array(z.record(z.string(), z.custom<AttributeValue>()));

/** Writes copies of the last follow-up with all its items, each under another id and body. */
async function copyLast(
  client: DynamoDBClient,
  { table, made, stored, course }: { table: string; made: number; stored: number; course: Course },
): Promise<void> {
  if (stored <= made) return;
  const last = followUpNumber(made - 1, course);
  const { Items: items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: followUpPartition(last.id) } },
    }),
  );
  const text = JSON.stringify(items);
  let waiting: Record<string, AttributeValue>[] = [];
  for (let index = made; index < stored; index += 1) {
    const { id, forceId } = followUpNumber(index, course);
    // The id contains the body, so it is replaced first, by a name that nothing else contains.
    const copy = text.replaceAll(last.id, '(id)').replaceAll(last.forceId, forceId).replaceAll('(id)', id);
    waiting.push(...itemsSchema.parse(JSON.parse(copy)));
    while (waiting.length >= COPIES_IN_ONE_WRITE || (index === stored - 1 && waiting.length > 0)) {
      const Requests = waiting.slice(0, COPIES_IN_ONE_WRITE).map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: Requests } }));
      waiting = waiting.slice(COPIES_IN_ONE_WRITE);
    }
  }
}
