/**
 * Measures how long Revisit takes to plan a month, and to show what a bank holiday would change. The number of stored
 * follow-ups grows. Run `npm run bench:plan`.
 */
import { Temporal } from 'temporal-polyfill';
import { createLocalClients } from '../local/aws-clients.ts';
import { startEmulators } from '../local/emulators/start-emulators.ts';
import { buildLocalEnvironment } from '../local/environment.ts';
import { createResources, nameResources } from '../local/resources.ts';
import type { FollowUp } from '../shared/domain/follow-up.ts';
import { shippedProgrammes } from '../shared/contracts/shipped-programmes.ts';
import { OFFICE_COUNTRY } from '../shared/domain/country.ts';
import { planHoliday } from '../shared/use-cases/clocks/change-calendar.ts';
import { planStretch } from '../shared/use-cases/planning/plan-stretch.ts';
import { wire, type Service } from '../shared/wiring.ts';

const STORED = [100, 1_000, 10_000];
const BODIES = 43;
const now = Temporal.Instant.from('2016-06-01T09:00:00Z');

const emulators = await startEmulators({ environment: process.env });
try {
  const rows: string[][] = [];
  for (const stored of STORED) rows.push(await measure(stored));
  const head = ['follow-ups', 'plan a month', 'emails', 'a bank holiday', 'changed'];
  for (const row of [head, ...rows])
    process.stdout.write(`${row.map((cell) => cell.padStart(16)).join('')}\n`);
} finally {
  await emulators.stop();
}

async function measure(stored: number): Promise<string[]> {
  const clients = createLocalClients(emulators.endpoints);
  const resources = nameResources(`bench-${stored}`, emulators.endpoints);
  await createResources({ resources, clients });
  const environment = buildLocalEnvironment({
    endpoints: { ...emulators.endpoints, ses: 'http://127.0.0.1:9' },
    resources,
    publicUrl: 'http://127.0.0.1:9',
    stackId: 'bench',
  });
  Object.assign(process.env, environment);
  const service = wire(environment, { functionName: 'bench', clock: { now: () => now } });
  await fill(service, stored);
  const to = now.add({ hours: 24 * 30 });
  const [planned, planTime] = await timed(() => planStretch(service, { from: now, to }));
  const on = Temporal.PlainDate.from('2016-06-08');
  const [holiday, holidayTime] = await timed(() =>
    planHoliday(service, { on, title: 'Bench', country: OFFICE_COUNTRY }),
  );
  clients.destroy();
  const emails = planned.reduce((sum, { emails: leaving }) => sum + leaving.length, 0);
  return [String(stored), planTime, String(emails), holidayTime, String(holiday.effect.emails.length)];
}

async function timed<Result>(act: () => Promise<Result>): Promise<[Result, string]> {
  const started = performance.now();
  const result = await act();
  return [result, `${((performance.now() - started) / 1000).toFixed(1)} s`];
}

async function fill({ people, followUps }: Service, stored: number): Promise<void> {
  const audit = { at: now.subtract({ hours: 1 }), by: 'bench', action: 'publish', summary: 'Published.' };
  for (let body = 0; body < BODIES; body += 1) {
    const forceId = `force-${body}`;
    const names = [{ name: `Force ${body} Police` }];
    await people.putBody({ id: forceId, names, nation: 'England', simulated: true }, { replace: false });
    for (const { id: role, part } of shippedProgrammes.get('ncpi')?.roles ?? []) {
      const contact = {
        id: role,
        forceId,
        role,
        part,
        name: role,
        email: `${role}@${forceId}.example`,
        version: 1,
      };
      await people.putContact(contact, { isNew: true, audit });
    }
  }
  await Promise.all(
    Array.from({ length: BODIES }, async (_, body) => {
      for (let index = body; index < stored; index += BODIES) {
        await followUps.add({ followUp: followUpNumber(index), recommendations: [], audit });
      }
    }),
  );
}

/** Returns a follow-up published in the half year before. Some of them have all their milestones in the planned month. */
function followUpNumber(index: number): FollowUp {
  const publishedOn = Temporal.PlainDate.from('2015-12-01').add({ days: index % 180 });
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
