/**
 * Measures what a sweep costs in requests and consumed capacity. The number of stored follow-ups grows, and the number of
 * due ones stays the same. The cost should follow the number of due ones. Run `npm run bench:sweep`.
 */
import { createProgrammeStore } from '../shared/adapters/dynamodb/programme-store.ts';
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
import type { FollowUp } from '../shared/domain/follow-up.ts';
import { sweep } from '../shared/use-cases/sending/sweep.ts';
import { meter, wordsInItems } from './metered-table.ts';

const DUE = 10;
const STORED = [43, 1_000, 5_000];
const now = Temporal.Instant.from('2016-03-22T10:00:00Z');

const emulators = await startEmulators({ environment: process.env });
try {
  const rows: string[][] = [];
  for (const stored of STORED) rows.push(await measure(stored));
  const head = ['stored', 'due', 'requests', 'read units', 'write units', 'wake-ups'];
  for (const row of [head, ...rows])
    process.stdout.write(`${row.map((cell) => cell.padStart(12)).join('')}\n`);
} finally {
  await emulators.stop();
}

async function measure(stored: number): Promise<string[]> {
  const clients = createLocalClients(emulators.endpoints);
  const resources = nameResources(`bench-${stored}`, emulators.endpoints);
  await createResources({ resources, clients });
  Object.assign(
    process.env,
    buildLocalEnvironment({
      endpoints: { ...emulators.endpoints, ses: 'http://127.0.0.1:9' },
      resources,
      publicUrl: 'http://127.0.0.1:9',
      stackId: 'bench',
    }),
  );
  const client = createDynamoDbClient();
  const table = new Table(resources.table, client);
  const followUps = createFollowUpStore(table, wordsInItems);
  const people = createPeopleStore(table);
  const settings = createSettingsStore(table, 'bench');
  const audit = { at: now.subtract({ hours: 1 }), by: 'bench', action: 'publish', summary: 'Published.' };
  await settings.arm({ at: audit.at });
  await people.putContact(
    {
      id: 'lead',
      forceId: 'force-0',
      role: 'lead',
      part: 'answers',
      name: 'Lead',
      email: 'lead@force.example',
      version: 1,
    },
    { isNew: true, audit },
  );
  for (let index = 0; index < stored; index += 1) {
    await followUps.add({ followUp: followUpNumber(index), recommendations: [], audit });
  }
  for (let index = DUE; index < stored; index += 1) {
    const { followUp, attentionVersion } = await followUps.load(followUpNumber(index).id);
    const to = now.add({ hours: 24 });
    await followUps.raiseAttention({
      followUpId: followUp.id,
      version: followUp.version,
      attentionVersion,
      to,
    });
  }
  const metered = meter(client);
  let wakeUps = 0;
  await sweep({
    clock: { now: () => now },
    followUps,
    people,
    settings,
    programmes: createProgrammeStore(table),
    ledger: createNoticeLedger(table),
    wakeUps: {
      send: (sent) => {
        wakeUps += sent.length;
        return Promise.resolve();
      },
    },
    log: createLineLog(() => undefined),
  });
  const { requests, readUnits, writeUnits } = metered.read();
  const total = Object.values(requests).reduce((sum, count) => sum + count, 0);
  clients.destroy();
  return [stored, DUE, total, readUnits, writeUnits, wakeUps].map(String);
}

function followUpNumber(index: number): FollowUp {
  return {
    id: `force-0-ncpi-${index}`,
    forceId: 'force-0',
    programmeId: 'ncpi',
    policyVersion: 1,
    publishedOn: Temporal.PlainDate.from('2016-03-08'),
    reportTitle: 'Report',
    state: 'open',
    revisions: [],
    pauses: [],
    visits: [],
    simulated: true,
    releasedAt: now.subtract({ hours: 24 * 14 }),
    version: 1,
  };
}
