import { createHandler as createApplyRetention } from '../functions/apply-retention/handler.ts';
import { createHandler as createProgressForm } from '../functions/progress-form/handler.ts';
import { createHandler as createReceiveReply } from '../functions/receive-reply/handler.ts';
import { createHandler as createRecordMailEvent } from '../functions/record-mail-event/handler.ts';
import { createHandler as createSendDigest } from '../functions/send-digest/handler.ts';
import { createHandler as createSendNotices } from '../functions/send-notices/handler.ts';
import { createHandler as createSweep } from '../functions/sweep/handler.ts';
import type { FunctionName } from '../infra/service-map.ts';
import { createLineLog } from '../shared/adapters/observability.ts';
import type { Organisation } from '../shared/domain/organisation.ts';
import { changeOrganisation } from '../shared/use-cases/people/change-organisation.ts';
import { wire } from '../shared/wiring.ts';
import type { Log } from './log.ts';
import type { Handlers } from './runner/handlers.ts';

/** Creates every function in this process, with the environment that the stack would give it. */
export async function createHandlers(
  environment: Record<string, string>,
  { log }: { log: Log },
): Promise<Handlers> {
  await armFirstTable(environment, { log });
  const wired = (functionName: FunctionName) => wire(environment, { functionName, log: createLineLog(log) });
  return {
    sweep: createSweep(wired('sweep')),
    'send-notices': createSendNotices(wired('send-notices')),
    'record-mail-event': createRecordMailEvent(wired('record-mail-event')),
    'progress-form': createProgressForm(wired('progress-form')),
    'receive-reply': createReceiveReply(wired('receive-reply')),
    'send-digest': createSendDigest(wired('send-digest')),
    'apply-retention': createApplyRetention(wired('apply-retention')),
  };
}

/** The inspectorate of a home on one machine. It is invented. */
const localOrganisation: Organisation = {
  name: 'Example Inspectorate',
  website: 'www.inspectorate.example',
  telephone: '020 7946 0000',
  checkAt: 'www.inspectorate.example/contact',
};

/**
 * Arms the first table of a home, and names an invented organisation. A table that was copied to the home stays
 * unarmed.
 */
export async function armFirstTable(
  environment: Record<string, string>,
  { log }: { log: Log },
): Promise<void> {
  // The AWS SDK finds the emulators through the environment of the process.
  Object.assign(process.env, environment);
  const { settings, clock } = wire(environment, { functionName: 'local', log: createLineLog(log) });
  if ((await settings.lastFence()) !== undefined) return;
  await settings.arm({ at: clock.now() });
  const before = await settings.organisation();
  const after = { ...localOrganisation, ...before };
  await changeOrganisation({ settings, clock }, { before, after, by: 'local' });
}
