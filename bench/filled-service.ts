import { Temporal } from 'temporal-polyfill';
import { createLocalClients } from '../local/aws-clients.ts';
import type { EmulatorEndpoints } from '../local/emulators/start-emulators.ts';
import { buildLocalEnvironment } from '../local/environment.ts';
import { createResources, nameResources } from '../local/resources.ts';
import { shippedProgrammes } from '../shared/contracts/shipped-programmes.ts';
import type { FollowUp } from '../shared/domain/follow-up.ts';
import { wire, type Service } from '../shared/wiring.ts';

const BODIES = 43;

export const now = Temporal.Instant.from('2016-06-01T09:00:00Z');

export interface FilledService {
  readonly service: Service;
  /** The variables of the stack, for a command or a function in another process. */
  readonly environment: Record<string, string>;
  readonly close: () => void;
}

/** Makes a table with 43 bodies, a contact for each role of each body, and some follow-ups. */
export async function fillService(
  endpoints: EmulatorEndpoints,
  { name, stored }: { name: string; stored: number },
): Promise<FilledService> {
  const clients = createLocalClients(endpoints);
  const resources = nameResources(name, endpoints);
  await createResources({ resources, clients });
  const environment = buildLocalEnvironment({
    endpoints: { ...endpoints, ses: 'http://127.0.0.1:9' },
    resources,
    publicUrl: 'http://127.0.0.1:9',
    stackId: 'bench',
  });
  Object.assign(process.env, environment);
  const service = wire(environment, { functionName: 'bench', clock: { now: () => now } });
  await fill(service, stored);
  return {
    service,
    environment,
    close: () => {
      clients.destroy();
    },
  };
}

async function fill({ people, followUps }: Service, stored: number): Promise<void> {
  const audit = { at: now.subtract({ hours: 1 }), by: 'bench', action: 'publish', summary: 'Published.' };
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
        await followUps.add({ followUp: followUpNumber(index), recommendations: [], audit });
      }
    }),
  );
}

/** Returns a follow-up published in the half year before. Some of them have all their milestones in the next month. */
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
