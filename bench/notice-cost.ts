/**
 * Measures what one email costs in DynamoDB requests and consumed capacity, step by step: to decide, to send, and to record
 * the result. Run `npm run bench:notice`.
 */
import { createProgrammeStore } from '../shared/adapters/dynamodb/programme-store.ts';
import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { createLocalClients } from '../local/aws-clients.ts';
import { startEmulators } from '../local/emulators/start-emulators.ts';
import { buildLocalEnvironment } from '../local/environment.ts';
import { createResources, nameResources } from '../local/resources.ts';
import { createFollowUpStore } from '../shared/adapters/dynamodb/follow-up-store.ts';
import { createNoticeLedger } from '../shared/adapters/dynamodb/notice-ledger-store.ts';
import { createPeopleStore } from '../shared/adapters/dynamodb/people-store.ts';
import { createSettingsStore } from '../shared/adapters/dynamodb/settings-store.ts';
import { createDynamoDbClient, Table } from '../shared/adapters/dynamodb/table.ts';
import { createLineLog } from '../shared/adapters/observability.ts';
import { createTokens } from '../shared/adapters/random-tokens.ts';
import type { AuditEntry } from '../shared/domain/audit.ts';
import type { Contact } from '../shared/domain/contact.ts';
import type { FollowUps } from '../shared/ports/follow-ups.ts';
import type { People } from '../shared/ports/people.ts';
import { recordMailEvent } from '../shared/use-cases/sending/record-mail-event.ts';
import { sendNotices } from '../shared/use-cases/sending/send-notices.ts';
import { sweep } from '../shared/use-cases/sending/sweep.ts';
import { meter, wordsInItems } from './metered-table.ts';

const now = Temporal.Instant.from('2016-03-22T10:00:00Z');
const publicUrl = 'https://follow-up.inspectorate.example';
const emulators = await startEmulators({ environment: process.env });
try {
  await measure();
} finally {
  await emulators.stop();
}

async function measure(): Promise<void> {
  const clients = createLocalClients(emulators.endpoints);
  const resources = nameResources('bench', emulators.endpoints);
  await createResources({ resources, clients });
  const endpoints = { ...emulators.endpoints, ses: 'http://127.0.0.1:9' };
  Object.assign(process.env, buildLocalEnvironment({ endpoints, resources, publicUrl, stackId: 'bench' }));
  const client = createDynamoDbClient();
  const table = new Table(resources.table, client);
  const sent: string[] = [];
  const service = createService(table, sent);
  const audit = { at: now.subtract({ hours: 1 }), by: 'bench', action: 'publish', summary: 'Published.' };
  await service.settings.arm({ at: audit.at });
  const lead = await addBodyAndLead(service.people, audit);
  const metered = meter(client);
  const report = reportTo(metered);
  await sweep(service);
  report('sweep, nothing due');
  await publishReport(service.followUps, { forceId: lead.forceId, audit });
  metered.reset();

  await sweep(service);
  report('sweep, one follow-up due');
  await sendNotices(service, { forceId: lead.forceId, recipientId: lead.id });
  report('send-notices, one email');
  const [mailId = ''] = sent;
  const event = { mailId, sesMessageId: 'ses', at: now };
  await recordMailEvent(service, { ...event, fact: 'accepted' });
  report('record-mail-event, Send');
  await recordMailEvent(service, { ...event, fact: 'delivered' });
  report('record-mail-event, Delivery');
  await sweep(service);
  report('sweep, looked at again');
  await sendNotices(service, { forceId: lead.forceId, recipientId: lead.id });
  report('send-notices, replayed');
  clients.destroy();
}

/** Wires a service whose mailer sends nothing. The mailer adds the id of each email to `sent`. */
function createService(table: Table, sent: string[]) {
  return {
    clock: { now: () => now },
    followUps: createFollowUpStore(table, wordsInItems),
    people: createPeopleStore(table),
    settings: createSettingsStore(table, 'bench'),
    ledger: createNoticeLedger(table),
    tokens: createTokens(),
    programmes: createProgrammeStore(table),
    log: createLineLog(() => undefined),
    publicUrl,
    replyDomain: 'reply.inspectorate.example',
    wakeUps: { send: () => Promise.resolve() },
    mailer: {
      send: ({ mailId }: { mailId: string }) => {
        sent.push(mailId);
        return Promise.resolve({ sesMessageId: randomUUID() });
      },
    },
  };
}

async function addBodyAndLead(people: People, audit: AuditEntry): Promise<Contact> {
  const body = {
    id: 'loamshire',
    names: [{ name: 'Loamshire Police' }],
    nation: 'England',
    simulated: true,
  } as const;
  await people.putBody(body, { replace: false });
  const lead = {
    id: 'lead',
    forceId: body.id,
    role: 'lead',
    part: 'answers',
    name: 'Lead',
    email: 'lead@loamshire.example',
    version: 1,
  } as const;
  await people.putContact(lead, { isNew: true, audit });
  return lead;
}

/** Returns a function that prints the cost of a step since the previous one. */
function reportTo(metered: ReturnType<typeof meter>): (step: string) => void {
  process.stdout.write(
    `${'step'.padEnd(28)}${['requests', 'read units', 'write units'].map((cell) => cell.padStart(12)).join('')}\n`,
  );
  return (step) => {
    const { requests, readUnits, writeUnits } = metered.read();
    const total = Object.values(requests).reduce((sum, count) => sum + count, 0);
    const cells = [String(total), String(readUnits), String(writeUnits)].map((cell) => cell.padStart(12));
    process.stdout.write(`${step.padEnd(28)}${cells.join('')}\n`);
    metered.reset();
  };
}

async function publishReport(
  followUps: FollowUps,
  { forceId, audit }: { forceId: string; audit: AuditEntry },
): Promise<void> {
  await followUps.add({
    followUp: {
      id: 'loamshire-ncpi-2016-03-08',
      forceId,
      programmeId: 'ncpi',
      policyVersion: 1,
      publishedOn: Temporal.PlainDate.from('2016-03-08'),
      reportTitle: 'Report',
      state: 'open',
      revisions: [],
      pauses: [],
      visits: [],
      simulated: true,
      releasedAt: audit.at,
      version: 1,
    },
    recommendations: [1, 2, 3, 4, 5].map((number) => ({
      number,
      title: `Recommendation ${number}`,
      addressee: 'force',
      illustrative: true,
      judgements: [],
    })),
    audit,
  });
}
